// AWS: "DynamoDB API Reference", GetItem. Every read here is consistent.
#include "dynamo/call.h"
#include "dynamo/capacity.h"
#include "dynamo/expressions.h"
#include "dynamo/item_rules.h"
#include "dynamo/legacy.h"
#include "dynamo/row_change.h"
#include "dynamo/shape.h"
#include "dynamo/wire.h"

namespace syncline::dynamo {
namespace {

constexpr Field request_fields[] = {
    fields::consumed_capacity, fields::attributes_to_get, fields::table_name, fields::key,
    fields::consistent_read,   fields::projection,        fields::names};
constexpr std::string_view expressions[] = {"ProjectionExpression"};
constexpr std::string_view others[] = {"AttributesToGet"};

Result<Json> get(const Call& call) {
  const auto& input = call.input;
  TRY(check_shape(input, request_fields));
  TRY(check_expression_members(input, {expressions, others}));
  TRY(const auto key, item_from_json(object_or_empty(input, "Key")));
  TRY(auto request, Expressions::read(input, expressions));
  TRY(read_attributes_to_get(input, request));
  TRY(const auto table, call.tables.get(text_or(input, "TableName", "")));
  TRY(check_key(table->key, key));
  if (request.projection) TRY(check_paths_leave_keys(*table, *request.projection));

  TRY(const auto item, read_item(call.store, *table, key));
  JsonObject answer;
  if (item) {
    const auto selection = request.selection();
    answer["Item"] = to_json(selection ? selection->apply(*item) : *item);
  }
  Consumed consumed;
  consumed.table =
      read_units(item ? size_of(*item) : 0, boolean_or(input, "ConsistentRead", false));
  add_consumed(answer, input, *table, consumed);
  return answer;
}

Task<Result<Json>> run(Call& call) { co_return get(call); }

}  // namespace

extern const Operation get_item;
const Operation get_item{"GetItem", &run};

}  // namespace syncline::dynamo
