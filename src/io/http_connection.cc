#include "io/http_connection.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/log.h"
#include "io/handshake.h"
#include "io/websocket_connection.h"

namespace syncline::io {
namespace {

// How often a TLS session is read before others get their turn; each gives at most one record.
constexpr int reads_per_turn_max = 4;

constexpr auto wait_result = boost::asio::as_tuple(boost::asio::use_awaitable);

HttpResponse internal_failure() {
  return fault_response({500, "InternalFailure", "The server failed; its log says more."});
}

}  // namespace

HttpConnection::HttpConnection(std::shared_ptr<ServerLoop> server, Transport transport,
                               std::string peer)
    : server_(std::move(server)), transport_(std::move(transport)), peer_(std::move(peer)) {}

std::shared_ptr<HttpConnection> HttpConnection::shared() {
  return std::static_pointer_cast<HttpConnection>(shared_from_this());
}

// The first header has to come soon, and the TLS handshake before it.
void HttpConnection::start() {
  server_->add(*this);
  server_->set_deadline(*this, server_->limits().header_time_max);
  wait_readable();
}

void HttpConnection::wait_readable() {
  if (waiting_) return;
  waiting_ = true;
  transport_.wait_readable([self = shared()](SocketError error) {
    self->waiting_ = false;
    if (!error) self->read();
  });
}

// For TLS: a session may hold bytes that the socket will not announce again.
void HttpConnection::read_later() {
  boost::asio::post(transport_.socket().get_executor(), [self = shared()] { self->read(); });
}

void HttpConnection::read() {
  if (phase_ == Phase::answering || !transport_.is_open()) return;
  for (int i = 0; i < reads_per_turn_max; ++i) {
    const auto buffer = server_->read_buffer();
    const auto result = transport_.read(buffer);
    switch (result.state) {
      case IoState::done:
        if (!received(buffer.first(result.bytes))) return;
        break;
      case IoState::want_read: return wait_readable();
      case IoState::want_write:
        return transport_.wait_writable([self = shared()](SocketError error) {
          if (!error) self->read();
        });
      case IoState::ended:
      case IoState::failed: return end();
    }
    if (!transport_.is_secure()) return wait_readable();
  }
  read_later();
}

bool HttpConnection::received(std::span<const char> bytes) {
  if (phase_ == Phase::lingering) return true;
  if (!reader_) {
    const auto& limits = server_->limits();
    reader_ = std::make_unique<RequestReader>(limits.header_bytes_max, limits.body_bytes_max);
  }
  return go_on(reader_->feed(std::string_view(bytes.data(), bytes.size())));
}

bool HttpConnection::go_on(RequestReader::State state) {
  switch (state) {
    case RequestReader::State::empty: reader_.reset(); break;
    case RequestReader::State::header: break;
    case RequestReader::State::body: tell_to_continue(); break;
    case RequestReader::State::complete:
    case RequestReader::State::fault: begin_answering(); return false;
  }
  time_reading(state);
  return true;
}

// A deadline is set once for each part: a peer that sends a byte now and then gains nothing.
void HttpConnection::time_reading(RequestReader::State state) {
  if (state == timed_) return;
  timed_ = state;
  const auto& limits = server_->limits();
  server_->set_deadline(*this, state == RequestReader::State::body     ? limits.body_time_max
                               : state == RequestReader::State::header ? limits.header_time_max
                                                                       : limits.idle_time_max);
}

void HttpConnection::tell_to_continue() {
  if (continue_sent_ || !reader_->expects_continue()) return;
  continue_sent_ = true;
  // So short that it goes whole or the connection is broken, which the next read will show.
  transport_.write(std::string_view("HTTP/1.1 100 Continue\r\n\r\n"));
}

void HttpConnection::begin_answering() {
  phase_ = Phase::answering;
  server_->clear_deadline(*this);
  server_->loop().spawn(answer(shared()));
}

Task<void> HttpConnection::answer(std::shared_ptr<HttpConnection> self) {
  for (;;) {
    const bool goes_on = reader_->state() == RequestReader::State::fault
                             ? co_await answer_fault(reader_->fault())
                             : co_await answer_one();
    if (!goes_on) co_return;
    const auto state = reader_->read_on();
    if (state == RequestReader::State::complete || state == RequestReader::State::fault) continue;
    phase_ = Phase::reading;
    timed_ = RequestReader::State::complete;  // whatever comes now is timed anew
    go_on(state);
    if (transport_.is_secure()) {
      read_later();
    } else {
      wait_readable();
    }
    co_return;
  }
}

Task<bool> HttpConnection::answer_one() {
  ResponseForm form{.keep_alive = reader_->keeps_alive() && !close_after_,
                    .http_1_0 = reader_->is_http_1_0()};
  auto request = reader_->take();
  continue_sent_ = false;
  request.peer = peer_;
  request.secure = transport_.is_secure();
  form.with_body = request.method != "HEAD";
  HttpResponse response;
  if (!form.http_1_0 && asks_for_websocket(request)) {
    if (upgrade(request, response)) co_return false;
  } else {
    response = co_await ask_service(std::move(request));
  }
  if (close_after_) form.keep_alive = false;  // the server began to stop meanwhile
  if (!transport_.is_open() || !co_await write(encode_response(response, form))) {
    end();
    co_return false;
  }
  if (form.keep_alive) co_return true;
  linger();
  co_return false;
}

Task<void> HttpConnection::answer_late(std::shared_ptr<HttpConnection> self) {
  co_await answer_fault({408, "RequestTimeoutException", "The request came too slowly."});
}

Task<bool> HttpConnection::answer_fault(HttpFault fault) {
  const auto bytes = encode_response(fault_response(fault), {.keep_alive = false});
  if (co_await write(bytes)) {
    linger();
  } else {
    end();
  }
  co_return false;
}

Task<HttpResponse> HttpConnection::ask_service(HttpRequest request) {
  try {
    co_return co_await server_->service().respond(server_->loop(), std::move(request));
  } catch (const std::exception& exception) {
    log_error("a request ended with an exception: {}", exception.what());
  }
  co_return internal_failure();
}

// False when the peer does not take it.
Task<bool> HttpConnection::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto result = transport_.write(bytes);
    switch (result.state) {
      case IoState::done: bytes.remove_prefix(result.bytes); continue;
      case IoState::ended:
      case IoState::failed: co_return false;
      case IoState::want_read:
      case IoState::want_write: break;
    }
    const auto direction =
        result.state == IoState::want_read ? Socket::wait_read : Socket::wait_write;
    server_->set_deadline(*this, server_->limits().idle_time_max);
    const auto [error] = co_await transport_.socket().async_wait(direction, wait_result);
    server_->clear_deadline(*this);
    if (error || !transport_.is_open()) co_return false;
  }
  co_return true;
}

