// What a client offers in Sec-WebSocket-Protocol (RFC 6455 11.3.4): protocols in its order of
// preference and, from AppSync's clients, one item that carries credentials.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "io/http.h"

namespace syncline::edge {

inline constexpr std::string_view header_item_prefix = "header-";

// All items of all fields of that name, in order.
std::vector<std::string> offered_items(const io::Headers& headers);

// Those that are protocols, without the item that carries credentials.
std::vector<std::string> offered_protocols(const io::Headers& headers);

}  // namespace syncline::edge
