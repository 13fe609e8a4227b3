// Bytes over one connected, non-blocking socket, plain or TLS: the same three questions to both.
#pragma once

#include <sys/uio.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

struct ssl_st;  // OpenSSL's SSL

namespace syncline::io {

struct SslDeleter {
  void operator()(ssl_st* ssl) const;
};
using SslHandle = std::unique_ptr<ssl_st, SslDeleter>;

enum class IoState : std::uint8_t {
  done,        // `bytes` were moved, at least one
  want_read,   // nothing now: try again when the socket is readable
  want_write,  // nothing now: try again when the socket is writable
  ended,       // the peer has sent its last byte
  failed,      // the connection is broken
};

struct IoResult {
  IoState state;
  std::size_t bytes = 0;
};

// Does not own the descriptor. TLS shakes hands within the first read or write. After a TLS write
// that could not be finished, the next must begin with the same bytes.
class Channel {
 public:
  explicit Channel(int descriptor, SslHandle ssl = nullptr)
      : descriptor_(descriptor), ssl_(std::move(ssl)) {}

  [[nodiscard]] bool is_secure() const { return ssl_ != nullptr; }
  [[nodiscard]] ssl_st* ssl() const { return ssl_.get(); }
  [[nodiscard]] int descriptor() const { return descriptor_; }

  IoResult read(std::span<char> into);
  IoResult write(std::string_view bytes);
  IoResult write(std::span<const iovec> pieces);  // plain only
  IoResult shake_hands();                         // TLS only; `done` when it is over
  void end_writing();  // TLS close_notify, then the FIN; what comes in can still be read

 private:
  IoResult tls_result(int result);

  int descriptor_;
  SslHandle ssl_;
};

inline constexpr std::size_t tls_record_bytes_max = 16 * 1024;  // RFC 8446 5.1

}  // namespace syncline::io
