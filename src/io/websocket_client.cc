#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <cstring>
#include <mutex>

#include "base/limits.h"
#include "base/text.h"
#include "io/client.h"
#include "io/client_socket.h"
#include "io/frame.h"
#include "io/handshake.h"
#include "io/websocket.h"

namespace syncline::io {
namespace {

namespace http = boost::beast::http;
using ResponseParser = http::response_parser<http::string_body>;

constexpr std::size_t read_bytes = 16 * 1024;
// A server's event may be larger than what a server takes from a client.
constexpr std::size_t message_bytes_max = 64 * 1024 * 1024;
constexpr auto write_time_max = std::chrono::seconds(30);

Deadline in(std::chrono::milliseconds time) { return std::chrono::steady_clock::now() + time; }

std::unexpected<Error> handshake_error(std::string message, Json detail = nullptr) {
  return fail(ErrorKind::unavailable, "HandshakeError", std::move(message), std::move(detail));
}

std::unexpected<Error> closed(std::uint16_t code, std::string_view reason) {
  JsonObject detail;
  detail["code"] = code;
  detail["reason"] = boost::json::string(reason.data(), reason.size());
  return fail(ErrorKind::unavailable, "Closed",
              fmt::format("the connection was closed with {} {}", code, reason), std::move(detail));
}

Mask random_mask() {
  Mask mask{};
  const auto bytes = random_bytes(mask.size());
  std::memcpy(mask.data(), bytes.data(), mask.size());
  return mask;
}

std::string handshake_request(const Url& url, const std::string& key,
                              const WebSocketClient::Options& options) {
  std::string out = fmt::format(
      "GET {} HTTP/1.1\r\nHost: {}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
      "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {}\r\n",
      url.target, authority(url), key);
  if (!options.subprotocols.empty()) {
    out += fmt::format("Sec-WebSocket-Protocol: {}\r\n", fmt::join(options.subprotocols, ", "));
  }
  for (const auto& [name, value] : options.headers) out += fmt::format("{}: {}\r\n", name, value);
  return out + "\r\n";
}

// Reads the answer; what stands behind it is left in `rest`.
Result<void> read_response(ClientSocket& socket, ResponseParser& parser, std::string& rest,
                           Deadline deadline, const ClientSocket::Stopped& stopped) {
  parser.header_limit(limits::http_header_bytes_max);
  parser.body_limit(limits::http_body_bytes_max);
  parser.eager(true);
  while (!parser.is_done()) {
    std::array<char, read_bytes> buffer{};
    TRY(const auto bytes, socket.read(buffer, deadline, stopped));
    boost::beast::error_code error;
    if (bytes == 0) {
      if (parser.got_some()) parser.put_eof(error);
      if (!parser.is_done()) return handshake_error("the server closed the connection");
      return {};
    }
    rest.append(buffer.data(), bytes);
    rest.erase(0, parser.put(boost::asio::buffer(rest), error));
    if (error && error != http::error::need_more) {
      return handshake_error("the server's answer is not HTTP: " + error.message());
    }
  }
  return {};
}

Result<std::string> check_response(const http::response<http::string_body>& response,
                                   const std::string& key,
                                   const WebSocketClient::Options& options) {
  const auto field = [&](std::string_view name) {
    const auto value = response[boost::beast::string_view(name.data(), name.size())];
    return std::string(value.data(), value.size());
  };
  if (response.result_int() != 101) {
    JsonObject detail;
    detail["status"] = response.result_int();
    detail["body"] = response.body();
    return handshake_error(fmt::format("the server answered {} {}", response.result_int(),
                                       response.body().substr(0, 200)),
                           std::move(detail));
  }
  if (field("sec-websocket-accept") != accept_key(key) ||
      !has_token(field("upgrade"), "websocket")) {
    return handshake_error("the server's handshake is not that of a WebSocket");
  }
  auto chosen = field("sec-websocket-protocol");
  const auto& offered = options.subprotocols;
  if (!chosen.empty() && std::ranges::find(offered, chosen) == offered.end()) {
    return handshake_error(fmt::format("the server chose the sub-protocol {}", chosen));
  }
  return chosen;
}

}  // namespace

struct WebSocketClient::State {
  std::unique_ptr<ClientSocket> socket;
  std::string subprotocol;
  FrameReader reader{FrameReader::Peer::server, message_bytes_max};
  std::string input;        // what the reader looks at
  std::span<char> unread;   // the part of it that is still to be read
  std::mutex writing;       // one whole frame after the other
  bool close_sent = false;  // guarded by it
  std::chrono::milliseconds silence_max{0};
  Deadline last_heard;

