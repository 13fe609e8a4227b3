#include "dynamo/write_answer.h"

#include <algorithm>

#include "base/limits.h"
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

Item returned(std::string_view wanted, const RowChange& change, const Update& update) {
  const bool is_new = wanted.ends_with("_NEW");
  const auto& item = is_new ? change.after : change.before;
  if (wanted == "NONE" || !item) return {};
  return wanted.starts_with("ALL_") ? *item : touched(update).apply(*item);
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

Result<void> check_collection_metrics(const JsonObject& input, const Table& table) {
  const bool has_local =
      std::ranges::any_of(table.indexes, [](const Index& index) { return !index.global; });
  if (!has_local || text_or(input, "ReturnItemCollectionMetrics", "NONE") == "NONE") return {};
  return unsupported("ReturnItemCollectionMetrics for a table with local secondary indexes");
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

Json answer_write(const JsonObject& input, const Written& written, const Update& update) {
  JsonObject answer;
  const auto item = returned(text_or(input, "ReturnValues", "NONE"), written.change, update);
  if (!item.empty()) answer["Attributes"] = to_json(item);
  add_consumed(answer, input, *written.change.table, written.consumed);
  return answer;
}

}  // namespace syncline::dynamo
