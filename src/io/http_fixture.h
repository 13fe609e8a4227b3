// For tests: requests as text, and answers as a peer reads them.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "io/server_fixture.h"

namespace syncline::io {

inline std::string get(std::string_view path, std::string_view more = "") {
  return fmt::format("GET {} HTTP/1.1\r\nHost: h\r\n{}\r\n", path, more);
}
inline std::string post(std::string_view body, std::string_view more = "") {
  return fmt::format("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: {}\r\n{}\r\n{}", body.size(),
                     more, body);
}
inline std::string websocket_handshake(std::string_view path) {
  return get(path,
             "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
             "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
}

struct Answer {
  std::string status;  // its line
  std::string header;
  std::string body;
};

inline Answer read_answer(RawPeer& peer) {
  Answer answer;
  answer.header = peer.read_until("\r\n\r\n");
  answer.status = answer.header.substr(0, answer.header.find("\r\n"));
  const auto at = answer.header.find("content-length: ");
  if (at != std::string::npos) answer.body = peer.read(std::stoul(answer.header.substr(at + 16)));
  return answer;
}

}  // namespace syncline::io
