// A connection that is opened only to hear, in AppSync's words, why it cannot be: browsers do not
// show a script what stands in a refused upgrade, but they show a message.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "io/websocket.h"

namespace syncline::edge {

// Sends {"payload":{"errors":[{"errorType"?,"message","errorCode"}]},"type":"connection_error"}
// once open, and closes with the code.
struct Refusal {
  std::string type;  // may be empty
  std::string message;
  int error_code = 400;
  std::uint16_t close_code = io::close_code::policy_violation;
};

std::unique_ptr<io::WebSocketHandler> refuse_connection(Refusal refusal);
Refusal refusal_of(const Error& error);

std::string connection_error(const Refusal& refusal);

}  // namespace syncline::edge
