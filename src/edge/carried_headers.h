// The headers of a request as resolvers see them: a JSON object with lower-case names (AppSync:
// ctx.request.headers), whatever carried them.
#pragma once

#include <string_view>

#include "base/json.h"
#include "base/result.h"
#include "io/http.h"

namespace syncline::edge {

// Ordinary HTTP headers. A repeated one is an array; `cookie` is not shown.
JsonObject request_headers(const io::Headers& headers);

// A WebSocket upgrade's, from the three carriers of AppSync's protocol (developer guide, "Building
// a real-time WebSocket client"): the `header` query parameter, the sub-protocol item "header-…",
// ordinary headers; the later-named give way to the earlier. Other query parameters are headers
// too. What only concerns the handshake is left out. Fails with kind `invalid`, type
// "BadRequestException", when a carrier is not Base64 of a JSON object.
Result<JsonObject> upgrade_headers(const io::HttpRequest& upgrade);

// Puts each text member of `extra`, when that is an object, into `headers` under its name in lower
// case, over what was there. Members that are not text are no headers and are passed over.
void put_headers(JsonObject& headers, const Json& extra);

// As credentials have them, where JSON carried them.
io::Headers wire_headers(const JsonObject& headers);

// The text of that header, or an empty one.
std::string_view header_text(const JsonObject& headers, std::string_view name);

// Whether there is any credential that a mode could look at.
bool has_credentials(const JsonObject& headers);

}  // namespace syncline::edge
