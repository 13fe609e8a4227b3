#include "io/deadlines.h"

#include <algorithm>

namespace syncline::io {
namespace {

constexpr std::size_t slot_count = 256;

}  // namespace

Deadlines::Deadlines(Instant now, std::chrono::milliseconds tick)
    : origin_(now), now_(now), tick_(tick), slots_(slot_count) {}

// The first tick that is not before the deadline.
std::uint64_t Deadlines::tick_of(Instant deadline) const {
  if (deadline <= origin_) return 0;
  const auto ticks = (deadline - origin_) / tick_;
  return static_cast<std::uint64_t>(ticks) + 1;
}

void Deadlines::add(Connection& connection) {
  connection.deadline_ = Instant::max();
  place(connection);
}

void Deadlines::set(Connection& connection, Instant deadline) {
  connection.deadline_ = deadline;
  if (deadline < connection.due_) place(connection);
}

// A deadline beyond the wheel waits in its last slot and is placed again from there.
void Deadlines::place(Connection& connection) {
  connection.unlink();
  connection.due_tick_ =
      std::clamp(tick_of(connection.deadline_), current_ + 1, current_ + slot_count - 1);
  // The earliest instant whose tick is this one: set(), which each message calls, divides nothing.
  connection.due_ = origin_ + tick_ * static_cast<std::int64_t>(connection.due_tick_ - 1);
  slots_[connection.due_tick_ % slot_count].push_back(connection);
}

bool Deadlines::advance(Instant now) {
  now_ = std::max(now, now_);
  const auto target = static_cast<std::uint64_t>((now_ - origin_) / tick_);
  // After a pause of more than a turn one turn sees every connection.
  if (target > current_ + slot_count) current_ = target - slot_count;
  while (current_ < target) {
    ++current_;
    visit(slots_[current_ % slot_count]);
  }
  return std::ranges::any_of(slots_, [](const Slot& slot) { return !slot.empty(); });
}

void Deadlines::visit(Slot& slot) {
  while (!slot.empty()) {
    auto& connection = slot.front();
    if (connection.deadline_ > now_) {
      place(connection);
      continue;
    }
    const auto keep = connection.shared_from_this();
    connection.deadline_ = Instant::max();
    place(connection);
    connection.deadline_passed();
  }
}

std::vector<std::shared_ptr<Connection>> Deadlines::all() {
  std::vector<std::shared_ptr<Connection>> found;
  for (auto& slot : slots_) {
    for (auto& connection : slot) found.push_back(connection.shared_from_this());
  }
  return found;
}

}  // namespace syncline::io
