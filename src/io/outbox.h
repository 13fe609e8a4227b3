// What a WebSocket connection still has to write, in order, when that is not simply what was sent
// in this turn (io/turn_queue.h). Only a connection that needs one owns one. Shared payloads are
// referred to, never copied into it.
#pragma once

#include <sys/uio.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "io/frame.h"

namespace syncline::io {

class Outbox {
 public:
  // One text message of three parts.
  void push_text(std::string_view head, std::shared_ptr<const std::string> shared,
                 std::string_view tail);
  void push_control(Opcode opcode, std::string_view payload);
  // Bytes as they are: of a message whose frame header is in `own` already, or of the response
  // that opens the connection.
  void push_frame(std::string_view own, std::shared_ptr<const std::string> shared,
                  std::string_view tail);

  [[nodiscard]] bool empty() const { return bytes_ == 0; }
  [[nodiscard]] std::size_t bytes() const { return bytes_; }  // not yet written

  // The first bytes to write: copied (how many) or referred to (how many runs).
  std::size_t copy(std::span<char> into) const;
  std::size_t gather(std::span<iovec> into) const;
  // These many have been written.
  void consume(std::size_t bytes);

  // These first bytes must leave whatever happens: TLS has encrypted them and will ask for them
  // again, or they open the connection.
  void pin(std::size_t bytes) { pinned_ = bytes; }
  // Forgets every message of which nothing has left.
  void drop_unsent();

 private:
  struct Piece {
    std::uint32_t own;   // bytes of own_ before the shared ones: frame header and head
    std::uint32_t tail;  // bytes of own_ after them
    std::shared_ptr<const std::string> shared;
    [[nodiscard]] std::size_t size() const { return own + tail + (shared ? shared->size() : 0); }
  };
  // Calls `visit(bytes)` for each run of bytes in order until it says false.
  template <class Visit>
  void each_run(Visit visit) const;
  void pop_front();
  void compact();

  std::string own_;            // headers, heads and tails of pieces_, in order
  std::vector<Piece> pieces_;  // those before first_ have been written
  std::size_t first_ = 0;
  std::size_t own_first_ = 0;   // where the first piece's bytes begin in own_
  std::size_t first_sent_ = 0;  // bytes of the first piece that have been written
  std::size_t bytes_ = 0;
  std::size_t pinned_ = 0;
};

}  // namespace syncline::io
