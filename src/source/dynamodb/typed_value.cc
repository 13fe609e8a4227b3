#include "source/dynamodb/typed_value.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <iterator>
#include <optional>

#include "base/text.h"
#include "dynamo/wire.h"

namespace syncline::source {
namespace {

constexpr double exact_max = 9007199254740992.0;  // 2^53: below it every whole double is exact

// What is wrong, and where below the value that was looked at. The path grows on the way out, so
// that a value without a fault builds none.
struct Fault {
  std::string path;
  std::string what;
};
using Wire = std::expected<Json, Fault>;

std::unexpected<Fault> fault(std::string what) {
  return std::unexpected(Fault{"", std::move(what)});
}

std::unexpected<Fault> below(std::string_view step, Fault fault) {
  fault.path.insert(0, fmt::format("[{}]", step));
  return std::unexpected(std::move(fault));
}

bool is_number_text(std::string_view text) {
  double number = 0;
  const auto* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number);
  if (read.ec == std::errc::invalid_argument || read.ptr != end) return false;
  // What is too large for a double is still a number; DynamoDB's own range is checked there.
  return text.find_first_of("iInN") == std::string_view::npos;  // "inf", "nan"
}

Wire string_to_wire(const Json& value) {
  if (!value.is_string()) return fault("must be a string");
  return value;
}

// A whole number beyond 64 bits was read as a double, which keeps 15 digits of any and may have
// changed those behind: a key or a sum that is nearly right is worse than an error.
bool may_have_lost_digits(const Json& value, std::string_view shown) {
  const auto* number = value.if_double();
  if (number == nullptr || std::abs(*number) < exact_max) return false;
  constexpr std::ptrdiff_t kept = 15;
  const auto digits = shown.substr(0, shown.find_first_of("eE"));
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  auto significant = std::string();
  std::ranges::copy_if(digits, std::back_inserter(significant), is_digit);
  significant.resize(significant.find_last_not_of('0') + 1);
  return static_cast<std::ptrdiff_t>(significant.size()) > kept;
}

Wire number_to_wire(const Json& value) {
  if (value.is_number()) {
    auto shown = to_json(value);
    if (!may_have_lost_digits(value, shown)) return Json(std::move(shown));
    return fault("must be a string: as a JSON number it does not keep its digits");
  }
  const auto* text = value.if_string();
  if (text == nullptr || !is_number_text(*text)) return fault("must be a number");
  return value;
}

// AppSync reads Base64 as RFC 2045 does: characters outside of the alphabet are skipped.
Wire binary_to_wire(const Json& value) {
  const auto* text = value.if_string();
  if (text == nullptr) return fault("must be a Base64 string");
  std::string alphabet_only;
  for (const char c : *text) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '+' || c == '/' || c == '=') {
      alphabet_only += c;
    }
  }
  const auto bytes = base64_decode(alphabet_only);
  if (!bytes) return fault("must be a Base64 string");
  return Json(base64_encode(*bytes));
}

Wire boolean_to_wire(const Json& value) {
  if (!value.is_bool()) return fault("must be true or false");
  return value;
}

Wire null_to_wire(const Json& /*value*/) { return Json(true); }

Wire value_to_wire(const Json& typed);

template <class Convert>
Wire array_to_wire(const Json& value, Convert convert) {
  const auto* array = value.if_array();
  if (array == nullptr) return fault("must be a list");
  JsonArray wire;
  wire.reserve(array->size());
  for (std::size_t i = 0; i < array->size(); ++i) {
    auto element = convert((*array)[i]);
    if (!element) return below(std::to_string(i), std::move(element).error());
    wire.push_back(*std::move(element));
  }
  return Json(std::move(wire));
}

Wire map_to_wire(const Json& value) {
  const auto* map = value.if_object();
  if (map == nullptr) return fault("must be an object");
  JsonObject wire;
  wire.reserve(map->size());
  for (const auto& member : *map) {
    auto converted = value_to_wire(member.value());
    if (!converted) return below(member.key(), std::move(converted).error());
    wire.emplace(member.key(), *std::move(converted));
  }
  return Json(std::move(wire));
}

Wire string_set_to_wire(const Json& value) { return array_to_wire(value, &string_to_wire); }
Wire number_set_to_wire(const Json& value) { return array_to_wire(value, &number_to_wire); }
Wire binary_set_to_wire(const Json& value) { return array_to_wire(value, &binary_to_wire); }
Wire list_to_wire(const Json& value) { return array_to_wire(value, &value_to_wire); }

