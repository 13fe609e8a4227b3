#include "io/handshake.h"

#include <openssl/sha.h>

#include <array>

#include "base/text.h"
#include "io/response_writer.h"

namespace syncline::io {
namespace {

constexpr std::size_t key_bytes = 16;

HttpResponse refusal(int status, std::string message) {
  return fault_response({status, "BadRequestException", std::move(message)});
}

bool header_has(const HttpRequest& request, std::string_view name, std::string_view token) {
  for (const auto& [field, value] : request.headers.all()) {
    if (field == name && has_token(value, token)) return true;
  }
  return false;
}

}  // namespace

bool has_token(std::string_view list, std::string_view token) {
  while (!list.empty()) {
    const auto comma = list.find(',');
    auto item = list.substr(0, comma);
    list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
    while (item.starts_with(' ') || item.starts_with('\t')) item.remove_prefix(1);
    while (item.ends_with(' ') || item.ends_with('\t')) item.remove_suffix(1);
    if (to_lower(item) == token) return true;
  }
  return false;
}

bool asks_for_websocket(const HttpRequest& request) {
  return header_has(request, "upgrade", "websocket");
}

std::optional<HttpResponse> refuse_handshake(const HttpRequest& request) {
  if (request.method != "GET") {
    auto response = refusal(405, "A WebSocket handshake is a GET request.");
    response.headers.emplace_back("allow", "GET");
    return response;
  }
  if (!header_has(request, "connection", "upgrade")) {
    return refusal(400, "A WebSocket handshake needs the header Connection: Upgrade.");
  }
  if (request.headers.get("sec-websocket-version").value_or("") != "13") {
    auto response = refusal(426, "The only WebSocket version that is served is 13.");
    response.headers.emplace_back("sec-websocket-version", "13");
    return response;
  }
  const auto key = base64_decode(request.headers.get("sec-websocket-key").value_or(""));
  if (!key || key->size() != key_bytes) {
    return refusal(400, "Sec-WebSocket-Key must be 16 bytes in Base64.");
  }
  return std::nullopt;
}

std::string accept_key(std::string_view key) {
  std::string text(key);
  text += "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  std::array<unsigned char, SHA_DIGEST_LENGTH> digest{};
  SHA1(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data());
  return base64_encode({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

std::string switching_protocols(const HttpRequest& request, std::string_view subprotocol) {
  std::string out =
      "HTTP/1.1 101 Switching Protocols\r\n"
      "upgrade: websocket\r\n"
      "connection: Upgrade\r\n"
      "sec-websocket-accept: ";
  out += accept_key(request.headers.get("sec-websocket-key").value_or(""));
  if (!subprotocol.empty()) {
    out += "\r\nsec-websocket-protocol: ";
    out += subprotocol;
  }
  out += "\r\n\r\n";
  return out;
}

}  // namespace syncline::io
