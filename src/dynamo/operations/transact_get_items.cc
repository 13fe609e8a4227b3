// AWS: "DynamoDB API Reference", TransactGetItems. All items are read from one snapshot.
#include <map>
#include <set>

#include "base/limits.h"
#include "dynamo/call.h"
#include "dynamo/capacity.h"
#include "dynamo/errors.h"
#include "dynamo/expressions.h"
#include "dynamo/item_rules.h"
#include "dynamo/row_change.h"
#include "dynamo/row_keys.h"
#include "dynamo/shape.h"
#include "dynamo/transaction.h"
#include "dynamo/wire.h"

namespace syncline::dynamo {
namespace {

constexpr Field get_fields[] = {fields::table_name, fields::key, fields::projection, fields::names};
constexpr Field element_fields[] = {{.name = "Get",
                                     .kind = Kind::structure,
                                     .required = true,
                                     .inner = get_fields,
                                     .class_name = "Get"}};
constexpr Field element{
    .kind = Kind::structure, .inner = element_fields, .class_name = "TransactGetItem"};
constexpr Field request_fields[] = {fields::consumed_capacity,
                                    {.name = "TransactItems",
                                     .kind = Kind::list,
                                     .required = true,
                                     .least = 1,
                                     .most = limits::transaction_items_max,
                                     .inner = {&element, 1}}};
constexpr std::string_view expressions[] = {"ProjectionExpression"};

struct Get {
  const JsonObject* input = nullptr;
  SharedTable table;
  Item key;
  std::string row;
  std::optional<Selection> selection;
};

// What can be read without the table.
Result<Get> read_get(const JsonObject& input) {
  Get get{.input = &input};
  TRY(check_expression_members(input, {expressions, {}}));
  TRY(get.key, item_from_json(object_or_empty(input, "Key")));
  TRY(const auto request, Expressions::read(input, expressions));
  get.selection = request.selection();
  return get;
}

// In the order in which DynamoDB looks: all expressions, then all tables, then the keys.
Result<std::vector<Get>> read_gets(const Call& call) {
  std::vector<Get> gets;
  for (const auto& json : array_or_empty(call.input, "TransactItems")) {
    TRY(auto get, read_get(object_or_empty(json.get_object(), "Get")));
    gets.push_back(std::move(get));
  }
  for (auto& get : gets) {
    TRY(get.table, call.tables.get(text_or(*get.input, "TableName", "")));
  }
  std::vector<Result<void>> checked;
  for (const auto& get : gets) checked.push_back(check_key(get.table->key, get.key));
  TRY(check_parts(checked));
  std::set<std::string> seen;
  for (auto& get : gets) {
    get.row = item_row_key(*get.table, get.key);
    if (!seen.insert(get.row).second) {
      return validation_error("Transaction request cannot include multiple operations on one item");
    }
  }
  return gets;
}

Result<Json> read(const Call& call) {
  TRY(check_shape(call.input, request_fields));
  TRY(const auto gets, read_gets(call));
  const auto snapshot = call.store.snapshot();
  JsonArray responses;
  std::map<std::string, Consumed> consumed;
  std::size_t all_bytes = 0;
  for (const auto& get : gets) {
    JsonObject response;
    std::size_t bytes = 0;
    TRY(const auto item, find_item(snapshot, get.row));
    if (item) {
      bytes = size_of(*item);
      response["Item"] = to_json(get.selection ? get.selection->apply(*item) : *item);
    }
    all_bytes += bytes;
    TRY(check_transaction_size(all_bytes));
    consumed[get.table->name].table += 2 * read_units(bytes, true);
    responses.push_back(std::move(response));
  }
  JsonObject answer{{"Responses", std::move(responses)}};
  add_consumed(answer, call.input, consumed, UnitKind::transaction_read);
  return answer;
}

Task<Result<Json>> run(Call& call) { co_return read(call); }

}  // namespace

extern const Operation transact_get_items;
const Operation transact_get_items{"TransactGetItems", &run};

}  // namespace syncline::dynamo
