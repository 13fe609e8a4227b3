// nextToken: where a Query or Scan goes on. Opaque to clients, and good for the table and index
// that it was made for only. It is not signed: what it can say is where to start within that table,
// which the caller may read anyhow.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace syncline::source {

std::string write_page_token(std::string_view table, std::string_view index, const Json& last_key);

// The key to start after, on the wire. Fails as AppSync does on a token that is not one of these.
Result<JsonObject> read_page_token(std::string_view table, std::string_view index,
                                   std::string_view token);

}  // namespace syncline::source
