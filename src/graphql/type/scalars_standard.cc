// ID, String, Int, Float and Boolean (specification 3.5). Input is as strict as the specification
// allows; output is as lenient as graphql-java, which AppSync runs.
#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>

#include "graphql/type/scalar_groups.h"

namespace syncline::graphql {
namespace {

constexpr double int_min = std::numeric_limits<std::int32_t>::min();
constexpr double int_max = std::numeric_limits<std::int32_t>::max();

std::optional<double> finite(double number) {
  if (!std::isfinite(number)) return std::nullopt;
  return number;
}

// The number that a JSON number, or when asked a text, stands for.
std::optional<double> as_number(const Json& value, bool texts) {
  if (value.is_number()) return finite(value.to_number<double>());
  const auto* text = value.if_string();
  if (!texts || text == nullptr) return std::nullopt;
  double number = 0;
  const auto* const end = text->data() + text->size();
  const auto read = std::from_chars(text->data(), end, number);
  if (read.ec != std::errc{} || read.ptr != end) return std::nullopt;
  return finite(number);
}

Result<Json> to_int(const Json& value, bool texts, std::string_view error_type) {
  const auto number = as_number(value, texts);
  if (!number) return wrong_kind(error_type, "Int", value);
  if (std::trunc(*number) != *number || *number < int_min || *number > int_max) {
    return fail(ErrorKind::invalid, std::string(error_type),
                fmt::format("Expected value to be in the Integer range but it was '{}'.",
                            shown_value(value)));
  }
  return static_cast<std::int64_t>(*number);
}

Result<Json> to_float(const Json& value, bool texts, std::string_view error_type) {
  const auto number = as_number(value, texts);
  if (!number) return wrong_kind(error_type, "Float", value);
  return *number;
}

Result<Json> parse_id(const Json& input) {
  if (input.is_string()) return input;
  if (input.is_int64() || input.is_uint64()) return Json(to_json(input));
  return wrong_kind(coercion_error, "ID", input);
}

Result<Json> serialize_id(const Json& value) {
  if (value.is_string()) return value;
  if (value.is_array() || value.is_object()) return wrong_kind(serialization_error, "ID", value);
  return Json(to_json(value));
}

Result<Json> parse_string(const Json& input) {
  if (input.is_string()) return input;
  return wrong_kind(coercion_error, "String", input);
}

Result<Json> serialize_string(const Json& value) {
  if (value.is_string()) return value;
  return Json(shown_value(value));
}

Result<Json> parse_int(const Json& input) { return to_int(input, false, coercion_error); }
Result<Json> serialize_int(const Json& value) { return to_int(value, true, serialization_error); }

Result<Json> parse_float(const Json& input) { return to_float(input, false, coercion_error); }
Result<Json> serialize_float(const Json& value) {
  return to_float(value, true, serialization_error);
}

Result<Json> parse_boolean(const Json& input) {
  if (input.is_bool()) return input;
  return wrong_kind(coercion_error, "Boolean", input);
}

bool is_true_word(std::string_view text) {
  constexpr std::string_view word = "true";
  if (text.size() != word.size()) return false;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if ((text[i] | 0x20) != word[i]) return false;
  }
  return true;
}

// Boolean.parseBoolean: any text but "true" is false; any number but zero is true.
Result<Json> serialize_boolean(const Json& value) {
  if (value.is_bool()) return value;
  if (const auto* text = value.if_string()) return Json(is_true_word(*text));
  if (value.is_number()) return Json(value.to_number<double>() != 0);
  return wrong_kind(serialization_error, "Boolean", value);
}

constexpr std::array<Scalar, 5> scalars{{
    {"ID", "Built-in ID", parse_id, serialize_id, AsItIs::texts},
    {"String", "Built-in String", parse_string, serialize_string, AsItIs::texts},
    {"Int", "Built-in Int", parse_int, serialize_int, AsItIs::integers},
    {"Float", "Built-in Float", parse_float, serialize_float, AsItIs::numbers},
    {"Boolean", "Built-in Boolean", parse_boolean, serialize_boolean, AsItIs::flags},
}};

}  // namespace

std::span<const Scalar> standard_scalars() { return scalars; }

}  // namespace syncline::graphql
