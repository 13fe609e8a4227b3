#include "control/input.h"

#include <algorithm>

namespace syncline::control {
namespace {

bool is_name(std::string_view text) {
  return !text.empty() && !is_digit(text.front()) &&
         std::ranges::all_of(text, [](char c) { return is_letter(c) || is_digit(c) || c == '_'; });
}

}  // namespace

const Json* Input::find(std::string_view name) const {
  const Json* found = members_.if_contains(name);
  return found != nullptr && !found->is_null() ? found : nullptr;
}

Result<std::optional<std::string>> Input::optional_text(std::string_view name) const {
  const Json* found = find(name);
  if (found == nullptr) return std::nullopt;
  if (!found->is_string()) return wrong_type(name, "a string");
  return std::string(found->get_string());
}

Result<std::string> Input::required_text(std::string_view name) const {
  TRY(auto text, optional_text(name));
  if (!text) return violation(name, "null", "Member must not be null");
  if (text->empty()) {
    return violation(name, "''", "Member must have length greater than or equal to 1");
  }
  return *std::move(text);
}

Result<std::string> Input::text_or(std::string_view name, std::string_view otherwise) const {
  TRY(auto text, optional_text(name));
  return text ? *std::move(text) : std::string(otherwise);
}

Result<std::string> Input::choice_or(std::string_view name,
                                     std::initializer_list<std::string_view> choices,
                                     std::string_view otherwise) const {
  TRY(std::string text, text_or(name, otherwise));
  if (std::ranges::find(choices, text) != choices.end()) return text;
  std::string set;
  for (const std::string_view choice : choices) {
    set.append(set.empty() ? "" : ", ").append(choice);
  }
  return violation(name, "'" + text + "'", "Member must satisfy enum value set: [" + set + "]");
}

Result<std::optional<std::int64_t>> Input::optional_integer(std::string_view name, std::int64_t low,
                                                            std::int64_t high) const {
  const Json* found = find(name);
  if (found == nullptr) return std::nullopt;
  boost::system::error_code not_whole;
  const auto value = found->to_number<std::int64_t>(not_whole);
  if (not_whole) return wrong_type(name, "a whole number");
  if (value < low) {
    return violation(name, "'" + std::to_string(value) + "'",
                     "Member must have value greater than or equal to " + std::to_string(low));
  }
  if (value > high) {
    return violation(name, "'" + std::to_string(value) + "'",
                     "Member must have value less than or equal to " + std::to_string(high));
  }
  return value;
}

Result<bool> Input::flag(std::string_view name) const {
  const Json* found = find(name);
  if (found == nullptr) return false;
  if (!found->is_bool()) return wrong_type(name, "a boolean");
  return found->get_bool();
}

Result<const JsonObject*> Input::optional_object(std::string_view name) const {
  const Json* found = find(name);
  if (found == nullptr) return nullptr;
  if (!found->is_object()) return wrong_type(name, "an object");
  return &found->get_object();
}

Result<const JsonArray*> Input::optional_list(std::string_view name) const {
  const Json* found = find(name);
  if (found == nullptr) return nullptr;
  if (!found->is_array()) return wrong_type(name, "a list");
  return &found->get_array();
}

Result<std::vector<std::string>> Input::texts(std::string_view name) const {
  TRY(const JsonArray* list, optional_list(name));
  std::vector<std::string> out;
  if (list == nullptr) return out;
  for (const Json& item : *list) {
    if (!item.is_string()) return wrong_type(name, "a list of strings");
    out.emplace_back(item.get_string());
  }
  return out;
}

Result<std::string> Input::required_name(std::string_view name) const {
  TRY(std::string text, required_text(name));
  if (is_name(text)) return text;
  return violation(name, "'" + text + "'",
                   "Member must satisfy regular expression pattern: [_A-Za-z][_0-9A-Za-z]*");
}

std::unexpected<Error> Input::violation(std::string_view name, std::string_view value,
                                        std::string_view constraint) const {
  return fail(ErrorKind::invalid, std::string(fault_),
              std::string("1 validation error detected: Value ")
                  .append(value)
                  .append(" at '")
                  .append(name)
                  .append("' failed to satisfy constraint: ")
                  .append(constraint));
}

std::unexpected<Error> Input::wrong_type(std::string_view name, std::string_view expected) const {
  return fail(ErrorKind::invalid, std::string(fault_),
              std::string("Expected ").append(expected).append(" at '").append(name).append("'"));
}

std::unexpected<Error> not_offered(std::string what) {
  return fail(ErrorKind::unsupported, "BadRequestException",
              std::move(what) + " is not offered here yet");
}

}  // namespace syncline::control
