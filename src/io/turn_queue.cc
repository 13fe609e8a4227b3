#include "io/turn_queue.h"

#include <cstring>

#include "base/limits.h"

namespace syncline::io {
namespace {

// After a turn that was larger the memory goes back.
constexpr std::size_t bytes_kept_max = 4 * 1024 * 1024;

}  // namespace

bool TurnQueue::has_room_for(std::size_t bytes) const {
  return bytes_.size() + bytes <= limits::websocket_turn_bytes_max;
}

void TurnQueue::push_text(Chain& chain, std::string_view head,
                          const std::shared_ptr<const std::string>& shared, std::string_view tail) {
  const auto position = bytes_.size();
  const auto shared_bytes = shared ? shared->size() : 0;
  Entry entry{.previous = chain.last_, .shared = none};
  if (shared) {
    // An event's subscribers come one after the other: they need its payload to be held once.
    if (shared_.empty() || shared_.back() != shared) shared_.push_back(shared);
    entry.shared = static_cast<std::uint32_t>(shared_.size() - 1);
  }
  bytes_.append(sizeof entry, '\0');
  append_frame_header(bytes_, Opcode::text, head.size() + shared_bytes + tail.size());
  bytes_ += head;
  entry.own = static_cast<std::uint32_t>(bytes_.size() - position - sizeof entry);
  entry.tail = static_cast<std::uint32_t>(tail.size());
  bytes_ += tail;
  std::memcpy(bytes_.data() + position, &entry, sizeof entry);
  chain.last_ = static_cast<std::uint32_t>(position);
  chain.bytes_ += static_cast<std::uint32_t>(entry.own + shared_bytes + entry.tail);
}

TurnQueue::Message TurnQueue::at(std::uint32_t position) const {
  Message message{};
  std::memcpy(&message.entry, bytes_.data() + position, sizeof message.entry);
  const auto own = std::string_view(bytes_).substr(position + sizeof message.entry);
  message.own = own.substr(0, message.entry.own);
  message.tail = own.substr(message.entry.own, message.entry.tail);
  if (message.entry.shared != none) message.shared = *shared_[message.entry.shared];
  return message;
}

// From the last to the first: that is how they are chained.
void TurnQueue::copy(const Chain& chain, std::span<char> into) const {
  auto end = into.data() + chain.bytes();
  const auto put = [&](std::string_view bytes) {
    if (bytes.empty()) return;  // it may have no address, which memcpy must not be given
    end -= bytes.size();
    std::memcpy(end, bytes.data(), bytes.size());
  };
  for (auto position = chain.last_; position != none;) {
    const auto message = at(position);
    put(message.tail);
    put(message.shared);
    put(message.own);
    position = message.entry.previous;
  }
}

void TurnQueue::move(Chain& chain, Outbox& outbox) {
  std::vector<std::uint32_t> positions;
  for (auto position = chain.last_; position != none; position = at(position).entry.previous) {
    positions.push_back(position);
  }
  for (auto position = positions.rbegin(); position != positions.rend(); ++position) {
    const auto message = at(*position);
    const auto shared = message.entry.shared;
    outbox.push_frame(message.own, shared == none ? nullptr : shared_[shared], message.tail);
  }
  chain = Chain();
}

void TurnQueue::clear() {
  shared_.clear();
  bytes_.clear();
  if (bytes_.capacity() > bytes_kept_max) bytes_.shrink_to_fit();
}

}  // namespace syncline::io
