// AWSJSON: RFC 8259 text on the wire, the value itself in resolvers.
#include <fmt/format.h>

#include <array>

#include "base/parse_json.h"
#include "graphql/type/scalar_groups.h"

namespace syncline::graphql {
namespace {

Result<Json> parse_awsjson(const Json& input) {
  if (const auto* text = input.if_string()) {
    if (auto value = parse_json(*text)) return value;
  }
  // AppSync puts no quotes around this one, and shows maps and lists in the manner of Java.
  return fail(ErrorKind::invalid, std::string(coercion_error),
              fmt::format("Unable to parse {} as valid JSON.", shown_value(input)));
}

// A text that is JSON already stands for itself; any other text is a JSON string.
Result<Json> serialize_awsjson(const Json& value) {
  if (const auto* text = value.if_string(); text != nullptr && parse_json(*text)) return value;
  return Json(to_json(value));
}

constexpr std::array<Scalar, 1> scalars{{
    {"AWSJSON",
     "A JSON text (RFC 8259), such as `{\"upvotes\": 10}`, `[1, 2, 3]`, `\"text\"` or `true`. "
     "Resolvers see the value that it stands for.",
     parse_awsjson, serialize_awsjson},
}};

}  // namespace

std::span<const Scalar> json_scalars() { return scalars; }

}  // namespace syncline::graphql
