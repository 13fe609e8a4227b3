// A blocking client's connection: bytes with deadlines over TCP or TLS.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "io/channel.h"
#include "io/tls_context.h"
#include "io/url.h"

namespace syncline::io {

using Deadline = std::chrono::steady_clock::time_point;

// One thread may read while another writes; shut_down may come from any.
class ClientSocket {
 public:
  // Asked each 100 ms while a connection is being made; type "Stopped" once it says yes. May be
  // empty. The resolver of names does not ask it.
  using Stopped = std::function<bool()>;

  // Connects to the URL's host, and shakes hands for https and wss. Type "CertificateError" when
  // the server's certificate is not trusted.
  static Result<std::unique_ptr<ClientSocket>> connect(const Url& url, const std::string& ca_file,
                                                       Deadline deadline,
                                                       const Stopped& stopped = {});
  explicit ClientSocket(int descriptor) : descriptor_(descriptor), channel_(descriptor) {}
  ~ClientSocket();
  ClientSocket(const ClientSocket&) = delete;
  ClientSocket& operator=(const ClientSocket&) = delete;

  // At least one byte; none when the peer has ended. Type "Timeout" when nothing came in time.
  Result<std::size_t> read(std::span<char> into, Deadline deadline, const Stopped& stopped = {});
  Result<void> write(std::string_view bytes, Deadline deadline);
  void shut_down();

 private:
  Result<void> shake_hands(const std::string& host, const std::string& ca_file, Deadline deadline,
                           const Stopped& stopped);
  [[nodiscard]] Result<void> wait(IoState direction, Deadline deadline,
                                  const Stopped& stopped = {}) const;

  int descriptor_;
  std::unique_ptr<TlsContext> tls_;
  std::mutex channel_mutex_;  // a TLS session is not for two threads at once
  Channel channel_;
};

}  // namespace syncline::io
