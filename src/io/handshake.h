// The opening handshake of a WebSocket (RFC 6455 section 4), as values.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "io/http.h"

namespace syncline::io {

// Whether the request names `websocket` in its Upgrade header.
bool asks_for_websocket(const HttpRequest& request);

// The answer to a handshake that is not valid (4.2.1), or nothing when it is: 405 for another
// method than GET, 426 for another version than 13, else 400.
std::optional<HttpResponse> refuse_handshake(const HttpRequest& request);

// The bytes that accept it. `subprotocol` may be empty.
std::string switching_protocols(const HttpRequest& request, std::string_view subprotocol);

// Sec-WebSocket-Accept for a Sec-WebSocket-Key (4.2.2).
std::string accept_key(std::string_view key);

// Whether a comma-separated header value has this token; case does not matter.
bool has_token(std::string_view list, std::string_view token);

}  // namespace syncline::io
