#include "io/client_socket.h"

#include <fmt/format.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace syncline::io {
namespace {

std::unexpected<Error> broken(std::string why) {
  return fail(ErrorKind::unavailable, "ConnectionError", std::move(why));
}

std::unexpected<Error> timed_out() {
  return fail(ErrorKind::timeout, "Timeout", "nothing came in time");
}

constexpr long stop_poll_ms = 100;

std::unexpected<Error> stopped_waiting() {
  return fail(ErrorKind::unavailable, "Stopped", "stopped");
}

Result<void> wait_for(int descriptor, short events, Deadline deadline,
                      const ClientSocket::Stopped& stopped = {}) {
  for (;;) {
    if (stopped && stopped()) return stopped_waiting();
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    const long most = stopped ? stop_poll_ms : 3'600'000;
    pollfd waited{descriptor, events, 0};
    const int ready = ::poll(&waited, 1, static_cast<int>(std::clamp<long>(left.count(), 0, most)));
    if (ready > 0) return {};
    if (ready < 0 && errno != EINTR) return broken(std::strerror(errno));
    if (ready == 0 && left.count() <= 0) return timed_out();
  }
}

struct AddressesDeleter {
  void operator()(addrinfo* list) const { ::freeaddrinfo(list); }
};
using Addresses = std::unique_ptr<addrinfo, AddressesDeleter>;

Result<Addresses> resolve(const Url& url) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  // RFC 6761 6.3: names under localhost are this machine, whatever the resolver thinks.
  const bool is_local = url.host.ends_with(".localhost");
  const std::string name = is_local ? "localhost" : url.host;
  const int error = ::getaddrinfo(name.c_str(), std::to_string(url.port).c_str(), &hints, &found);
  if (error != 0) return broken(fmt::format("{}: {}", url.host, ::gai_strerror(error)));
  return Addresses(found);
}

// The connected descriptor.
Result<int> connect_one(const addrinfo& address, Deadline deadline,
                        const ClientSocket::Stopped& stopped) {
  const int type = address.ai_socktype | SOCK_NONBLOCK | SOCK_CLOEXEC;
  const int descriptor = ::socket(address.ai_family, type, address.ai_protocol);
  if (descriptor < 0) return broken(std::strerror(errno));
  int error = 0;
  if (::connect(descriptor, address.ai_addr, address.ai_addrlen) != 0) {
    error = errno;
    if (error == EINPROGRESS) {
      if (auto ready = wait_for(descriptor, POLLOUT, deadline, stopped); !ready) {
        ::close(descriptor);
        return std::unexpected(std::move(ready).error());
      }
      socklen_t size = sizeof error;
      ::getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &size);
    }
  }
  if (error != 0) {
    ::close(descriptor);
    return broken(std::strerror(error));
  }
  const int on = 1;
  ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return descriptor;
}

Result<int> connect_any(const Url& url, Deadline deadline, const ClientSocket::Stopped& stopped) {
  TRY(const auto addresses, resolve(url));
  Result<int> last = broken("no address");
  for (const auto* address = addresses.get(); address != nullptr; address = address->ai_next) {
    last = connect_one(*address, deadline, stopped);
    if (last || last.error().type == "Stopped") return last;
  }
  return broken(
      fmt::format("cannot connect to {} port {}: {}", url.host, url.port, last.error().message));
}

}  // namespace

Result<std::unique_ptr<ClientSocket>> ClientSocket::connect(const Url& url,
                                                            const std::string& ca_file,
                                                            Deadline deadline,
                                                            const Stopped& stopped) {
  TRY(const int descriptor, connect_any(url, deadline, stopped));
  auto socket = std::make_unique<ClientSocket>(descriptor);
  if (url.scheme == "https" || url.scheme == "wss") {
    TRY(socket->shake_hands(url.host, ca_file, deadline, stopped));
  }
  return socket;
}

ClientSocket::~ClientSocket() {
  channel_.end_writing();
  ::close(descriptor_);
}

Result<void> ClientSocket::shake_hands(const std::string& host, const std::string& ca_file,
                                       Deadline deadline, const Stopped& stopped) {
  TRY(tls_, TlsContext::for_client(ca_file));
  TRY(auto ssl, tls_->connect(descriptor_, host));
  channel_ = Channel(descriptor_, std::move(ssl));
  for (;;) {
    const auto result = channel_.shake_hands();
    if (result.state == IoState::done) return {};
    if (result.state == IoState::ended || result.state == IoState::failed) {
      const auto verified = SSL_get_verify_result(channel_.ssl());
      if (verified != X509_V_OK) {
        return fail(ErrorKind::unavailable, "CertificateError",
                    fmt::format("{}: the certificate is not trusted: {}", host,
                                X509_verify_cert_error_string(verified)));
      }
      return broken(fmt::format("{}: TLS handshake failed: {}", host, openssl_message()));
    }
    TRY(wait(result.state, deadline, stopped));
  }
}

Result<void> ClientSocket::wait(IoState direction, Deadline deadline,
                                const Stopped& stopped) const {
  const short events = direction == IoState::want_write ? POLLOUT : POLLIN;
  return wait_for(descriptor_, events, deadline, stopped);
}

Result<std::size_t> ClientSocket::read(std::span<char> into, Deadline deadline,
                                       const Stopped& stopped) {
  for (;;) {
    IoResult result{IoState::failed};
    {
      const std::lock_guard lock(channel_mutex_);
      result = channel_.read(into);
    }
    switch (result.state) {
      case IoState::done: return result.bytes;
      case IoState::ended: return 0;
      case IoState::failed: return broken("the connection broke");
      default: TRY(wait(result.state, deadline, stopped));
    }
  }
}

Result<void> ClientSocket::write(std::string_view bytes, Deadline deadline) {
  while (!bytes.empty()) {
    IoResult result{IoState::failed};
    {
      const std::lock_guard lock(channel_mutex_);
      result = channel_.write(bytes);
    }
    switch (result.state) {
      case IoState::done: bytes.remove_prefix(result.bytes); break;
      case IoState::ended:
      case IoState::failed: return broken("the connection broke");
      default: TRY(wait(result.state, deadline));
    }
  }
  return {};
}

void ClientSocket::shut_down() { ::shutdown(descriptor_, SHUT_RDWR); }

}  // namespace syncline::io
