#include "io/channel.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>

namespace syncline::io {
namespace {

IoResult plain_result(ssize_t result, IoState when_blocked) {
  if (result > 0) return {IoState::done, static_cast<std::size_t>(result)};
  if (result == 0) return {IoState::ended};
  if (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR) return {when_blocked};
  return {IoState::failed};
}

}  // namespace

void SslDeleter::operator()(ssl_st* ssl) const { SSL_free(ssl); }

IoResult Channel::read(std::span<char> into) {
  if (!ssl_) {
    return plain_result(::recv(descriptor_, into.data(), into.size(), MSG_DONTWAIT),
                        IoState::want_read);
  }
  ERR_clear_error();
  std::size_t bytes = 0;
  const int result = SSL_read_ex(ssl_.get(), into.data(), into.size(), &bytes);
  return result == 1 ? IoResult{IoState::done, bytes} : tls_result(result);
}

IoResult Channel::write(std::string_view bytes) {
  if (!ssl_) {
    return plain_result(
        ::send(descriptor_, bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL),
        IoState::want_write);
  }
  ERR_clear_error();
  std::size_t written = 0;
  const auto record = std::min(bytes.size(), tls_record_bytes_max);
  const int result = SSL_write_ex(ssl_.get(), bytes.data(), record, &written);
  return result == 1 ? IoResult{IoState::done, written} : tls_result(result);
}

IoResult Channel::write(std::span<const iovec> pieces) {
  msghdr message{};
  message.msg_iov = const_cast<iovec*>(pieces.data());  // sendmsg only reads it
  message.msg_iovlen = pieces.size();
  return plain_result(::sendmsg(descriptor_, &message, MSG_DONTWAIT | MSG_NOSIGNAL),
                      IoState::want_write);
}

IoResult Channel::shake_hands() {
  ERR_clear_error();
  const int result = SSL_do_handshake(ssl_.get());
  return result == 1 ? IoResult{IoState::done} : tls_result(result);
}

IoResult Channel::tls_result(int result) {
  switch (SSL_get_error(ssl_.get(), result)) {
    case SSL_ERROR_WANT_READ: return {IoState::want_read};
    case SSL_ERROR_WANT_WRITE: return {IoState::want_write};
    case SSL_ERROR_ZERO_RETURN: return {IoState::ended};
    default: return {IoState::failed};
  }
}

void Channel::end_writing() {
  if (ssl_ && SSL_is_init_finished(ssl_.get())) {
    ERR_clear_error();
    SSL_shutdown(ssl_.get());
  }
  ::shutdown(descriptor_, SHUT_WR);
}

}  // namespace syncline::io
