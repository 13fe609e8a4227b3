// Gives stream records their numbers, in the order of commits, and tells those who wait for more
// that there is more. The ledger's part for streams.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "store/store.h"

namespace syncline::dynamo {

struct StreamChange {  // a record that has no number yet
  std::uint64_t stream = 0;
  std::string record;
};

class StreamLog {
 public:
  // Called once: true when the stream may have more by now, false when too many wait for it.
  using Wake = std::move_only_function<void(bool)>;
  // Streams, with the last number that a batch gives them.
  using Marks = std::vector<std::pair<std::uint64_t, std::uint64_t>>;

  StreamLog() = default;
  StreamLog(const StreamLog&) = delete;
  StreamLog& operator=(const StreamLog&) = delete;

  // From now on its changes are recorded. `newest` is the number of its last record, or 0.
  void open(std::uint64_t stream, std::uint64_t newest);
  // Its changes are not recorded any longer; those who wait go on waiting.
  void pause(std::uint64_t stream);
  void resume(std::uint64_t stream);  // as it was before pause()
  // It has ended, and the store says so: wakes all that wait.
  void close(std::uint64_t stream);

  // Adds the changes of open streams to the batch, each behind all numbers that were given before.
  // Batches must be committed in the order of these calls.
  Marks add(store::Batch& batch, const std::vector<StreamChange>& changes, std::int64_t now_ms);
  // The batch with these marks can be read.
  void stored(const Marks& marks);

  // Calls `wake` once a record numbered `from` or later is stored, or the stream has ended; at once
  // when that is so already. It is called without a lock of the log, on any thread.
  void wait(std::uint64_t stream, std::uint64_t from, Wake wake);

 private:
  struct State {
    bool recorded = true;
    std::uint64_t stored = 0;
    std::vector<std::pair<std::uint64_t, Wake>> waiting;  // by the number they wait for
  };

  std::mutex mutex_;
  std::map<std::uint64_t, State> streams_;  // guarded by mutex_
  std::uint64_t last_ = 0;                  // guarded by mutex_
};

}  // namespace syncline::dynamo
