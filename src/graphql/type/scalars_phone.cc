// AWSPhone: a telephone number; without a country code it is a number of the United States.
#include <algorithm>
#include <array>
#include <string>

#include "graphql/type/scalar_groups.h"

namespace syncline::graphql {
namespace {

// ITU-T E.164: at most 15 digits in all. Shorter than 7 is no subscriber's number.
constexpr std::size_t digits_min = 7;
constexpr std::size_t digits_max = 15;

// Pairs of digits that start no country code (ITU-T E.164, list of assigned codes).
constexpr std::array<std::string_view, 3> unassigned_pairs{"28", "83", "89"};

bool is_country_code(std::string_view digits) {
  return digits.front() != '0' &&
         std::ranges::find(unassigned_pairs, digits.substr(0, 2)) == unassigned_pairs.end();
}

// North American Numbering Plan: neither area code nor exchange starts with 0 or 1.
bool is_north_american(std::string_view digits) {
  return digits.size() == 10 && digits[0] >= '2' && digits[3] >= '2';
}

// The digits of segments that are split by single blanks or hyphens; empty when anything else
// stands in the text.
std::string digits_of(std::string_view text) {
  std::string digits;
  bool separated = true;  // neither at the start nor twice in a row
  for (const char c : text) {
    if (c >= '0' && c <= '9') {
      digits += c;
      separated = false;
    } else if ((c == ' ' || c == '-') && !separated) {
      separated = true;
    } else {
      return {};
    }
  }
  return separated ? std::string() : digits;
}

bool is_phone(std::string_view text) {
  const bool international = text.starts_with('+');
  const auto digits = digits_of(international ? text.substr(1) : text);
  if (digits.size() < digits_min || digits.size() > digits_max) return false;
  if (!international && digits.size() == 10) return is_north_american(digits);
  if (digits.front() == '1') return is_north_american(std::string_view(digits).substr(1));
  return international && is_country_code(digits);
}

bool is_phone_text(const Json& value) {
  const auto* text = value.if_string();
  return text != nullptr && is_phone(*text);
}

Result<Json> parse_phone(const Json& input) {
  if (is_phone_text(input)) return input;
  return unable_to_parse(input, "phone number");
}

Result<Json> serialize_phone(const Json& value) {
  if (is_phone_text(value)) return value;
  return unable_to_serialize(value, "phone number");
}

constexpr std::array<Scalar, 1> scalars{{
    {"AWSPhone",
     "A telephone number whose segments may be split by blanks or hyphens, such as "
     "`+1 555 764 4377`. Without a country code it is a number of the United States.",
     parse_phone, serialize_phone, AsItIs::texts, is_phone},
}};

}  // namespace

std::span<const Scalar> phone_scalars() { return scalars; }

}  // namespace syncline::graphql
