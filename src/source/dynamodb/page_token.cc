#include "source/dynamodb/page_token.h"

#include <algorithm>

#include "base/parse_json.h"
#include "base/text.h"

namespace syncline::source {
namespace {

constexpr std::int64_t version = 1;

// AppSync's own words, as clients see them.
std::unexpected<Error> invalid_token() {
  return fail(ErrorKind::invalid, "DynamoDB:UserIllegalArgumentException",
              "com.amazonaws.deepdish.common.pagination.InvalidPaginationTokenException: "
              "Invalid pagination token given.");
}

// A key attribute on the wire: {"S":…}, {"N":…} or {"B":…}.
bool is_key_attribute(const Json& value) {
  const auto* object = value.if_object();
  if (object == nullptr || object->size() != 1) return false;
  const std::string_view tag = object->begin()->key();
  return (tag == "S" || tag == "N" || tag == "B") && object->begin()->value().is_string();
}

bool says(const Json& token, std::string_view member, const Json& expected) {
  const auto* found = find_member(token, member);
  return found != nullptr && *found == expected;
}

}  // namespace

std::string write_page_token(std::string_view table, std::string_view index, const Json& last_key) {
  const JsonObject token{
      {"version", version}, {"table", table}, {"index", index}, {"key", last_key}};
  return base64_encode(to_json(token));
}

Result<JsonObject> read_page_token(std::string_view table, std::string_view index,
                                   std::string_view token) {
  const auto text = base64_decode(token);
  if (!text) return invalid_token();
  const auto parsed = parse_json(*text);
  if (!parsed) return invalid_token();
  if (!says(*parsed, "version", version) || !says(*parsed, "table", Json(table)) ||
      !says(*parsed, "index", Json(index))) {
    return invalid_token();
  }
  const auto* key = find_member(*parsed, "key");
  const auto* attributes = key == nullptr ? nullptr : key->if_object();
  if (attributes == nullptr || attributes->empty()) return invalid_token();
  const auto is_fine = [](const auto& member) { return is_key_attribute(member.value()); };
  if (!std::ranges::all_of(*attributes, is_fine)) return invalid_token();
  return *attributes;
}

}  // namespace syncline::source
