#include "source/dynamodb/page_token.h"

#include "base/parse_json.h"

namespace syncline::source {
namespace {

// AppSync's own words, as clients see them.
std::unexpected<Error> invalid_token() {
  return fail(ErrorKind::invalid, "DynamoDB:UserIllegalArgumentException",
              "com.amazonaws.deepdish.common.pagination.InvalidPaginationTokenException: "
              "Invalid pagination token given.");
}

std::string context_of(const PageOrigin& origin) {
  return to_json(JsonArray{"nextToken", origin.place, origin.table, origin.index});
}

}  // namespace

std::string write_page_token(const Rooms& rooms, const PageOrigin& origin, const Json& last_key) {
  CHECK(rooms.seal != nullptr);  // who builds the rooms gives it
  return rooms.seal(to_json(last_key), context_of(origin));
}

Result<JsonObject> read_page_token(const Rooms& rooms, const PageOrigin& origin,
                                   std::string_view token) {
  CHECK(rooms.open != nullptr);
  const auto text = rooms.open(token, context_of(origin));
  if (!text) return invalid_token();
  auto key = parse_json(*text);
  if (!key || !key->is_object()) return invalid_token();
  return std::move(key->get_object());
}

}  // namespace syncline::source
