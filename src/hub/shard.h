// Who listens to what on one event loop, and who gets this event.
// Lives on its loop: no lock, no call from another thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "hub/event.h"

namespace syncline::hub {

// What a shard has done since it was made, for metrics and for tests that count work.
struct Work {
  std::uint64_t events = 0;
  std::uint64_t lookups = 0;  // one for each set of argument names in use on the event's field
  std::uint64_t renders = 0;
  std::uint64_t sends = 0;
};

class Shard {
 public:
  // The subscription ends when its token is destroyed, on the same loop; that costs the same
  // however many others there are.
  class Token {
   public:
    Token();
    ~Token();
    Token(Token&&) noexcept;
    Token& operator=(Token&&) noexcept;

   private:
    friend class Shard;
    struct State;
    explicit Token(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
  };

  Shard();
  ~Shard();
  Shard(const Shard&) = delete;
  Shard& operator=(const Shard&) = delete;

  // `sink` and this shard must outlive the token. `subscription` is handed to the sink with each
  // event. An event that is delivered after this returns is seen.
  [[nodiscard]] Token subscribe(Interest interest, std::string subscription, Sink& sink);

  // Finds the interested by hash of (api, field, argument values), never by a scan of all;
  // renders each distinct shape once; hands the bytes to the sinks in the order in which they
  // subscribed. A sink may end any subscription meanwhile, and begin others, which do not see
  // this event; it must not deliver.
  void deliver(const Event& event);

  [[nodiscard]] std::size_t subscriptions() const;
  [[nodiscard]] const Work& work() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace syncline::hub
