// GetItem, PutItem, UpdateItem, DeleteItem.
#include "source/dynamodb/condition.h"
#include "source/dynamodb/document.h"
#include "source/dynamodb/expression.h"
#include "source/dynamodb/table.h"
#include "source/dynamodb/typed_value.h"

namespace syncline::source {
namespace {

Result<JsonObject> read_key(const Json& document) {
  TRY(const auto* key, required_member(document, "key"));
  return typed_map_to_wire(*key, "$[key]");
}

// An item of the output as ctx.result shows it; null when there is none.
Json plain_member(const Json& output, std::string_view member) {
  const auto* item = find_member(output, member);
  return item != nullptr && item->is_object() ? wire_map_to_plain(item->get_object()) : Json();
}

Json plain_item(const Json& wire_item) {
  return wire_item.is_object() ? wire_map_to_plain(wire_item.get_object()) : Json();
}

Answer failed(Error error) { return {nullptr, std::move(error)}; }

// A write whose condition did not hold: the current item comes along. `already_so` says whether
// that item is what was wanted, in which case the write counts as done.
template <class AlreadySo>
Task<Answer> settle(const Table& table, const JsonObject& key, const Condition& condition,
                    Error error, AlreadySo already_so) {
  if (error.type != condition_failed) co_return failed(std::move(error));
  auto current = co_await current_item(table, key, condition);
  if (!current) co_return failed(std::move(current).error());
  if (already_so(*current)) co_return Answer{plain_item(*current), std::nullopt};
  co_return Answer{plain_item(*current), std::move(error)};
}

Result<JsonObject> get_input(const Json& document) {
  JsonObject input;
  TRY(input["Key"], read_key(document));
  TRY(const auto consistent_read, optional_boolean(document, "consistentRead"));
  if (consistent_read) input["ConsistentRead"] = *consistent_read;
  TRY(add_expression(input, "ProjectionExpression", document, "projection"));
  return input;
}

// The item is the attributes with the key's put over them.
Result<JsonObject> read_item(const Json& document, const JsonObject& key) {
  JsonObject item = key;
  const auto* attributes = optional_member(document, "attributeValues");
  if (attributes == nullptr) return item;
  TRY(auto wire, typed_map_to_wire(*attributes, "$[attributeValues]"));
  for (auto& attribute : wire) item.emplace(attribute.key(), std::move(attribute.value()));
  return item;
}

}  // namespace

Task<Result<Answer>> get_item(const Table& table, Invocation asked) {
  CO_TRY(auto input, get_input(asked.document));
  const auto output = co_await table.call("GetItem", std::move(input));
  if (!output) co_return failed(output.error());
  co_return Answer{plain_member(*output, "Item"), std::nullopt};
}

Task<Result<Answer>> put_item(const Table& table, Invocation asked) {
  const auto& document = asked.document;
  JsonObject input;
  CO_TRY(const auto key, read_key(document));
  CO_TRY(const auto item, read_item(document, key));
  CO_TRY(const auto condition, add_condition(input, document));
  input["Item"] = item;
  const auto output = co_await table.call("PutItem", std::move(input));
  if (output) co_return Answer{wire_map_to_plain(item), std::nullopt};
  const auto already_so = [&](const Json& current) {
    return is_already_so(current, item, condition);
  };
  co_return co_await settle(table, key, condition, output.error(), already_so);
}

Task<Result<Answer>> update_item(const Table& table, Invocation asked) {
  const auto& document = asked.document;
  JsonObject input{{"ReturnValues", "ALL_NEW"}};
  CO_TRY(const auto key, read_key(document));
  CO_TRY(required_member(document, "update"));
  CO_TRY(add_expression(input, "UpdateExpression", document, "update"));
  CO_TRY(const auto condition, add_condition(input, document));
  input["Key"] = key;
  const auto output = co_await table.call("UpdateItem", std::move(input));
  if (output) co_return Answer{plain_member(*output, "Attributes"), std::nullopt};
  const auto never = [](const Json&) { return false; };
  co_return co_await settle(table, key, condition, output.error(), never);
}

Task<Result<Answer>> delete_item(const Table& table, Invocation asked) {
  const auto& document = asked.document;
  JsonObject input{{"ReturnValues", "ALL_OLD"}};
  CO_TRY(const auto key, read_key(document));
  CO_TRY(const auto condition, add_condition(input, document));
  input["Key"] = key;
  const auto output = co_await table.call("DeleteItem", std::move(input));
  if (output) co_return Answer{plain_member(*output, "Attributes"), std::nullopt};
  const auto gone = [](const Json& current) { return current.is_null(); };
  co_return co_await settle(table, key, condition, output.error(), gone);
}

}  // namespace syncline::source
