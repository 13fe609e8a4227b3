#include "source/dynamodb/condition.h"

#include <algorithm>

#include "source/dynamodb/document.h"
#include "source/dynamodb/expression.h"
#include "source/dynamodb/typed_value.h"

namespace syncline::source {
namespace {

Result<std::vector<std::string>> read_names(const Json& condition) {
  std::vector<std::string> names;
  const auto* member = optional_member(condition, "equalsIgnore");
  if (member == nullptr) return names;
  const auto malformed = bad_document(
      "Value for field '$[condition][equalsIgnore]' must be a list of attribute names.");
  if (!member->is_array()) return malformed;
  for (const auto& name : member->get_array()) {
    if (!name.is_string()) return malformed;
    names.emplace_back(name.get_string());
  }
  return names;
}

Result<void> check_handler(const Json& condition) {
  const auto* handler = optional_member(condition, "conditionalCheckFailedHandler");
  if (handler == nullptr) return {};
  TRY(const auto strategy, required_text(*handler, "strategy"));
  if (strategy == "Reject") return {};
  if (strategy == "Custom") {
    return fail(ErrorKind::unsupported, "UnsupportedOperation",
                "The conditionalCheckFailedHandler strategy 'Custom' is not supported.");
  }
  return bad_document(
      "Value for field '$[condition][conditionalCheckFailedHandler][strategy]' must be Reject or "
      "Custom.");
}

}  // namespace

Result<Condition> add_condition(JsonObject& input, const Json& document) {
  Condition result;
  const auto* condition = optional_member(document, "condition");
  if (condition == nullptr) return result;
  TRY(add_expression(input, "ConditionExpression", document, "condition"));
  TRY(check_handler(*condition));
  TRY(const auto consistent_read, optional_boolean(*condition, "consistentRead"));
  result.consistent_read = consistent_read.value_or(true);
  TRY(result.equals_ignore, read_names(*condition));
  return result;
}

Task<Result<Json>> current_item(const Table& table, const JsonObject& key,
                                const Condition& condition) {
  JsonObject input{{"Key", key}, {"ConsistentRead", condition.consistent_read}};
  CO_TRY(const auto output, co_await table.call("GetItem", std::move(input)));
  const auto* item = find_member(output, "Item");
  co_return item == nullptr ? Json() : *item;
}

bool is_already_so(const Json& current, const JsonObject& wanted, const Condition& condition) {
  const auto* item = current.if_object();
  if (item == nullptr) return false;
  const auto ignored = [&](std::string_view name) {
    return std::ranges::find(condition.equals_ignore, name) != condition.equals_ignore.end();
  };
  const auto covered = [&](const JsonObject& left, const JsonObject& right) {
    return std::ranges::all_of(left, [&](const auto& member) {
      if (ignored(member.key())) return true;
      const auto* other = right.if_contains(member.key());
      return other != nullptr && wire_equal(member.value(), *other);
    });
  };
  return covered(*item, wanted) && covered(wanted, *item);
}

}  // namespace syncline::source
