// TransactGetItems, TransactWriteItems: all of it, or nothing and the reasons.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "source/dynamodb/document.h"
#include "source/dynamodb/expression.h"
#include "source/dynamodb/table.h"
#include "source/dynamodb/typed_value.h"

namespace syncline::source {
namespace {

Result<const JsonArray*> read_elements(const Json& document) {
  TRY(const auto* elements, required_member(document, "transactItems"));
  const auto* array = elements->if_array();
  if (array == nullptr) return wrong_type("$[transactItems]", "a list");
  return array;
}

std::string path_of(std::size_t position) { return fmt::format("$[transactItems][{}]", position); }

// {TableName, Key}, which every element has.
Result<JsonObject> read_target(const Json& element, std::string_view path) {
  if (!element.is_object()) return wrong_type(path, "an object");
  JsonObject input;
  TRY(input["TableName"], required_text(element, "table", path));
  TRY(const auto* key, required_member(element, "key", path));
  TRY(input["Key"], typed_map_to_wire(*key, fmt::format("{}[key]", path)));
  return input;
}

Result<Json> read_get(const Json& element, std::string_view path) {
  TRY(auto input, read_target(element, path));
  TRY(add_expression(input, "ProjectionExpression", element, "projection", path));
  return JsonObject{{"Get", std::move(input)}};
}

// The item is the attributes with the key's put over them.
Result<void> set_item(JsonObject& input, const Json& element, std::string_view path) {
  auto item = input["Key"].get_object();
  input.erase("Key");
  if (const auto* attributes = optional_member(element, "attributeValues")) {
    TRY(auto wire, typed_map_to_wire(*attributes, fmt::format("{}[attributeValues]", path)));
    for (auto& attribute : wire) item.emplace(attribute.key(), std::move(attribute.value()));
  }
  input["Item"] = std::move(item);
  return {};
}

Result<void> set_condition(JsonObject& input, const Json& element, std::string_view path) {
  const auto* condition = optional_member(element, "condition");
  if (condition == nullptr) return {};
  TRY(add_expression(input, "ConditionExpression", element, "condition", path));
  TRY(const auto shows, optional_boolean(*condition, "returnValuesOnConditionCheckFailure",
                                         fmt::format("{}[condition]", path)));
  if (shows.value_or(true)) input["ReturnValuesOnConditionCheckFailure"] = "ALL_OLD";
  return {};
}

struct Write {
  std::string_view name;    // in the document
  std::string_view member;  // of DynamoDB's TransactItems
};
constexpr std::array<Write, 4> writes{{{"PutItem", "Put"},
                                       {"UpdateItem", "Update"},
                                       {"DeleteItem", "Delete"},
                                       {"ConditionCheck", "ConditionCheck"}}};

Result<Json> read_write(const Json& element, std::string_view path) {
  TRY(auto input, read_target(element, path));
  TRY(const auto operation, required_text(element, "operation", path));
  const auto* write = std::ranges::find(writes, operation, &Write::name);
  if (write == writes.end()) {
    return wrong_type(fmt::format("{}[operation]", path),
                      "PutItem, UpdateItem, DeleteItem or ConditionCheck");
  }
  if (operation == "PutItem") TRY(set_item(input, element, path));
  if (operation == "UpdateItem") {
    TRY(required_member(element, "update", path));
    TRY(add_expression(input, "UpdateExpression", element, "update", path));
  }
  if (operation == "ConditionCheck") TRY(required_member(element, "condition", path));
  TRY(set_condition(input, element, path));
  JsonObject one;
  one[write->member] = std::move(input);
  return one;
}

Result<JsonObject> read_transaction(const Json& document,
                                    Result<Json> (*read)(const Json&, std::string_view)) {
  TRY(const auto* elements, read_elements(document));
  JsonArray items;
  for (std::size_t i = 0; i < elements->size(); ++i) {
    TRY(auto item, read((*elements)[i], path_of(i)));
    items.push_back(std::move(item));
  }
  return JsonObject{{"TransactItems", std::move(items)}};
}

// AppSync words the reasons in its own way.
Json reason_of(const Json& given) {
  const auto* code = find_string(given, "Code");
  const auto* message = find_string(given, "Message");
  if (code == nullptr || *code == "None") return JsonObject{{"type", "None"}, {"message", "None"}};
  if (*code != "ConditionalCheckFailed") {
    return JsonObject{{"type", *code}, {"message", message == nullptr ? Json() : Json(*message)}};
  }
  JsonObject reason{{"type", "ConditionCheckFailed"}, {"message", "The condition check failed."}};
  if (const auto* item = find_member(given, "Item")) {
    reason["item"] = wire_map_to_plain(item->get_object());
  }
  return reason;
}

Answer failed(std::string_view member, Error error) {
  JsonObject result;
  result[member] = nullptr;
  result["cancellationReasons"] = nullptr;
  if (const auto* given = find_member(error.detail, "CancellationReasons")) {
    JsonArray reasons;
    for (const auto& reason : given->get_array()) reasons.push_back(reason_of(reason));
    result["cancellationReasons"] = std::move(reasons);
  }
  error.detail = nullptr;
  return {std::move(result), std::move(error)};
}

Answer done(std::string_view member, JsonArray list) {
  JsonObject result;
  result[member] = std::move(list);
  result["cancellationReasons"] = nullptr;
  return {std::move(result), std::nullopt};
}

}  // namespace

Task<Result<Answer>> transact_get_items(const Table& table, Invocation asked) {
  CO_TRY(auto input, read_transaction(asked.document, &read_get));
  auto output = co_await table.call_on_tables("TransactGetItems", std::move(input));
  if (!output) co_return failed("items", std::move(output).error());
  JsonArray items;
  for (const auto& response : output->at("Responses").get_array()) {
    const auto* item = find_member(response, "Item");
    items.push_back(item == nullptr ? Json() : Json(wire_map_to_plain(item->get_object())));
  }
  co_return done("items", std::move(items));
}

Task<Result<Answer>> transact_write_items(const Table& table, Invocation asked) {
  CO_TRY(auto input, read_transaction(asked.document, &read_write));
  JsonArray keys;
  for (const auto& element : asked.document.at("transactItems").get_array()) {
    CO_TRY(const auto key, typed_map_to_wire(element.at("key"), "$[key]"));
    keys.push_back(wire_map_to_plain(key));
  }
  auto output = co_await table.call_on_tables("TransactWriteItems", std::move(input));
  if (!output) co_return failed("keys", std::move(output).error());
  co_return done("keys", std::move(keys));
}

}  // namespace syncline::source
