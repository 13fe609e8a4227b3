// How an event reaches every loop (and, on a cluster, every node).
#pragma once

#include <memory>

#include "base/loop.h"
#include "hub/event.h"
#include "hub/shard.h"

namespace syncline::hub {

class Bus {
 public:
  virtual ~Bus() = default;
  // From any thread. All shards hear all events in one order, and what is published after a
  // publish has returned, on whatever thread, comes after it.
  virtual void publish(std::shared_ptr<const Event> event) = 0;
};

// One shard for each loop, and the bus between them within this process.
class Hub final : public Bus {
 public:
  // `loops` must have stopped before the hub is destroyed, and every token must be gone; the loops
  // themselves may be gone too.
  explicit Hub(Loops& loops);
  ~Hub() override;

  void publish(std::shared_ptr<const Event> event) override;
  [[nodiscard]] Shard& shard(const Loop& loop);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace syncline::hub
