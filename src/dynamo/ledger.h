// Gives every write its place in the order of commits, stream records their numbers with it, and
// knows how many rows each table holds. A write to a table that was deleted meanwhile is refused
// here, so none is left behind.
//
// Counts are stored with the writes that they count, and are right whatever becomes of a write: a
// batch holds the sum of all writes before it whose outcome is known, and its own change as a row
// of its own. So a batch that the store refuses takes nobody else's count along, and after a kill
// the sum and the rows behind it are what the stored items say.
//
// Keyspace "dynamo.count": "7" holds the sum for table 7 of writes up to the n-th: n, and for each
// index its number, items and bytes; "7/<n in 20 digits>" the change of the n-th, in the same form
// (ledger.cc).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "base/clock.h"
#include "base/task.h"
#include "dynamo/stream_log.h"
#include "dynamo/table.h"
#include "store/store.h"

namespace syncline::dynamo {

struct CountChange {
  std::uint64_t table = 0;
  std::uint32_t index = 0;  // 0 is the table itself
  Counts change;
};

class Ledger {
 public:
  Ledger(store::Store& store, const Clock& clock);
  ~Ledger();
  Ledger(const Ledger&) = delete;
  Ledger& operator=(const Ledger&) = delete;

  // Resumes with true when the batch is durable, or with what kept it from being so. The counts are
  // stored with it. The changes of one table stand together. So are those of streams, in their
  // order, but for streams that have ended meanwhile. From any loop.
  // `is_current` is asked when the batch takes its place in the order of commits, once: when it
  // says no, nothing is written, and the outcome is false. A batch that it let pass comes before
  // every batch that is committed after the answer has changed.
  Task<Result<bool>> commit(store::Batch batch, std::vector<CountChange> changes,
                            std::function<bool()> is_current = nullptr,
                            std::vector<StreamChange> streams = {});

  // A table that was made just now; `commit` refuses tables that the ledger has not.
  void add_table(std::uint64_t table);
  // A table of an earlier run, with the counts that were stored.
  Result<void> load_table(std::uint64_t table);
  // Erases the table's rows with the batch, and refuses later writes to it.
  Task<Result<void>> commit_drop(store::Batch batch, std::uint64_t table);

  // A stream that was made just now, or is one of an earlier run, with its newest record's number.
  void open_stream(std::uint64_t stream);
  Result<void> load_stream(std::uint64_t stream);
  // Commits what ends the stream: no later write is recorded in it. A store that is busy is asked
  // until it takes the batch, since writes have gone unrecorded by then.
  Task<Result<void>> commit_end(std::function<store::Batch()> make_batch, std::uint64_t stream);
  // The stream ended with its table.
  void close_stream(std::uint64_t stream);
  // Resumes when the stream has a record numbered `from` or later that can be read, or has ended;
  // with false when limits::stream_tails_max wait for it already.
  Task<bool> wait_for_record(std::uint64_t stream, std::uint64_t from);

  // Of all writes whose outcome is known, so of every write that was acknowledged.
  [[nodiscard]] TableCounts counts(std::uint64_t table) const;

 private:
  struct State;

  store::Store& store_;
  const Clock& clock_;
  std::shared_ptr<State> state_;  // call-backs of the store share it: they may come after the end
};

}  // namespace syncline::dynamo
