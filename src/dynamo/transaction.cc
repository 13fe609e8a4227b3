#include "dynamo/transaction.h"

#include <algorithm>
#include <map>

#include "base/limits.h"
#include "dynamo/collection_metrics.h"
#include "dynamo/errors.h"
#include "dynamo/idempotency.h"
#include "dynamo/item_rules.h"
#include "dynamo/shape.h"

namespace syncline::dynamo {
namespace {

struct Target {
  SharedTable table;
  Item key;
};

std::string_view reason_code(const Error& error) {
  if (error.type == "ConditionalCheckFailedException") return "ConditionalCheckFailed";
  if (error.type == "DuplicateItemException") return "DuplicateItem";
  if (error.type == "ResourceNotFoundException") return "ResourceNotFound";
  return "ValidationError";
}

// Of the items as they will be: an update may make more of one than the request says.
Result<void> check_written_size(const Outcomes& outcomes) {
  std::size_t bytes = 0;
  for (const auto& outcome : outcomes) {
    if (outcome->change.after) bytes += size_of(*outcome->change.after);
  }
  return check_transaction_size(bytes);
}

bool any_failed(const Outcomes& outcomes) {
  return std::ranges::any_of(outcomes, [](const auto& outcome) { return !outcome; });
}

Error cancelled_by(const Outcomes& outcomes) {
  std::vector<const Error*> faults;
  for (const auto& outcome : outcomes) faults.push_back(outcome ? nullptr : &outcome.error());
  return cancelled(faults);
}

JsonObject answer_written(const Call& call, const Outcomes& outcomes, bool tells_collections) {
  std::map<std::string, Consumed> consumed;
  CollectionMetrics collections(call);
  for (const auto& outcome : outcomes) {
    const auto& table = *outcome->change.table;
    auto& units = consumed[table.name];
    units.add(outcome->consumed);  // a transaction writes twice: to prepare, and to commit
    units.add(outcome->consumed);
    if (tells_collections) collections.add(table.name, table, outcome->key);
  }
  JsonObject answer;
  collections.add_to(answer);
  add_consumed(answer, call.input, consumed, UnitKind::transaction_write);
  return answer;
}

// A transaction that was done before costs what it costs to read its items.
Result<JsonObject> answer_replayed(const Call& call, const std::vector<Target>& targets) {
  std::map<std::string, Consumed> consumed;
  for (const auto& target : targets) {
    TRY(const auto item, read_item(call.store, *target.table, target.key));
    consumed[target.table->name].table += 2 * read_units(item ? size_of(*item) : 0, true);
  }
  JsonObject answer;
  add_consumed(answer, call.input, consumed, UnitKind::transaction_read);
  return answer;
}

}  // namespace

Result<void> check_transaction_size(std::size_t bytes) {
  if (bytes <= limits::transaction_bytes_max) return {};
  return validation_error("Transaction size cannot exceed " +
                          std::to_string(limits::transaction_bytes_max) + " bytes");
}

Error cancelled(const std::vector<const Error*>& faults) {
  JsonArray reasons;
  std::string codes;
  for (const auto* fault : faults) {
    JsonObject reason{{"Code", "None"}};
    if (fault != nullptr) {
      reason = {{"Code", reason_code(*fault)}, {"Message", fault->message}};
      if (const auto* item = find_member(fault->detail, "Item")) reason["Item"] = *item;
    }
    codes += (codes.empty() ? "" : ", ") + std::string(reason["Code"].get_string());
    reasons.push_back(std::move(reason));
  }
  return Error{ErrorKind::conflict, "TransactionCanceledException",
               "Transaction cancelled, please refer cancellation reasons for specific reasons [" +
                   codes + "]",
               JsonObject{{"CancellationReasons", std::move(reasons)}}};
}

Result<void> check_parts(const std::vector<Result<void>>& checked) {
  std::vector<const Error*> faults;
  bool any = false;
  for (const auto& part : checked) {
    faults.push_back(part ? nullptr : &part.error());
    if (part) continue;
    any = true;
    if (part.error().message.starts_with(empty_key_fault)) return part;
  }
  if (!any) return {};
  return std::unexpected(cancelled(faults));
}

Task<Result<JsonObject>> transact(Call& call, std::vector<Write> writes, bool tells_collections) {
  std::vector<Target> targets;
  for (const auto& write : writes) targets.push_back({write.table, write.key});
  auto companion = once_for_token(text_or(call.input, "ClientRequestToken", ""), call);
  companion.check_outcomes = check_written_size;
  CO_TRY(const auto outcomes, co_await write_all(call, std::move(writes), &companion));
  if (any_failed(outcomes)) co_return std::unexpected(cancelled_by(outcomes));
  if (outcomes.empty()) co_return answer_replayed(call, targets);
  co_return answer_written(call, outcomes, tells_collections);
}

}  // namespace syncline::dynamo
