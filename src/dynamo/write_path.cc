#include "dynamo/write_path.h"

#include <algorithm>

#include "dynamo/errors.h"
#include "dynamo/expression/evaluate.h"
#include "dynamo/row_keys.h"
#include "dynamo/wire.h"

namespace syncline::dynamo {
namespace {

std::vector<std::string> locks_of(const std::vector<Write>& writes, const Companion* companion) {
  std::vector<std::string> locks;
  for (const auto& write : writes) locks.push_back("row:" + item_row_key(*write.table, write.key));
  if (companion != nullptr) {
    locks.insert(locks.end(), companion->locks.begin(), companion->locks.end());
  }
  return locks;
}

std::unexpected<Error> refuse(const Write& write, const std::optional<Item>& before) {
  if (!write.show_item_on_failure || !before) return condition_failed(nullptr);
  return condition_failed(JsonObject{{"Item", to_json(*before)}});
}

Result<Written> plan(const store::Store& store, const Write& write) {
  TRY(auto before, read_item(store, *write.table, write.key));
  if (write.condition != nullptr) {
    if (!matches(*write.condition, before ? *before : Item())) return refuse(write, before);
  }
  TRY(auto after, write.change(before ? &*before : nullptr));
  return Written{{write.table, std::move(before), std::move(after)}, {}};
}

Task<Result<void>> commit(Call& call, Outcomes& outcomes, const Companion* companion) {
  store::Batch batch;
  std::vector<CountChange> counts;
  for (auto& outcome : outcomes) {
    outcome->consumed = add_change(outcome->change, batch, counts);
  }
  if (companion != nullptr) companion->add_rows(batch);
  if (batch.empty()) co_return Result<void>();
  // The ledger wants the changes of one table together.
  std::ranges::sort(counts, {}, &CountChange::table);
  co_return co_await call.ledger.commit(std::move(batch), std::move(counts));
}

}  // namespace

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
  bool all_well = true;
  for (const auto& write : writes) {
    outcomes.push_back(plan(call.store, write));
    all_well = all_well && outcomes.back().has_value();
  }
  if (all_well) CO_TRY(co_await commit(call, outcomes, companion));
  co_return outcomes;
}

Task<Result<Written>> write_one(Call& call, Write write) {
  std::vector<Write> writes;
  writes.push_back(std::move(write));
  CO_TRY(auto outcomes, co_await write_all(call, std::move(writes)));
  co_return std::move(outcomes.front());
}

}  // namespace syncline::dynamo
