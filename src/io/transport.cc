#include "io/transport.h"

#include <array>

namespace syncline::io {
namespace {

// As many pieces as are gathered on the stack; more take another turn of the caller's loop.
constexpr std::size_t pieces_max = 256;

}  // namespace

Transport::Transport(Socket socket, Channel channel, OpenSocket counted)
    : socket_(std::move(socket)), channel_(std::move(channel)), counted_(std::move(counted)) {}

// Small pieces are cheaper to copy than to describe to the kernel one by one; TLS wants one run of
// bytes in any case. Large ones are referred to where they are.
IoResult Transport::write(Outbox& outbox, std::span<char> scratch) {
  IoResult result{IoState::done};
  if (is_secure() || outbox.bytes() <= scratch.size()) {
    const auto bytes = outbox.copy(scratch);
    result = channel_.write(std::string_view(scratch.data(), bytes));
    if (is_secure() && result.state != IoState::done) outbox.pin(bytes);
  } else {
    std::array<iovec, pieces_max> pieces;  // NOLINT: gather fills what is used
    const auto count = outbox.gather(pieces);
    result = channel_.write(std::span<const iovec>(pieces.data(), count));
  }
  if (result.state == IoState::done) outbox.consume(result.bytes);
  return result;
}

void Transport::close() {
  SocketError ignored;
  socket_.close(ignored);
  counted_.leave();
}

}  // namespace syncline::io