// True when the connection is a WebSocket from now on; otherwise `refusal` is the answer.
bool HttpConnection::upgrade(const HttpRequest& request, HttpResponse& refusal) {
  if (auto refused = refuse_handshake(request)) {
    refusal = std::move(*refused);
    return false;
  }
  try {
    auto decision = server_->service().upgrade(server_->loop(), request);
    if (decision.handler) {
      hand_over(request, std::move(decision));
      return true;
    }
    refusal = std::move(decision.refusal);
  } catch (const std::exception& exception) {
    log_error("an upgrade ended with an exception: {}", exception.what());
    refusal = internal_failure();
  }
  return false;
}

void HttpConnection::hand_over(const HttpRequest& request, UpgradeAnswer accepted) {
  phase_ = Phase::ended;
  auto rest = reader_->take_rest();
  auto socket = std::make_shared<WebSocketConnection>(server_, std::move(transport_),
                                                      std::move(accepted.handler));
  socket->start(switching_protocols(request, accepted.subprotocol), std::move(rest));
}

// Closing at once, with bytes of the peer unread, would reset the connection and could take the
// response away from the peer before it has read it.
void HttpConnection::linger() {
  phase_ = Phase::lingering;
  reader_.reset();
  transport_.end_writing();
  server_->set_deadline(*this, server_->limits().linger_time_max);
  wait_readable();
}

void HttpConnection::end() {
  phase_ = Phase::ended;
  server_->clear_deadline(*this);
  transport_.close();
}

void HttpConnection::deadline_passed() {
  if (phase_ != Phase::reading || !reader_) return end();
  phase_ = Phase::answering;
  server_->loop().spawn(answer_late(shared()));
}

void HttpConnection::wind_down() {
  close_after_ = true;
  const bool is_idle = phase_ == Phase::reading && reader_ == nullptr;
  if (is_idle || phase_ == Phase::lingering) end();
}

void HttpConnection::cut() { end(); }

}  // namespace syncline::io
