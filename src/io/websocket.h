// The server's side of one WebSocket connection (RFC 6455), on the loop that accepted it.
// No permessage-deflate: the handshake never agrees to an extension.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/loop.h"

namespace syncline::io {

namespace close_code {  // RFC 6455 7.4.1
inline constexpr std::uint16_t normal = 1000;
inline constexpr std::uint16_t going_away = 1001;
inline constexpr std::uint16_t protocol_error = 1002;
inline constexpr std::uint16_t unsupported_data = 1003;
inline constexpr std::uint16_t invalid_payload = 1007;
inline constexpr std::uint16_t policy_violation = 1008;
inline constexpr std::uint16_t too_big = 1009;
inline constexpr std::uint16_t internal_error = 1011;
inline constexpr std::uint16_t service_restart = 1012;
inline constexpr std::uint16_t try_again_later = 1013;
}  // namespace close_code

// All members: from its loop only. What is sent within one turn of the loop leaves in one write.
class WebSocket {
 public:
  virtual ~WebSocket() = default;

  // Queues one text message, made of `head`, `shared` and `tail`; `shared` is not copied: many
  // connections may queue the same bytes. Either may be empty.
  // Beyond limits::websocket_outbox_bytes_max the connection is closed with 1013.
  virtual void send(std::string_view head, const std::shared_ptr<const std::string>& shared,
                    std::string_view tail = {}) = 0;
  // Sends a close frame after what is queued, waits for the peer's for a short time, ends.
  virtual void close(std::uint16_t code, std::string_view reason) = 0;
  [[nodiscard]] virtual Loop& loop() const = 0;
};

// What the owner of a connection wants to hear. The object lives as long as the connection:
// io destroys it after `closed`. What `opened` or `message` throws closes the connection with 1011.
class WebSocketHandler {
 public:
  virtual ~WebSocketHandler() = default;
  virtual void opened(WebSocket& socket) = 0;
  virtual void message(WebSocket& socket, std::string_view text) = 0;  // complete, valid UTF-8
  virtual void closed(std::uint16_t code) = 0;  // the socket may no longer be used
};

}  // namespace syncline::io
