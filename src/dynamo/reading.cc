#include "dynamo/reading.h"

#include <algorithm>

#include "dynamo/answer_text.h"
#include "dynamo/errors.h"
#include "dynamo/item_rules.h"
#include "dynamo/row_keys.h"
#include "dynamo/shape.h"
#include "dynamo/wire.h"

namespace syncline::dynamo {
namespace {

constexpr std::string_view invalid_start = "The provided starting key is invalid";

// For no reason that is known, DynamoDB explains only some faults as the starting key's.
bool is_named_alone(std::string_view message) {
  constexpr std::string_view marks[] = {"contains duplicates", "number set", "numeric value",
                                        "significant digits", "number with magnitude"};
  return std::ranges::any_of(marks, [&](auto mark) { return message.contains(mark); });
}

std::vector<std::string> names_not_held(const std::vector<std::string>& names,
                                        const Reading& reading) {
  std::vector<std::string> missing;
  for (const auto& name : names) {
    if (!holds(*reading.index, *reading.table, name)) missing.push_back(name);
  }
  return missing;
}

std::vector<std::string> attributes_of(const Node& filter) {
  std::vector<Path> paths;
  append_paths(filter, paths);
  return Selection(paths).attributes();
}

Result<void> check_global(const Reading& reading, const std::vector<std::string>& missing,
                          std::string_view what) {
  if (!reading.index->global || missing.empty()) return {};
  std::string list;
  for (const auto& name : missing) list += (list.empty() ? "" : ", ") + name;
  return invalid_parameter("Global secondary index " + reading.index->name + " does not project " +
                           std::string(what) + "[" + list + "]");
}

}  // namespace

Result<void> check_select(const JsonObject& input) {
  const auto select = text_or(input, "Select", "");
  const bool by_list = present(input, "AttributesToGet") != nullptr;
  const bool projects = by_list || present(input, "ProjectionExpression") != nullptr;
  if (select == "ALL_PROJECTED_ATTRIBUTES" && present(input, "IndexName") == nullptr) {
    return validation_error(
        "ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName");
  }
  if (select == "SPECIFIC_ATTRIBUTES" && !projects) {
    return validation_error(
        "Must specify the AttributesToGet or ProjectionExpression when choosing to get "
        "SPECIFIC_ATTRIBUTES");
  }
  if (projects && !select.empty() && select != "SPECIFIC_ATTRIBUTES") {
    return validation_error(std::string("Cannot specify the ") +
                            (by_list ? "AttributesToGet" : "ProjectionExpression") +
                            " when choosing to get " +
                            (select == "COUNT" ? "only the Count" : std::string(select)));
  }
  return {};
}

Result<std::optional<Item>> read_start_key(const JsonObject& input) {
  const auto* given = present(input, "ExclusiveStartKey");
  if (given == nullptr) return std::nullopt;
  auto key = item_from_json(given->get_object());
  if (key) return *std::move(key);
  const auto& message = key.error().message;
  if (is_named_alone(message)) return std::unexpected(std::move(key).error());
  return validation_error(std::string(invalid_start) + ": " + message);
}

Result<Reading> find_source(const Call& call) {
  Reading reading;
  TRY(reading.table, call.tables.get(text_or(call.input, "TableName", "")));
  const auto index_name = text_or(call.input, "IndexName", "");
  if (index_name.empty()) return reading;
  reading.index = reading.table->find_index(index_name);
  if (reading.index == nullptr) {
    return validation_error("The table does not have the specified index: " +
                            std::string(index_name));
  }
  if (reading.index->status != IndexStatus::active) {
    return validation_error("Cannot read from backfilling global secondary index: " +
                            std::string(index_name));
  }
  if (reading.index->global && boolean_or(call.input, "ConsistentRead", false)) {
    return validation_error("Consistent reads are not supported on global secondary indexes");
  }
  return reading;
}

const KeySchema& keys_of(const Reading& reading) {
  return reading.index == nullptr ? reading.table->key : reading.index->key;
}

Result<void> check_start_key(const Reading& reading, bool is_scan) {
  if (!reading.start) return {};
  const auto& start = *reading.start;
  const auto& table_key = reading.table->key;
  std::size_t expected = table_key.parts().size();
  if (reading.index != nullptr) {
    for (const auto* part : reading.index->key.parts()) expected += !table_key.has(part->name);
  }
  const auto mismatch = [&] {
    std::string message(invalid_start);
    if (is_scan && reading.index == nullptr) {
      message += ": The provided key element does not match the schema";
    }
    return validation_error(std::move(message));
  };
  if (start.size() != expected) return mismatch();
  if (!is_scan || reading.index != nullptr) {
    const auto& key = keys_of(reading);
    for (const auto* part : key.parts()) {
      if (start.find(part->name) == nullptr) return mismatch();
      TRY(check_key_part(*part, part == &key.hash, start));
    }
  }
  const auto checked = check_key(table_key, key_of(table_key, start));
  if (checked) return {};
  return validation_error(std::string(invalid_start) + ": " + checked.error().message);
}

std::optional<std::string> start_row(const Reading& reading) {
  if (!reading.start) return std::nullopt;
  if (reading.index == nullptr) return item_row_key(*reading.table, *reading.start);
  return index_row_key(*reading.table, *reading.index, *reading.start);
}

Result<void> check_selected(const JsonObject& input, const Expressions& expressions,
                            const std::optional<Selection>& selection, Reading& reading) {
  if (reading.index == nullptr || reading.index->projected == Projected::all) return {};
  if (text_or(input, "Select", "") == "ALL_ATTRIBUTES") {
    if (reading.index->global) {
      return invalid_parameter(
          "Select type ALL_ATTRIBUTES is not supported for global secondary index " +
          reading.index->name + " because its projection type is not ALL");
    }
    reading.show_items = true;
  }
  if (selection) {
    const auto missing = names_not_held(selection->attributes(), reading);
    TRY(check_global(reading, missing, ""));
    reading.show_items = reading.show_items || !missing.empty();
  }
  reading.fetch_items = reading.show_items;
  if (expressions.filter) {
    const auto missing = names_not_held(attributes_of(*expressions.filter), reading);
    TRY(check_global(reading, missing, "one or more filter attributes: "));
    reading.fetch_items = reading.fetch_items || !missing.empty();
  }
  return {};
}

namespace {

// All of the answer but its items.
JsonObject answer_without_items(const Call& call, const Reading& reading, const Page& page) {
  JsonObject answer{{"Count", page.count}, {"ScannedCount", page.scanned}};
  if (page.last) {
    auto last = key_of(reading.table->key, *page.last);
    for (const auto* part : keys_of(reading).parts())
      last.set(part->name, *page.last->find(part->name));
    answer["LastEvaluatedKey"] = to_json(last);
  }
  add_consumed(answer, call.input, *reading.table, page.consumed);
  return answer;
}

}  // namespace

Result<Json> answer_page(const Call& call, const Reading& reading, const PageRequest& request) {
  TRY(auto page, read_page(call.store, request));
  auto answer = answer_without_items(call, reading, page);
  if (!request.only_count) answer["Items"] = std::move(page.items);
  return answer;
}

Result<void> write_page(const Call& call, const Reading& reading, PageRequest request,
                        std::string& out) {
  out += request.only_count ? "{" : R"({"Items":[)";
  request.text = &out;
  TRY(const auto page, read_page(call.store, request));
  if (!request.only_count) out += ']';
  end_answer(out, answer_without_items(call, reading, page));
  return {};
}

}  // namespace syncline::dynamo
