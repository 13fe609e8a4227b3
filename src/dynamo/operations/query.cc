// AWS: "DynamoDB API Reference", Query.
#include "dynamo/call.h"
#include "dynamo/errors.h"
#include "dynamo/expressions.h"
#include "dynamo/item_rules.h"
#include "dynamo/legacy.h"
#include "dynamo/reading.h"
#include "dynamo/shape.h"

namespace syncline::dynamo {
namespace {

constexpr Field scan_forward{.name = "ScanIndexForward", .kind = Kind::boolean};
constexpr Field request_fields[] = {fields::select,
                                    fields::index_name,
                                    fields::consumed_capacity,
                                    legacy::query_filter,
                                    fields::table_name,
                                    legacy::conditional_operator,
                                    fields::attributes_to_get,
                                    fields::limit,
                                    legacy::key_conditions,
                                    fields::start_key,
                                    fields::consistent_read,
                                    scan_forward,
                                    fields::key_condition,
                                    fields::filter,
                                    fields::projection,
                                    fields::values,
                                    fields::names};
constexpr std::string_view expressions[] = {"ProjectionExpression", "FilterExpression",
                                            "KeyConditionExpression"};
constexpr std::string_view others[] = {"AttributesToGet", "QueryFilter", "ConditionalOperator",
                                       "KeyConditions"};
// KeyConditions may stand beside expressions when no KeyConditionExpression does.
constexpr std::string_view others_beside_key_conditions[] = {"AttributesToGet", "QueryFilter",
                                                             "ConditionalOperator"};

Result<std::vector<KeyTerm>> read_terms(const JsonObject& input, Expressions& request) {
  if (request.key_condition) return key_terms(*request.key_condition);
  return read_key_conditions(input, request);
}

// No item has a key that is empty or too long: asking for one is a mistake, not an empty page.
Result<void> check_condition_keys(const KeyCondition& condition, const KeySchema& key) {
  Item given;
  given.set(key.hash.name, *condition.hash);
  TRY(check_key_part(key.hash, true, given));
  if (condition.range == nullptr || condition.range->op != KeyOperator::equal) return {};
  given.set(key.range->name, *condition.range->values.front());
  return check_key_part(*key.range, false, given);
}

// A start key must lie where the query goes.
Result<void> check_boundaries(const Reading& reading, const KeyCondition& condition) {
  if (!reading.start) return {};
  const auto& key = keys_of(reading);
  const bool same_partition = *reading.start->find(key.hash.name) == *condition.hash;
  if (condition.range != nullptr) {
    if (!matches(*condition.range, *reading.start->find(key.range->name))) {
      return validation_error("The provided starting key does not match the range key predicate");
    }
    if (!same_partition) {
      return validation_error("The query can return at most one row and cannot be restarted");
    }
  }
  if (same_partition) return {};
  return validation_error(
      "The provided starting key is outside query boundaries based on provided conditions");
}

Result<void> check_filter(const JsonObject& input, const Expressions& request,
                          const Reading& reading) {
  if (!request.filter) return {};
  std::vector<Path> paths;
  append_paths(*request.filter, paths);
  for (const auto* part : keys_of(reading).parts()) {
    for (const auto& path : paths) {
      if (std::get<std::string>(path.front()) != part->name) continue;
      const bool is_legacy = present(input, "QueryFilter") != nullptr;
      return validation_error(std::string(is_legacy ? "QueryFilter" : "Filter Expression") +
                              " can only contain non-primary key attributes: "
                              "Primary key attribute: " +
                              part->name);
    }
  }
  return check_paths_leave_keys(*reading.table, paths);
}

// Gives the page that is asked for to `answer`.
template <class Answer>
Result<void> read(const Call& call, Answer answer) {
  const auto& input = call.input;
  TRY(check_shape(input, request_fields));
  const bool only_key_conditions = present(input, "KeyConditionExpression") == nullptr;
  TRY(check_expression_members(
      input, {expressions, only_key_conditions ? std::span(others_beside_key_conditions)
                                               : std::span<const std::string_view>(others)}));
  TRY(check_select(input));
  TRY(auto start, read_start_key(input));
  if (only_key_conditions && present(input, "KeyConditions") == nullptr) {
    return validation_error(
        "Either the KeyConditions or KeyConditionExpression parameter must be specified in the "
        "request.");
  }
  TRY(auto request, Expressions::read(input, expressions));
  TRY(read_filter(input, "QueryFilter", request));
  TRY(read_attributes_to_get(input, request));
  TRY(const auto terms, read_terms(input, request));

  TRY(auto reading, find_source(call));
  reading.start = std::move(start);
  TRY(check_start_key(reading, false));
  TRY(const auto condition, bind(terms, keys_of(reading)));
  TRY(check_condition_keys(condition, keys_of(reading)));
  TRY(check_boundaries(reading, condition));
  if (request.projection) TRY(check_paths_leave_keys(*reading.table, *request.projection));
  TRY(check_filter(input, request, reading));
  const auto selection = request.selection();
  TRY(check_selected(input, request, selection, reading));

  PageRequest page{.table = *reading.table, .index = reading.index};
  page.range = key_range(condition, *reading.table, reading.index);
  page.forward = boolean_or(input, "ScanIndexForward", true);
  page.after = start_row(reading);
  if (present(input, "Limit") != nullptr) page.limit = integer_or(input, "Limit", 0);
  page.filter = request.filter ? &*request.filter : nullptr;
  page.selection = selection ? &*selection : nullptr;
  page.fetch_items = reading.fetch_items;
  page.show_items = reading.show_items;
  page.only_count = text_or(input, "Select", "") == "COUNT";
  page.consistent = boolean_or(input, "ConsistentRead", false);
  return answer(reading, page);
}

Task<Result<Json>> run(Call& call) {
  Json output;
  CO_TRY(read(call, [&](const Reading& reading, const PageRequest& page) -> Result<void> {
    TRY(output, answer_page(call, reading, page));
    return {};
  }));
  co_return output;
}

Result<void> write(const Call& call, std::string& out) {
  return read(call, [&](const Reading& reading, const PageRequest& page) {
    return write_page(call, reading, page, out);
  });
}

}  // namespace

extern const Operation query;
const Operation query{.name = "Query", .run = &run, .write = &write};

}  // namespace syncline::dynamo
