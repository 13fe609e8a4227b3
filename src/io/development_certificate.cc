#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/log.h"
#include "io/tls.h"
#include "io/x509.h"

namespace syncline::io {
namespace {

constexpr int renewal_days = 30;
constexpr mode_t public_mode = 0644;
constexpr mode_t secret_mode = 0600;

std::unexpected<Error> cannot(const std::string& what, const std::string& path, int error) {
  return fail(ErrorKind::unavailable, "TlsError",
              fmt::format("cannot {} {}: {}", what, path, std::strerror(error)));
}

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

// Whoever reads sees the old text or the new one, never half of either.
Result<void> write_file(const std::string& path, std::string_view text, mode_t mode) {
  const auto beside = path + ".new";
  ::unlink(beside.c_str());  // of a start that was interrupted
  const Descriptor file(::open(beside.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, mode));
  if (file.number() < 0) return cannot("write", beside, errno);
  const auto written = ::write(file.number(), text.data(), text.size());
  if (written != static_cast<ssize_t>(text.size())) return cannot("write", beside, errno);
  if (::fsync(file.number()) != 0) return cannot("write", beside, errno);
  if (::rename(beside.c_str(), path.c_str()) != 0) return cannot("write", path, errno);
  return {};
}

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Nothing when it is not there, is damaged, or must be renewed.
std::optional<Identity> load(const std::string& certificate_file, const std::string& key_file) {
  auto identity = identity_from_pem(read_file(certificate_file), read_file(key_file));
  if (identity && !is_valid_for(*identity, renewal_days)) return std::nullopt;
  return identity;
}

Result<Identity> authority_in(const std::string& folder, const std::string& certificate_file) {
  const auto key_file = folder + "/ca-key.pem";
  if (auto kept = load(certificate_file, key_file)) return std::move(*kept);
  TRY(auto made, make_authority());
  TRY(write_file(key_file, key_to_pem(made), secret_mode));
  TRY(write_file(certificate_file, to_pem(made), public_mode));
  log_info("a new development certificate authority is in {}", certificate_file);
  return made;
}

}  // namespace

Result<DevelopmentCertificate> development_certificate(const std::string& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) return cannot("make the folder", folder, error.value());
  // Two servers that start at once must not mix their files.
  const Descriptor lock(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (lock.number() < 0) return cannot("open the folder", folder, errno);
  if (::flock(lock.number(), LOCK_EX) != 0) return cannot("lock the folder", folder, errno);

  const DevelopmentCertificate paths{.files = {.certificate_file = folder + "/localhost.pem",
                                               .key_file = folder + "/localhost-key.pem"},
                                     .ca_file = folder + "/ca.pem"};
  TRY(const auto authority, authority_in(folder, paths.ca_file));
  const auto kept = load(paths.files.certificate_file, paths.files.key_file);
  if (kept && is_signed_by(*kept, authority)) return paths;
  TRY(const auto made, make_server_identity(authority));
  TRY(write_file(paths.files.key_file, key_to_pem(made), secret_mode));
  TRY(write_file(paths.files.certificate_file, to_pem(made) + to_pem(authority), public_mode));
  return paths;
}

}  // namespace syncline::io
