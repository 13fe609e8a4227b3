#include "source/dynamodb/document.h"

#include <fmt/format.h>

#include <charconv>

namespace syncline::source {
namespace {

std::string below(std::string_view path, std::string_view name) {
  return fmt::format("{}[{}]", path, name);
}

std::optional<std::int64_t> to_integer(const Json& value) {
  if (value.is_number()) {
    boost::system::error_code error;
    const auto number = value.to_number<std::int64_t>(error);
    if (error) return std::nullopt;
    return number;
  }
  const auto* text = value.if_string();
  if (text == nullptr) return std::nullopt;
  std::int64_t number = 0;
  const auto* end = text->data() + text->size();
  const auto read = std::from_chars(text->data(), end, number);
  if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
  return number;
}

}  // namespace

std::unexpected<Error> bad_document(std::string message) {
  return fail(ErrorKind::invalid, "MappingTemplate", std::move(message));
}

std::unexpected<Error> wrong_type(std::string_view path, std::string_view expected) {
  return bad_document(fmt::format("Value for field '{}' must be {}.", path, expected));
}

const Json* optional_member(const Json& document, std::string_view name) {
  const auto* member = find_member(document, name);
  return member == nullptr || member->is_null() ? nullptr : member;
}

Result<const Json*> required_member(const Json& document, std::string_view name,
                                    std::string_view path) {
  const auto* member = optional_member(document, name);
  if (member == nullptr) {
    return bad_document(fmt::format("Value for field '{}' not found.", below(path, name)));
  }
  return member;
}

Result<std::string> required_text(const Json& document, std::string_view name,
                                  std::string_view path) {
  TRY(const auto* member, required_member(document, name, path));
  const auto* text = member->if_string();
  if (text == nullptr) return wrong_type(below(path, name), "a string");
  return std::string(*text);
}

Result<std::optional<std::string>> optional_text(const Json& document, std::string_view name) {
  if (optional_member(document, name) == nullptr) return std::nullopt;
  TRY(auto text, required_text(document, name));
  return text;
}

Result<std::optional<bool>> optional_boolean(const Json& document, std::string_view name,
                                             std::string_view path) {
  const auto* member = optional_member(document, name);
  if (member == nullptr) return std::nullopt;
  if (!member->is_bool()) return wrong_type(below(path, name), "true or false");
  return member->get_bool();
}

Result<std::optional<std::int64_t>> optional_integer(const Json& document, std::string_view name) {
  const auto* member = optional_member(document, name);
  if (member == nullptr) return std::nullopt;
  const auto number = to_integer(*member);
  if (!number) return wrong_type(below("$", name), "an integer");
  return number;
}

}  // namespace syncline::source
