// A real-time protocol: a translator between its messages and edge/session.h.
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "base/result.h"
#include "edge/endpoint.h"
#include "edge/ticker.h"
#include "io/websocket.h"

namespace syncline::edge {

struct Dialect {
  std::string_view subprotocol;  // "graphql-ws", "graphql-transport-ws"
  // The handler of one new connection, on its loop. An error refuses the upgrade over HTTP; what
  // the protocol has words for is answered by the handler once the connection is open.
  Result<std::unique_ptr<io::WebSocketHandler>> (*accept)(Rooms& rooms, Ticker& ticker,
                                                          const io::HttpRequest& upgrade);
};

std::span<const Dialect* const> dialects_table();  // made by room_table

}  // namespace syncline::edge
