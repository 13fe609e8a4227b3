#include "dynamo/write_path.h"

#include <algorithm>

#include "dynamo/errors.h"
#include "dynamo/expression/evaluate.h"
#include "dynamo/item_rules.h"
#include "dynamo/row_keys.h"
#include "dynamo/wire.h"

namespace syncline::dynamo {
namespace {

std::vector<std::string> locks_of(const std::vector<Write>& writes, const Companion* companion) {
  std::vector<std::string> locks;
  for (const auto& write : writes) {
    locks.push_back(row_lock(item_row_key(*write.table, write.key)));
  }
  if (companion != nullptr) {
    locks.insert(locks.end(), companion->locks.begin(), companion->locks.end());
  }
  return locks;
}

std::unexpected<Error> refuse(const Write& write, const std::optional<Item>& before) {
  if (!write.show_item_on_failure || !before) return condition_failed(nullptr);
  return condition_failed(JsonObject{{"Item", to_json(*before)}});
}

// The tables of the writes as they are now: one may have got an index since the operation looked,
// or may be gone, even made anew.
Result<std::vector<SharedTable>> find_tables(const Tables& tables,
                                             const std::vector<Write>& writes) {
  std::vector<SharedTable> found;
  for (const auto& write : writes) {
    auto table = tables.find(write.table->name);
    if (table == nullptr || table->number != write.table->number) return resource_not_found();
    found.push_back(std::move(table));
  }
  return found;
}

Result<Written> plan(const store::Store& store, const Write& write, SharedTable table) {
  TRY(auto before, read_item(store, *table, write.key));
  if (write.condition != nullptr) {
    if (!matches(*write.condition, before ? *before : Item())) return refuse(write, before);
  }
  TRY(auto after, write.change(before ? &*before : nullptr));
  // The operation has checked the item against the table that it found.
  if (table != write.table && after && after != before) TRY(check_item(*table, *after));
  std::vector<std::uint32_t> unfilled;
  if (before) {
    TRY(unfilled, find_unfilled(store, *table, *before));
  }
  return Written{write.key,
                 {std::move(table), std::move(before), std::move(after), write.by_service,
                  std::move(unfilled)},
                 {}};
}

bool make_outcomes(const Call& call, const std::vector<Write>& writes,
                   std::vector<SharedTable> tables, Outcomes& outcomes) {
  outcomes.clear();
  bool all_well = true;
  for (std::size_t i = 0; i < writes.size(); ++i) {
    outcomes.push_back(plan(call.store, writes[i], std::move(tables[i])));
    all_well = all_well && outcomes.back().has_value();
  }
  return all_well;
}

// What the outcomes were made of.
struct Seen {
  const Tables& tables;
  std::uint64_t version;
  const Outcomes& outcomes;

  [[nodiscard]] bool is_current() const {
    if (tables.version() == version) return true;
    return std::ranges::all_of(outcomes, [this](const Result<Written>& outcome) {
      const auto& table = outcome->change.table;
      return tables.find(table->name) == table;
    });
  }
};

// False when a table has changed since `version`: then nothing is written.
Task<Result<bool>> commit(Call& call, Outcomes& outcomes, const Companion* companion,
                          std::uint64_t version) {
  store::Batch batch;
  std::vector<CountChange> counts;
  std::vector<StreamChange> streams;
  for (auto& outcome : outcomes) {
    outcome->consumed = add_change(outcome->change, batch, counts, streams);
  }
  if (companion != nullptr) companion->add_rows(batch);
  if (batch.empty()) co_return true;
  // The ledger wants the changes of one table together.
  std::ranges::sort(counts, {}, &CountChange::table);
  const Seen seen{call.tables, version, outcomes};
  co_return co_await call.ledger.commit(
      std::move(batch), std::move(counts), [&seen] { return seen.is_current(); },
      std::move(streams));
}

}  // namespace

std::string row_lock(std::string_view row_key) { return "row:" + std::string(row_key); }

std::string table_lock(std::string_view name) { return "table:" + std::string(name); }

std::string table_number_lock() { return "number"; }

Task<Result<Outcomes>> write_all(Call& call, std::vector<Write> writes,
                                 const Companion* companion) {
  const auto hold = co_await call.locks.lock(locks_of(writes, companion));
  Outcomes outcomes;
  if (companion != nullptr) {
    CO_TRY(const bool skip, companion->before_writes());
    if (skip) co_return outcomes;
  }
  while (true) {
    const auto version = call.tables.version();
    CO_TRY(auto tables, find_tables(call.tables, writes));
    if (!make_outcomes(call, writes, std::move(tables), outcomes)) co_return outcomes;
    if (companion != nullptr && companion->check_outcomes) {
      CO_TRY(companion->check_outcomes(outcomes));
    }
    CO_TRY(const bool done, co_await commit(call, outcomes, companion, version));
    if (done) co_return outcomes;
  }
}

Task<Result<Written>> write_one(Call& call, Write write) {
  std::vector<Write> writes;
  writes.push_back(std::move(write));
  CO_TRY(auto outcomes, co_await write_all(call, std::move(writes)));
  co_return std::move(outcomes.front());
}

}  // namespace syncline::dynamo
