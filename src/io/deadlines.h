// The deadlines of all connections of a loop, on one timer: a wheel of slots, one for each tick.
// A connection whose deadline moves to later, which is what every message does, stays where it is
// and is looked at again when its old slot comes; so moving a deadline costs nothing.
#pragma once

#include <boost/intrusive/list.hpp>
#include <memory>
#include <vector>

#include "io/connection.h"

namespace syncline::io {

class Deadlines {
 public:
  Deadlines(Instant now, std::chrono::milliseconds tick);

  // A time that is right to a tick, without asking the system.
  [[nodiscard]] Instant now() const { return now_; }
  [[nodiscard]] std::chrono::milliseconds tick() const { return tick_; }

  // Each connection is registered for as long as it lives.
  void add(Connection& connection);
  void set(Connection& connection, Instant deadline);
  void clear(Connection& connection) { set(connection, Instant::max()); }

  // Tells each connection whose deadline has passed. True while some are registered.
  bool advance(Instant now);

  [[nodiscard]] std::vector<std::shared_ptr<Connection>> all();

 private:
  using Slot = boost::intrusive::list<Connection, boost::intrusive::constant_time_size<false>>;
  [[nodiscard]] std::uint64_t tick_of(Instant deadline) const;
  void place(Connection& connection);
  void visit(Slot& slot);

  Instant origin_;
  Instant now_;
  std::chrono::milliseconds tick_;
  std::uint64_t current_ = 0;  // the last tick that was visited
  std::vector<Slot> slots_;
};

}  // namespace syncline::io
