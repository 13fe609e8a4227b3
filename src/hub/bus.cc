#include "hub/bus.h"

#include <mutex>
#include <utility>
#include <vector>

namespace syncline::hub {

// What is on its way to one shard. A plain post for each event would not keep their order: what a
// loop posts to itself waits until its present handler ends, and what another loop posts overtakes
// it. So the order is made here, under the lock, and one post empties the inbox.
struct Inbox {
  std::vector<std::shared_ptr<const Event>> events;
  bool drain_posted = false;
};

struct Hub::State {
  explicit State(Loops& all) : loops(all), inboxes(all.size()) {
    for (std::size_t i = 0; i < all.size(); ++i) shards.push_back(std::make_unique<Shard>());
  }

  void drain(std::size_t index);

  Loops& loops;
  std::vector<std::unique_ptr<Shard>> shards;
  std::mutex mutex;  // guards the inboxes; held for a push or a swap, never for a delivery
  std::vector<Inbox> inboxes;
};

void Hub::State::drain(std::size_t index) {
  std::vector<std::shared_ptr<const Event>> events;
  {
    const std::lock_guard lock(mutex);
    events.swap(inboxes[index].events);
    inboxes[index].drain_posted = false;
  }
  for (const auto& event : events) shards[index]->deliver(*event);
}

Hub::Hub(Loops& loops) : state_(std::make_unique<State>(loops)) {}

Hub::~Hub() = default;

void Hub::publish(std::shared_ptr<const Event> event) {
  const std::lock_guard lock(state_->mutex);
  for (std::size_t i = 0; i < state_->inboxes.size(); ++i) {
    auto& inbox = state_->inboxes[i];
    inbox.events.push_back(event);
    if (std::exchange(inbox.drain_posted, true)) continue;
    state_->loops.at(i).post([state = state_.get(), i] { state->drain(i); });
  }
}

Shard& Hub::shard(const Loop& loop) { return *state_->shards[loop.index()]; }

}  // namespace syncline::hub
