// For tests: a peer that sends a server any bytes.
#pragma once

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace syncline::io {

class TestServer;

// A test waits this long for what must come; only a test that fails uses it up.
inline constexpr long patience_ms = 20'000;

// Sends and receives bytes as they are.
class RawPeer {
 public:
  explicit RawPeer(const TestServer& server);
  struct Connected {  // a socket that is given to the peer
    int descriptor;
  };
  static RawPeer of(int descriptor) { return RawPeer(Connected{descriptor}); }
  explicit RawPeer(Connected connected) : descriptor_(connected.descriptor) { be_patient(); }
  explicit RawPeer(std::uint16_t port) : descriptor_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::connect(descriptor_, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    be_patient();
  }
  ~RawPeer() { ::close(descriptor_); }
  RawPeer(const RawPeer&) = delete;
  RawPeer& operator=(const RawPeer&) = delete;

  void send(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return;  // the server has closed: what it said tells the test why
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
  }
  void end_sending() { ::shutdown(descriptor_, SHUT_WR); }

  // Everything up to and with `mark`, or up to the end when that comes first.
  std::string read_until(std::string_view mark) {
    while (received_.find(mark) == std::string::npos && receive()) continue;
    const auto found = received_.find(mark);
    return take(found == std::string::npos ? received_.size() : found + mark.size());
  }
  std::string read(std::size_t bytes) {
    while (received_.size() < bytes && receive()) continue;
    return take(std::min(bytes, received_.size()));
  }
  std::string read_to_end() {
    while (receive()) continue;
    return take(received_.size());
  }

 private:
  void be_patient() {
    const timeval patience{.tv_sec = patience_ms / 1000, .tv_usec = 0};
    ::setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  }
  bool receive() {
    std::array<char, 16 * 1024> buffer{};
    const auto bytes = ::recv(descriptor_, buffer.data(), buffer.size(), 0);
    if (bytes <= 0) return false;
    received_.append(buffer.data(), static_cast<std::size_t>(bytes));
    return true;
  }
  std::string take(std::size_t bytes) {
    auto taken = received_.substr(0, bytes);
    received_.erase(0, bytes);
    return taken;
  }

  int descriptor_;
  std::string received_;
};

}  // namespace syncline::io