  Result<void> write_frame(Opcode opcode, std::string_view payload);
  void write_close(std::uint16_t code, std::string_view reason);
  Result<void> read_more(Deadline deadline);
};

Result<void> WebSocketClient::State::write_frame(Opcode opcode, std::string_view payload) {
  std::string frame;
  append_masked_frame(frame, opcode, payload, random_mask());
  const std::lock_guard lock(writing);
  if (close_sent) return fail(ErrorKind::unavailable, "Closed", "the connection is closing");
  if (opcode == Opcode::close) close_sent = true;
  return socket->write(frame, in(write_time_max));
}

// Whether it arrives is up to a connection that ends in any case.
void WebSocketClient::State::write_close(std::uint16_t code, std::string_view reason) {
  std::ignore = write_frame(Opcode::close, close_payload(code, reason));
}

Result<void> WebSocketClient::State::read_more(Deadline deadline) {
  input.resize(read_bytes);
  const bool listens_for_life = silence_max.count() != 0;
  const auto patience = listens_for_life ? std::min(deadline, last_heard + silence_max) : deadline;
  const auto bytes = socket->read(input, patience);
  const auto now = std::chrono::steady_clock::now();
  if (!bytes) {
    const bool nothing_came = bytes.error().type == "Timeout";
    if (!nothing_came || !listens_for_life || now < last_heard + silence_max) {
      return std::unexpected(bytes.error());
    }
    return fail(ErrorKind::unavailable, "Silent",
                fmt::format("nothing was heard from the server for {:.1f} s",
                            std::chrono::duration<double>(now - last_heard).count()));
  }
  if (*bytes == 0) return closed(abnormal_close, "");
  last_heard = now;
  unread = std::span(input).first(*bytes);
  return {};
}

Result<std::unique_ptr<WebSocketClient>> WebSocketClient::connect(const Options& options) {
  const auto deadline = in(std::chrono::milliseconds(options.timeout_ms));
  TRY(const auto url, parse_url(options.url));
  auto state = std::make_unique<State>();
  TRY(state->socket, ClientSocket::connect(url, options.ca_file, deadline, options.stopped));
  const auto key = base64_encode(random_bytes(16));
  TRY(state->socket->write(handshake_request(url, key, options), deadline));
  ResponseParser parser;
  TRY(read_response(*state->socket, parser, state->input, deadline, options.stopped));
  TRY(state->subprotocol, check_response(parser.get(), key, options));
  state->unread = state->input;
  state->silence_max = options.silence_max;
  state->last_heard = std::chrono::steady_clock::now();
  return std::make_unique<WebSocketClient>(std::move(state));
}

WebSocketClient::WebSocketClient(std::unique_ptr<State> state) : state_(std::move(state)) {}

WebSocketClient::~WebSocketClient() = default;

const std::string& WebSocketClient::subprotocol() const { return state_->subprotocol; }

Result<void> WebSocketClient::send(std::string_view text) {
  return state_->write_frame(Opcode::text, text);
}

Result<std::string> WebSocketClient::receive(long timeout_ms) {
  const auto deadline = in(std::chrono::milliseconds(timeout_ms));
  for (;;) {
    const auto event = state_->reader.next(state_->unread);
    switch (event.kind) {
      case FrameEvent::Kind::text: return std::string(event.payload);
      case FrameEvent::Kind::ping:
        std::ignore = state_->write_frame(Opcode::pong, event.payload);
        break;
      case FrameEvent::Kind::pong: break;
      case FrameEvent::Kind::close: {
        state_->write_close(event.code, {});
        return closed(event.code, event.payload);
      }
      case FrameEvent::Kind::failure: {
        state_->write_close(event.code, event.payload);
        return closed(event.code, event.payload);
      }
      case FrameEvent::Kind::none: TRY(state_->read_more(deadline)); break;
    }
  }
}

void WebSocketClient::close(unsigned short code) { state_->write_close(code, {}); }

void WebSocketClient::shut_down() { state_->socket->shut_down(); }

}  // namespace syncline::io
