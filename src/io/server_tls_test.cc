#include <gtest/gtest.h>
#include <openssl/ssl.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <utility>

#include "base/text.h"
#include "io/client_socket.h"
#include "io/http_fixture.h"
#include "io/tls.h"

namespace syncline::io {
namespace {

// A folder for one test, gone with it.
struct Folder {
  std::string path = testing::TempDir() + "syncline-tls-" + random_id(8);
  Folder() { std::filesystem::create_directories(path); }
  ~Folder() { std::filesystem::remove_all(path); }
};

struct TlsServer : testing::Test {
  // One for all tests: it is used again, as it is by a server that starts again.
  static const Folder& folder() {
    static const Folder shared;
    return shared;
  }
  DevelopmentCertificate certificate = *development_certificate(folder().path);
  TestServer server{{}, certificate.files};

  std::string url(const std::string& scheme, const std::string& host = "localhost") {
    return scheme + "://" + host + ":" + std::to_string(*server.server->tls_port()) + "/peer";
  }
  Result<std::unique_ptr<WebSocketClient>> connect(const std::string& host = "localhost") {
    return WebSocketClient::connect({.url = url("wss", host), .ca_file = certificate.ca_file});
  }
};

TEST_F(TlsServer, AnswersHttp) {
  const auto response =
      http_request({.method = "GET", .url = url("https"), .ca_file = certificate.ca_file});
  ASSERT_TRUE(response.has_value()) << response.error().message;
  EXPECT_EQ(response->body, "127.0.0.1 tls");
}

TEST_F(TlsServer, AnswersPlainHttpOnItsOtherPort) {
  EXPECT_EQ(http_request({.method = "GET", .url = server.url("/peer")})->body, "127.0.0.1 plain");
}

TEST_F(TlsServer, EchoesMessages) {
  const auto client = connect();
  ASSERT_TRUE(client.has_value()) << client.error().message;
  EXPECT_EQ((*client)->receive(patience_ms), "hello");
  for (const std::size_t size : {1, 16'000, 17'000, 500'000}) {
    const std::string text(size, 'x');
    ASSERT_TRUE((*client)->send(text));
    EXPECT_EQ((*client)->receive(patience_ms), text);
  }
}

TEST_F(TlsServer, WritesMoreThanTheSocketTakes) {
  const auto client = connect();
  EXPECT_EQ((*client)->receive(patience_ms), "hello");
  for (int i = 0; i < 3; ++i) ASSERT_TRUE((*client)->send("long"));
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ((*client)->receive(patience_ms)->size(), 1'000'000U);
    EXPECT_EQ((*client)->receive(patience_ms), "long");
  }
}

TEST_F(TlsServer, ClosesWithItsHandlersCode) {
  const auto client = connect();
  (*client)->receive(patience_ms).value();
  ASSERT_TRUE((*client)->send("close"));
  EXPECT_EQ((*client)->receive(patience_ms).error().detail.at("code"), 4001);
  EXPECT_EQ(server.journal.next(), "closed 4001");
}

TEST_F(TlsServer, StopsWith1001) {
  const auto client = connect();
  (*client)->receive(patience_ms).value();
  server.server->stop(std::chrono::milliseconds(10));
  EXPECT_EQ((*client)->receive(patience_ms).error().detail.at("code"), 1001);
}

TEST_F(TlsServer, IsThereForTheNamesOfTheCertificate) {
  EXPECT_TRUE(connect("127.0.0.1").has_value());
  EXPECT_TRUE(connect("localhost").has_value());
}

TEST_F(TlsServer, IsNotTrustedWithoutItsAuthority) {
  const auto response = http_request({.url = url("https")});
  ASSERT_FALSE(response.has_value());
  const auto client = WebSocketClient::connect({.url = url("wss")});
  ASSERT_FALSE(client.has_value());
  EXPECT_NE(client.error().message.find("not trusted"), std::string::npos)
      << client.error().message;
}

TEST_F(TlsServer, IsNotTrustedForOtherNames) {
  const auto client = connect("not.ours.localhost");
  ASSERT_FALSE(client.has_value());
  EXPECT_NE(client.error().message.find("mismatch"), std::string::npos) << client.error().message;
}

TEST_F(TlsServer, ClosesWhatIsNotTls) {
  RawPeer peer(*server.server->tls_port());
  peer.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_EQ(peer.read_to_end().find("HTTP/1.1 200"), std::string::npos);
  EXPECT_TRUE(connect().has_value());
}

// The protocol that the server chooses of those offered (RFC 7301: each behind its length), or what
// went wrong.
std::string chosen_protocol(std::uint16_t port, std::string_view offered) {
  const std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context(SSL_CTX_new(TLS_client_method()),
                                                                  SSL_CTX_free);
  const std::unique_ptr<SSL, decltype(&SSL_free)> ssl(SSL_new(context.get()), SSL_free);
  const auto* bytes = reinterpret_cast<const unsigned char*>(offered.data());
  if (SSL_set_alpn_protos(ssl.get(), bytes, static_cast<unsigned>(offered.size())) != 0) {
    return "cannot offer";
  }
  const int descriptor = ::socket(AF_INET, SOCK_STREAM, 0);
  const RawPeer owner = RawPeer::of(descriptor);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(descriptor, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
    return "cannot connect";
  }
  SSL_set_fd(ssl.get(), descriptor);
  if (SSL_connect(ssl.get()) != 1) return "cannot shake hands";
  const unsigned char* name = nullptr;
  unsigned int size = 0;
  SSL_get0_alpn_selected(ssl.get(), &name, &size);
  return {reinterpret_cast<const char*>(name), size};
}

TEST_F(TlsServer, ChoosesHttp11AmongTheProtocolsOfTheClient) {
  const auto port = *server.server->tls_port();
  EXPECT_EQ(chosen_protocol(port, "\x08http/1.1"), "http/1.1");
  EXPECT_EQ(chosen_protocol(port, "\x02h2\x08http/1.1"), "http/1.1");
  EXPECT_EQ(chosen_protocol(port, "\x08http/1.0\x08http/1.1\x02h2"), "http/1.1");
}

TEST_F(TlsServer, ChoosesNoneWhenTheClientDoesNotOfferHttp11) {
  const auto port = *server.server->tls_port();
  EXPECT_EQ(chosen_protocol(port, "\x02h2"), "");
  EXPECT_EQ(chosen_protocol(port, "\x08http/1.0\x02h2"), "");
}

TEST_F(TlsServer, TellsAWaitingClientToContinue) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(patience_ms);
  auto socket = *ClientSocket::connect(*parse_url(url("https")), certificate.ca_file, deadline);
  std::string received;
  const auto read_until = [&](std::string_view mark) {
    std::array<char, 4096> buffer{};
    while (received.find(mark) == std::string::npos) {
      const auto bytes = socket->read(buffer, deadline);
      if (!bytes || *bytes == 0) return received + " and no more";
      received.append(buffer.data(), *bytes);
    }
    return std::exchange(received, {});
  };
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(
        socket->write("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n"
                      "Expect: 100-continue\r\n\r\n",
                      deadline));
    EXPECT_EQ(read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
    ASSERT_TRUE(socket->write("ok", deadline));
    EXPECT_TRUE(read_until("POST / ok").starts_with("HTTP/1.1 200 OK\r\n"));
  }
}

TEST_F(TlsServer, AnswersPipelinedRequestsInOrder) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(patience_ms);
  auto socket = *ClientSocket::connect(*parse_url(url("https")), certificate.ca_file, deadline);
  std::size_t expected = 0;
  std::string received;
  ASSERT_TRUE(socket->write(get("/a") + get("/later/b") + get("/large") + get("/c"), deadline));
  std::array<char, 16 * 1024> buffer{};
  while (!received.ends_with("GET /c ")) {
    const auto bytes = socket->read(buffer, deadline);
    ASSERT_TRUE(bytes.has_value() && *bytes > 0);
    received.append(buffer.data(), *bytes);
  }
  for (const std::string_view part : {"GET /a ", "GET /later/b ", "xxxxHTTP/1.1", "GET /c "}) {
    const auto found = received.find(part, expected);
    ASSERT_NE(found, std::string::npos) << part;
    expected = found;
  }
}

TEST(TlsHandshake, HasATimeLimit) {
  const Folder folder;
  const auto certificate = development_certificate(folder.path);
  TestServer server({.header_time_max = std::chrono::milliseconds(20)}, certificate->files);
  RawPeer peer(*server.server->tls_port());
  peer.send("\x16\x03\x01");
  EXPECT_EQ(peer.read_to_end(), "");
}

TEST(TlsFiles, ThatAreMissingAreNamed) {
  Loops loops(1);
  Journal journal;
  ServerConfig config{.port = 0, .tls_port = 0};
  config.tls = {.certificate_file = "/no/such/file.pem", .key_file = "/no/such/key.pem"};
  const auto server = Server::listen(loops, config, echo_service(journal));
  ASSERT_FALSE(server.has_value());
  EXPECT_NE(server.error().message.find("/no/such/file.pem"), std::string::npos);
}

}  // namespace
}  // namespace syncline::io
