// What a server's loop knows about each of its connections, whatever protocol it speaks.
#pragma once

#include <boost/intrusive/list_hook.hpp>
#include <chrono>
#include <cstdint>
#include <memory>

namespace syncline::io {

using Instant = std::chrono::steady_clock::time_point;

// Lives on one loop. It is owned by the operations that it waits for: an open connection always
// waits for its socket or for an answer, and when nothing refers to it any more it is gone.
class Connection : public boost::intrusive::list_base_hook<
                       boost::intrusive::link_mode<boost::intrusive::auto_unlink>>,
                   public std::enable_shared_from_this<Connection> {
 public:
  Connection() = default;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  virtual ~Connection() = default;

  virtual void deadline_passed() = 0;
  virtual void wind_down() = 0;  // the server stops: finish what is in flight, then end
  virtual void cut() = 0;        // the server's patience is over: end now

 private:
  friend class Deadlines;
  Instant deadline_ = Instant::max();
  std::uint64_t due_tick_ = 0;  // when Deadlines looks at it again
  Instant due_;                 // a deadline before this must be placed anew
};

}  // namespace syncline::io
