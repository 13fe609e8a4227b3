#include "edge/dynamodb_body.h"

#include <algorithm>
#include <string>

#include "base/limits.h"

namespace syncline::edge {
namespace {

// Whether more stands outside of strings than limits::dynamodb_values_max commas, colons and
// opening brackets: at most so many values does the text have, but for one. It need not be JSON.
bool has_too_many_values(std::string_view body) {
  if (body.size() <= limits::dynamodb_values_max) return false;
  std::size_t values = 0;
  for (std::size_t i = 0; i < body.size(); ++i) {
    switch (body[i]) {
      case ',':
      case ':':
      case '[':
      case '{':
        if (++values > limits::dynamodb_values_max) return true;
        break;
      case '"':
        for (++i; i < body.size() && body[i] != '"'; ++i) {
          if (body[i] == '\\') ++i;
        }
        break;
      default: break;
    }
  }
  return false;
}

}  // namespace

Result<Json> parse_dynamodb_body(std::string_view body, boost::json::storage_ptr memory) {
  constexpr std::string_view type = "SerializationException";
  if (has_too_many_values(body)) {
    return fail(
        ErrorKind::invalid, std::string(type),
        "The request has more than " + std::to_string(limits::dynamodb_values_max) + " values");
  }
  auto parsed = parse_json(body, std::move(memory));
  if (!parsed) return fail(ErrorKind::invalid, std::string(type), "");
  return parsed;
}

std::size_t arena_bytes(std::size_t body_bytes) {
  constexpr std::size_t least = 1024;
  constexpr std::size_t most = 64 * 1024;
  return std::clamp(body_bytes * 2, least, most);
}

}  // namespace syncline::edge
