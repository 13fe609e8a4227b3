// nextToken: where a Query or Scan goes on. Sealed, since it holds a key that the caller may not be
// allowed to see, and good only for the resolver, table and index that it was made for.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "source/source.h"

namespace syncline::source {

struct PageOrigin {
  std::string_view place;  // of the invocation
  std::string_view table;
  std::string_view index;  // empty: the table itself
};

std::string write_page_token(const Rooms& rooms, const PageOrigin& origin, const Json& last_key);

// The key to start after, on the wire. Fails as AppSync does on a token that is not one of these.
Result<JsonObject> read_page_token(const Rooms& rooms, const PageOrigin& origin,
                                   std::string_view token);

}  // namespace syncline::source
