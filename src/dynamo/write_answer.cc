#include "dynamo/write_answer.h"

#include <algorithm>

#include "base/limits.h"
#include "dynamo/collection_metrics.h"
#include "dynamo/errors.h"
#include "dynamo/expression/apply_update.h"
#include "dynamo/expression/selection.h"
#include "dynamo/item_rules.h"
#include "dynamo/shape.h"
#include "dynamo/wire.h"

namespace syncline::dynamo {
namespace {

Selection touched(const Update& update) {
  std::vector<Path> paths;
  for (const auto& action : update) paths.push_back(action.path);
  return Selection(paths);
}

}  // namespace

Result<void> check_item_size(const Item& item) {
  if (size_of(item) <= limits::item_bytes_max) return {};
  return validation_error("Item size has exceeded the maximum allowed size");
}

Result<void> check_returns_old_only(const JsonObject& input) {
  const auto wanted = text_or(input, "ReturnValues", "NONE");
  if (wanted == "NONE" || wanted == "ALL_OLD") return {};
  return validation_error("ReturnValues can only be ALL_OLD or NONE");
}

bool shows_item_on_failure(const JsonObject& input) {
  return text_or(input, "ReturnValuesOnConditionCheckFailure", "NONE") == "ALL_OLD";
}

Write update_write(SharedTable table, Item key, const Update& update, const Expressions& request,
                   const JsonObject& input) {
  const auto change = [table, key, &update](const Item* before) -> Result<std::optional<Item>> {
    TRY(auto after, apply_update(update, before == nullptr ? key : *before));
    TRY(check_updated_item(*table, after));
    return after;
  };
  return {.table = table,
          .key = key,
          .condition = request.condition ? &*request.condition : nullptr,
          .show_item_on_failure = shows_item_on_failure(input),
          .change = change};
}

Item returned_item(std::string_view wanted, const RowChange& change, const Update& update) {
  const bool is_new = wanted.ends_with("_NEW");
  const auto& item = is_new ? change.after : change.before;
  if (wanted == "NONE" || !item) return {};
  return wanted.starts_with("ALL_") ? *item : touched(update).apply(*item);
}

Json answer_write(const Call& call, const Written& written, const Update& update) {
  JsonObject answer;
  const auto& change = written.change;
  const auto item = returned_item(text_or(call.input, "ReturnValues", "NONE"), change, update);
  if (!item.empty()) answer["Attributes"] = to_json(item);
  add_consumed(answer, call.input, *change.table, written.consumed);
  add_collection_metrics(answer, call, *change.table, written.key);
  return answer;
}

}  // namespace syncline::dynamo
