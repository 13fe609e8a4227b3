#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

#include "base/text.h"
#include "io/tls.h"
#include "io/tls_context.h"
#include "io/x509.h"

namespace syncline::io {
namespace {

struct DevelopmentCertificateTest : testing::Test {
  std::string folder = testing::TempDir() + "syncline-certificate-" + random_id(8);
  ~DevelopmentCertificateTest() override { std::filesystem::remove_all(folder); }

  std::string text(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  void write(const std::string& path, const std::string& text) {
    std::ofstream(path, std::ios::binary) << text;
  }
};

TEST_F(DevelopmentCertificateTest, IsMadeOnFirstUse) {
  const auto made = development_certificate(folder + "/deeper");
  ASSERT_TRUE(made.has_value()) << made.error().message;
  EXPECT_TRUE(TlsContext::for_server(made->files).has_value());
  EXPECT_TRUE(TlsContext::for_client(made->ca_file).has_value());
}

TEST_F(DevelopmentCertificateTest, KeepsItsKeysToItself) {
  const auto made = development_certificate(folder);
  for (const auto& path : {made->files.key_file, folder + "/ca-key.pem"}) {
    struct stat status{};
    ASSERT_EQ(::stat(path.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0600U) << path;
  }
}

TEST_F(DevelopmentCertificateTest, IsUsedAgain) {
  const auto first = development_certificate(folder);
  const auto certificate = text(first->files.certificate_file);
  const auto authority = text(first->ca_file);
  const auto second = development_certificate(folder);
  EXPECT_EQ(text(second->files.certificate_file), certificate);
  EXPECT_EQ(text(second->ca_file), authority);
}

TEST_F(DevelopmentCertificateTest, IsMadeAgainByTheSameAuthorityWhenDamaged) {
  const auto first = development_certificate(folder);
  const auto certificate = text(first->files.certificate_file);
  const auto authority = text(first->ca_file);
  write(first->files.key_file, "damaged");
  const auto second = development_certificate(folder);
  ASSERT_TRUE(second.has_value());
  EXPECT_NE(text(second->files.certificate_file), certificate);
  EXPECT_EQ(text(second->ca_file), authority);
  EXPECT_TRUE(TlsContext::for_server(second->files).has_value());
}

TEST_F(DevelopmentCertificateTest, IsMadeAgainWhenItsAuthorityIsLost) {
  const auto first = development_certificate(folder);
  const auto certificate = text(first->files.certificate_file);
  std::filesystem::remove(folder + "/ca-key.pem");
  const auto second = development_certificate(folder);
  EXPECT_NE(text(second->files.certificate_file), certificate);
}

TEST_F(DevelopmentCertificateTest, SaysWhyTheFolderCannotBeUsed) {
  write(folder, "a file, not a folder");
  const auto made = development_certificate(folder);
  ASSERT_FALSE(made.has_value());
  EXPECT_NE(made.error().message.find(folder), std::string::npos);
}

TEST_F(DevelopmentCertificateTest, IsOneForServersThatStartAtOnce) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] { EXPECT_TRUE(development_certificate(folder).has_value()); });
  }
  for (auto& thread : threads) thread.join();
  const auto made = development_certificate(folder);
  EXPECT_TRUE(TlsContext::for_server(made->files).has_value());
}

TEST(X509, ServerCertificatesAreSignedByTheirAuthority) {
  const auto authority = make_authority();
  const auto other = make_authority();
  const auto server = make_server_identity(*authority);
  ASSERT_TRUE(server.has_value());
  EXPECT_TRUE(is_signed_by(*server, *authority));
  EXPECT_FALSE(is_signed_by(*server, *other));
}

TEST(X509, ServerCertificatesAreRenewedBeforeTheyEnd) {
  const auto server = make_server_identity(*make_authority());
  EXPECT_TRUE(is_valid_for(*server, 30));
  EXPECT_TRUE(is_valid_for(*server, 396));
  EXPECT_FALSE(is_valid_for(*server, 398));
}

TEST(X509, IdentitiesAreTheSameAfterPem) {
  const auto made = make_authority();
  const auto read = identity_from_pem(to_pem(*made), key_to_pem(*made));
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(to_pem(*read), to_pem(*made));
}

TEST(X509, KeysOfOthersAreRefused) {
  const auto one = make_authority();
  const auto other = make_authority();
  EXPECT_FALSE(identity_from_pem(to_pem(*one), key_to_pem(*other)).has_value());
  EXPECT_FALSE(identity_from_pem("nonsense", key_to_pem(*one)).has_value());
  EXPECT_FALSE(identity_from_pem("", "").has_value());
}

}  // namespace
}  // namespace syncline::io