struct Tag {
  std::string_view name;
  Wire (*to_wire)(const Json& value);
};
constexpr Tag tags[] = {
    {"S", &string_to_wire},      {"N", &number_to_wire},      {"B", &binary_to_wire},
    {"BOOL", &boolean_to_wire},  {"NULL", &null_to_wire},     {"SS", &string_set_to_wire},
    {"NS", &number_set_to_wire}, {"BS", &binary_set_to_wire}, {"L", &list_to_wire},
    {"M", &map_to_wire},
};

Wire value_to_wire(const Json& typed) {
  const auto* object = typed.if_object();
  if (object == nullptr || object->size() != 1) {
    return fault("must be an object with exactly one of S, N, B, BOOL, NULL, SS, NS, BS, L and M");
  }
  const auto& member = *object->begin();
  const auto tag = std::ranges::find(tags, std::string_view(member.key()), &Tag::name);
  if (tag == std::end(tags)) {
    return fault(fmt::format("has the unknown type '{}'", std::string_view(member.key())));
  }
  auto value = tag->to_wire(member.value());
  if (!value) return below(tag->name, std::move(value).error());
  return Json(JsonObject{{tag->name, *std::move(value)}});
}

std::unexpected<Error> bad_value(std::string_view path, const Fault& fault) {
  return fail(ErrorKind::invalid, "MappingTemplate",
              fmt::format("Value for field '{}{}' {}.", path, fault.path, fault.what));
}

template <class Number>
std::optional<Number> read_number(std::string_view text) {
  Number number{};
  const auto* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number);
  if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
  return number;
}

Json number_to_plain(std::string_view text) {
  if (const auto integer = read_number<std::int64_t>(text)) return *integer;
  if (const auto large = read_number<std::uint64_t>(text)) return *large;
  const auto number = read_number<double>(text);
  if (!number) return Json(text);
  const bool whole = std::trunc(*number) == *number && std::abs(*number) < exact_max;
  return whole ? Json(static_cast<std::int64_t>(*number)) : Json(*number);
}

Json array_to_plain(const Json& wire, Json (*convert)(const Json& element)) {
  JsonArray plain;
  if (const auto* array = wire.if_array()) {
    plain.reserve(array->size());
    for (const auto& element : *array) plain.push_back(convert(element));
  }
  return plain;
}

Json wire_number_to_plain(const Json& wire) {
  return wire.is_string() ? number_to_plain(wire.get_string()) : wire;
}

std::optional<dynamo::Value> read_value(const Json& wire) {
  if (!dynamo::check_value_kinds(wire)) return std::nullopt;
  auto value = dynamo::value_from_json(wire);
  if (!value) return std::nullopt;
  return *std::move(value);
}

}  // namespace

Result<Json> typed_to_wire(const Json& typed, std::string_view path) {
  auto wire = value_to_wire(typed);
  if (!wire) return bad_value(path, wire.error());
  return *std::move(wire);
}

Result<JsonObject> typed_map_to_wire(const Json& map, std::string_view path) {
  auto wire = map_to_wire(map);
  if (!wire) return bad_value(path, wire.error());
  return std::move(wire->get_object());
}

Json wire_to_plain(const Json& wire) {
  const auto* object = wire.if_object();
  if (object == nullptr || object->size() != 1) return nullptr;
  const std::string_view tag = object->begin()->key();
  const auto& value = object->begin()->value();
  if (tag == "N") return wire_number_to_plain(value);
  if (tag == "NULL") return nullptr;
  if (tag == "NS") return array_to_plain(value, &wire_number_to_plain);
  if (tag == "L") return array_to_plain(value, &wire_to_plain);
  if (tag == "M") return value.is_object() ? wire_map_to_plain(value.get_object()) : Json();
  return value;
}

Json wire_map_to_plain(const JsonObject& map) {
  JsonObject plain;
  plain.reserve(map.size());
  for (const auto& member : map) plain.emplace(member.key(), wire_to_plain(member.value()));
  return plain;
}

bool wire_equal(const Json& a, const Json& b) {
  const auto left = read_value(a), right = read_value(b);
  return left && right && *left == *right;
}

}  // namespace syncline::source
