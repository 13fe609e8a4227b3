#include "dynamo/expressions.h"

#include <algorithm>

#include "dynamo/errors.h"
#include "dynamo/expression/check.h"
#include "dynamo/expression/parser.h"
#include "dynamo/has_element.h"
#include "dynamo/shape.h"

namespace syncline::dynamo {
namespace {

std::vector<std::string_view> given(const JsonObject& input,
                                    std::span<const std::string_view> names) {
  std::vector<std::string_view> found;
  for (const auto name : names) {
    if (present(input, name) != nullptr) found.push_back(name);
  }
  return found;
}

std::string join(const std::vector<std::string_view>& names, std::string_view separator) {
  std::string joined;
  for (const auto name : names) {
    if (!joined.empty()) joined += separator;
    joined += name;
  }
  return joined;
}

// Only a projection has no values in it.
std::vector<std::string_view> taking_values(std::span<const std::string_view> expressions) {
  std::vector<std::string_view> names;
  for (const auto name : expressions) {
    if (name != "ProjectionExpression") names.push_back(name);
  }
  return names;
}

// Parses and checks the member, if it is there. Its name stands in front of each message.
template <class Tree>
Result<void> read_member(const JsonObject& input, std::string_view member,
                         Result<Tree> (*parse)(std::string_view),
                         Result<void> (*check)(Tree&, Placeholders&), Placeholders& placeholders,
                         std::optional<Tree>& out) {
  const auto* text = present(input, member);
  if (text == nullptr) return {};
  auto tree = parse(text->get_string());
  auto checked = tree ? check(*tree, placeholders) : Result<void>(std::unexpected(tree.error()));
  if (!checked) {
    return validation_error("Invalid " + std::string(member) + ": " + checked.error().message);
  }
  out = *std::move(tree);
  return {};
}

}  // namespace

Result<void> check_expression_members(const JsonObject& input, const ExpressionMembers& members) {
  const auto expressions = given(input, members.expressions);
  const auto others = given(input, members.others);
  if (!expressions.empty() && !others.empty()) {
    return validation_error(
        "Can not use both expression and non-expression parameters in the same request: "
        "Non-expression parameters: {" +
        join(others, ", ") + "} Expression parameters: {" + join(expressions, ", ") + "}");
  }
  if (expressions.empty() && present(input, "ExpressionAttributeNames") != nullptr) {
    return validation_error(
        "ExpressionAttributeNames can only be specified when using expressions");
  }
  const auto with_values = taking_values(members.expressions);
  const bool none =
      std::ranges::none_of(with_values, [&](auto name) { return present(input, name) != nullptr; });
  if (none && !with_values.empty() && present(input, "ExpressionAttributeValues") != nullptr) {
    return validation_error(
        "ExpressionAttributeValues can only be specified when using expressions: " +
        join(with_values, " and ") + (with_values.size() > 1 ? " are null" : " is null"));
  }
  return {};
}

Result<Expressions> Expressions::read(const JsonObject& input,
                                      std::span<const std::string_view> declared) {
  Expressions all;
  TRY(all.placeholders, Placeholders::read(input, !taking_values(declared).empty()));
  const auto read = [&](std::string_view member, auto parse, auto check, auto& out) {
    if (!has_element(declared, member)) return Result<void>();
    return read_member(input, member, parse, check, all.placeholders, out);
  };
  TRY(read("UpdateExpression", parse_update, check_update, all.update));
  TRY(read("ConditionExpression", parse_condition, check_condition, all.condition));
  TRY(read("KeyConditionExpression", parse_condition, check_condition, all.key_condition));
  TRY(read("FilterExpression", parse_condition, check_condition, all.filter));
  TRY(read("ProjectionExpression", parse_projection, check_projection, all.projection));
  TRY(all.placeholders.check_all_used());
  return all;
}

std::optional<Selection> Expressions::selection() const {
  if (!projection) return std::nullopt;
  return Selection(*projection);
}

}  // namespace syncline::dynamo
