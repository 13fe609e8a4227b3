// What the WebSockets of a loop send within one turn of it, all in one place. An event goes to many
// connections, one after the other: written here one behind the other, a message touches one or
// two lines of cache; a queue in each connection costs seven, and that is most of what an event
// costs us beside the kernel (bench/fanout).
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "io/outbox.h"

namespace syncline::io {

class TurnQueue {
 public:
  // The messages of one connection. Each knows the one before it.
  class Chain {
   public:
    [[nodiscard]] bool empty() const { return bytes_ == 0; }
    [[nodiscard]] std::size_t bytes() const { return bytes_; }  // with the frame headers

   private:
    friend class TurnQueue;
    std::uint32_t last_ = none;
    std::uint32_t bytes_ = 0;
  };

  // False when the queue has grown so much that the message belongs in an outbox.
  [[nodiscard]] bool has_room_for(std::size_t bytes) const;
  void push_text(Chain& chain, std::string_view head,
                 const std::shared_ptr<const std::string>& shared, std::string_view tail);

  // Copies the messages, all of them: `into` holds at least chain.bytes().
  void copy(const Chain& chain, std::span<char> into) const;
  // Gives them to an outbox. The chain is empty then.
  void move(Chain& chain, Outbox& outbox);

  void clear();  // every chain has been copied or moved

 private:
  static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

  // Stands in bytes_ before the frame header, the head and the tail.
  struct Entry {
    std::uint32_t previous;
    std::uint32_t shared;  // index of shared_, or none
    std::uint32_t own;     // bytes of frame header and head
    std::uint32_t tail;
  };
  struct Message {
    Entry entry;
    std::string_view own;
    std::string_view shared;
    std::string_view tail;
  };
  [[nodiscard]] Message at(std::uint32_t position) const;

  std::string bytes_;
  std::vector<std::shared_ptr<const std::string>> shared_;
};

}  // namespace syncline::io
