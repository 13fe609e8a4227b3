// AWS: "DynamoDB API Reference", GetItem. Every read here is consistent.
#include "dynamo/answer_text.h"
#include "dynamo/call.h"
#include "dynamo/capacity.h"
#include "dynamo/expressions.h"
#include "dynamo/item_codec.h"
#include "dynamo/item_rules.h"
#include "dynamo/legacy.h"
#include "dynamo/row_keys.h"
#include "dynamo/shape.h"
#include "dynamo/wire.h"

namespace syncline::dynamo {
namespace {

constexpr Field request_fields[] = {
    fields::consumed_capacity, fields::attributes_to_get, fields::table_name, fields::key,
    fields::consistent_read,   fields::projection,        fields::names};
constexpr std::string_view expressions[] = {"ProjectionExpression"};
constexpr std::string_view others[] = {"AttributesToGet"};

struct Found {
  SharedTable table;
  std::optional<std::string> stored;  // the item, as the store has it
  std::optional<Selection> selection;
  bool consistent = false;
};

Result<Found> find(const Call& call) {
  const auto& input = call.input;
  TRY(check_shape(input, request_fields));
  TRY(check_expression_members(input, {expressions, others}));
  TRY(const auto key, item_from_json(object_or_empty(input, "Key")));
  TRY(auto request, Expressions::read(input, expressions));
  TRY(read_attributes_to_get(input, request));
  Found found;
  TRY(found.table, call.tables.get(text_or(input, "TableName", "")));
  TRY(check_key(found.table->key, key));
  if (request.projection) TRY(check_paths_leave_keys(*found.table, *request.projection));
  found.selection = request.selection();
  found.consistent = boolean_or(input, "ConsistentRead", false);
  TRY(found.stored, call.store.get(item_keyspace, item_row_key(*found.table, key)));
  return found;
}

void add_units(JsonObject& answer, const Call& call, const Found& found, std::size_t bytes) {
  Consumed consumed;
  consumed.table = read_units(bytes, found.consistent);
  add_consumed(answer, call.input, *found.table, consumed);
}

Result<Json> get(const Call& call) {
  TRY(const auto found, find(call));
  JsonObject answer;
  std::size_t bytes = 0;
  if (found.stored) {
    TRY(const auto item, decode_item(*found.stored));
    bytes = size_of(item);
    answer["Item"] = to_json(found.selection ? found.selection->apply(item) : item);
  }
  add_units(answer, call, found, bytes);
  return answer;
}

Result<void> write(const Call& call, std::string& out) {
  TRY(const auto found, find(call));
  out += '{';
  std::size_t bytes = 0;
  if (found.stored) {
    out += R"("Item":)";
    if (found.selection) {
      TRY(const auto item, decode_item(*found.stored));
      bytes = size_of(item);
      append_json(out, to_json(found.selection->apply(item)));
    } else {
      TRY(bytes, append_stored_item(out, *found.stored));
    }
  }
  JsonObject rest;
  add_units(rest, call, found, bytes);
  end_answer(out, rest);
  return {};
}

Task<Result<Json>> run(Call& call) { co_return get(call); }

}  // namespace

extern const Operation get_item;
const Operation get_item{.name = "GetItem", .run = &run, .write = &write};

}  // namespace syncline::dynamo
