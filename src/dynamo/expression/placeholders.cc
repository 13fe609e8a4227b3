#include "dynamo/expression/placeholders.h"

#include "base/limits.h"
#include "dynamo/errors.h"
#include "dynamo/shape.h"
#include "dynamo/wire.h"

namespace syncline::dynamo {
namespace {

Result<void> check_key(std::string_view member, char mark, std::string_view key) {
  constexpr std::string_view word_characters =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789";
  const bool fits = key.size() > 1 && key.front() == mark &&
                    key.find_first_not_of(word_characters, 1) == std::string_view::npos;
  if (!fits) {
    return validation_error(std::string(member) + " contains invalid key: Syntax error; key: \"" +
                            std::string(key) + "\"");
  }
  if (key.size() <= limits::placeholder_bytes_max) return {};
  return validation_error(std::string(member) +
                          " contains invalid key: The maximum length of a key is " +
                          std::to_string(limits::placeholder_bytes_max) + " bytes");
}

Result<void> check_used(std::string_view member, const auto& entries) {
  std::string unused;
  for (const auto& [key, entry] : entries) {
    if (entry.used) continue;
    if (!unused.empty()) unused += ", ";
    unused += key;
  }
  if (unused.empty()) return {};
  return validation_error("Value provided in " + std::string(member) +
                          " unused in expressions: keys: {" + unused + "}");
}

}  // namespace

Result<Placeholders> Placeholders::read(const JsonObject& input, bool with_values) {
  Placeholders placeholders;
  if (const auto* names = present(input, "ExpressionAttributeNames")) {
    if (names->get_object().empty()) {
      return validation_error("ExpressionAttributeNames must not be empty");
    }
    for (const auto& member : names->get_object()) {
      const std::string alias(member.key());
      TRY(check_key("ExpressionAttributeNames", '#', alias));
      if (member.value().is_null()) continue;
      placeholders.names_[alias].real = std::string(member.value().get_string());
    }
  }
  const auto* values = present(input, "ExpressionAttributeValues");
  if (values == nullptr || !with_values) {
    TRY(placeholders.check_size());
    return placeholders;
  }
  if (values->get_object().empty()) {
    return validation_error("ExpressionAttributeValues must not be empty");
  }
  for (const auto& member : values->get_object()) {
    TRY(check_key("ExpressionAttributeValues", ':', member.key()));
  }
  for (const auto& member : values->get_object()) {
    const std::string key(member.key());
    auto value = value_from_json(member.value());
    if (!value) {
      return validation_error("ExpressionAttributeValues contains invalid value: " +
                              value.error().message + " for key " + key);
    }
    placeholders.values_[key].real = *std::move(value);
  }
  TRY(placeholders.check_size());
  return placeholders;
}

Result<void> Placeholders::check_size() const {
  std::size_t bytes = 0;
  for (const auto& [alias, entry] : names_) bytes += alias.size() + entry.real.size();
  for (const auto& [key, entry] : values_) bytes += key.size() + size_of(entry.real);
  if (bytes <= limits::substitution_bytes_max) return {};
  return validation_error(
      "ExpressionAttributeNames and ExpressionAttributeValues have exceeded the maximum allowed "
      "size of " +
      std::to_string(limits::substitution_bytes_max) + " bytes");
}

Result<std::string> Placeholders::name(const std::string& alias) {
  const auto found = names_.find(alias);
  if (found == names_.end()) {
    return validation_error(
        "An expression attribute name used in the document path is not defined; attribute name: " +
        alias);
  }
  found->second.used = true;
  return found->second.real;
}

Result<const Value*> Placeholders::value(const std::string& placeholder) {
  const auto found = values_.find(placeholder);
  if (found == values_.end()) {
    return validation_error(
        "An expression attribute value used in expression is not defined; attribute value: " +
        placeholder);
  }
  found->second.used = true;
  return &found->second.real;
}

Result<void> Placeholders::check_all_used() const {
  TRY(check_used("ExpressionAttributeNames", names_));
  return check_used("ExpressionAttributeValues", values_);
}

}  // namespace syncline::dynamo
