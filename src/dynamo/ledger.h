// Gives every write its place in the order of commits, and knows how many rows each table holds.
// A write to a table that was deleted meanwhile is refused here, so none is left behind.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <vector>

#include "base/task.h"
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
  explicit Ledger(store::Store& store) : store_(store) {}
  Ledger(const Ledger&) = delete;
  Ledger& operator=(const Ledger&) = delete;

  // Resumes when the batch is durable, or with what kept it from being so. The counts are stored
  // with it. From any loop.
  Task<Result<void>> commit(store::Batch batch, std::vector<CountChange> changes);

  // Of a table as it is opened or was made; `commit` refuses tables that the ledger has not.
  void add_table(std::uint64_t table, TableCounts counts);
  // Erases the table's rows with the batch, and refuses later writes to it.
  Task<Result<void>> commit_drop(store::Batch batch, std::uint64_t table);

  [[nodiscard]] TableCounts counts(std::uint64_t table) const;

  // Reads what `commit` stored of a table.
  static Result<TableCounts> load(const store::Store& store, std::uint64_t table);

 private:
  [[nodiscard]] bool knows_all(const std::vector<CountChange>& changes) const;
  void apply(const std::vector<CountChange>& changes, int sign);
  void put_counts(store::Batch& batch, const std::vector<CountChange>& changes) const;

  store::Store& store_;
  // Held while a batch is completed and queued, so that stored counts follow the commits' order.
  mutable std::mutex mutex_;
  std::map<std::uint64_t, TableCounts> tables_;  // guarded by mutex_
};

}  // namespace syncline::dynamo
