#include "io/websocket_connection.h"

#include <boost/asio/post.hpp>

#include "base/log.h"

namespace syncline::io {
namespace {

// How often a TLS session is read before others get their turn; each gives at most one record.
constexpr int reads_per_turn_max = 4;

// What a handler throws ends here: it costs one connection, not the process. False when it threw.
template <class Call>
bool survives(Call call) {
  try {
    call();
    return true;
  } catch (const std::exception& exception) {
    log_error("a WebSocket's handler ended with an exception: {}", exception.what());
  } catch (...) {
    log_error("a WebSocket's handler ended with an exception of no standard kind");
  }
  return false;
}

constexpr std::string_view handler_failed = "the server failed";

}  // namespace

WebSocketConnection::WebSocketConnection(std::shared_ptr<ServerLoop> server, Transport transport,
                                         std::unique_ptr<WebSocketHandler> handler)
    : server_(std::move(server)),
      transport_(std::move(transport)),
      handler_(std::move(handler)),
      reader_(FrameReader::Peer::client, server_->limits().message_bytes_max),
      heard_(server_->now()) {}

std::shared_ptr<WebSocketConnection> WebSocketConnection::shared() {
  return std::static_pointer_cast<WebSocketConnection>(shared_from_this());
}

void WebSocketConnection::start(std::string_view response, std::string received_before) {
  server_->add(*this);
  server_->set_deadline(*this, server_->limits().ping_interval);
  outbox().push_frame(response, nullptr, {});
  outbox().pin(response.size());
  flush_soon();
  if (!survives([this] { handler_->opened(*this); })) {
    close(close_code::internal_error, handler_failed);
  }
  if (server_->is_stopping()) wind_down();
  received(received_before);
  if (transport_.is_secure()) {
    read_later();
  } else {
    wait_readable();
  }
}

void WebSocketConnection::wait_readable() {
  transport_.wait_readable([self = shared()](SocketError error) {
    if (!error) self->read();
  });
}

void WebSocketConnection::wait_writable() {
  transport_.wait_writable([self = shared()](SocketError error) {
    self->blocked_ = false;
    if (!error) self->flush();
  });
}

// For TLS: a session may hold bytes that the socket will not announce again.
void WebSocketConnection::read_later() {
  boost::asio::post(transport_.socket().get_executor(), [self = shared()] { self->read(); });
}

void WebSocketConnection::read() {
  if (std::exchange(write_needs_read_, false)) {
    blocked_ = false;
    flush_soon();
  }
  for (int i = 0; i < reads_per_turn_max; ++i) {
    if (phase_ == Phase::ended) return;
    const auto buffer = server_->read_buffer();
    const auto result = transport_.read(buffer);
    switch (result.state) {
      case IoState::done: received(buffer.first(result.bytes)); break;
      case IoState::want_read: return wait_readable();
      case IoState::want_write:
        return transport_.wait_writable([self = shared()](SocketError error) {
          if (!error) self->read();
        });
      case IoState::ended:
      case IoState::failed: return end(phase_ == Phase::open ? abnormal_close : close_code_);
    }
    if (phase_ == Phase::ended) return;
    if (!transport_.is_secure()) return wait_readable();
  }
  read_later();
}

void WebSocketConnection::received(std::span<char> bytes) {
  heard_ = server_->now();
  if (std::exchange(ping_unanswered_, false) && phase_ == Phase::open) {
    server_->set_deadline(*this, server_->limits().ping_interval);
  }
  while (phase_ == Phase::open || phase_ == Phase::closing) {
    const auto event = reader_.next(bytes);
    switch (event.kind) {
      case FrameEvent::Kind::none: return;
      case FrameEvent::Kind::text: deliver(event.payload); break;
      case FrameEvent::Kind::ping: answer_ping(event.payload); break;
      case FrameEvent::Kind::pong: break;
      case FrameEvent::Kind::close: peer_closed(event.code); break;
      case FrameEvent::Kind::failure: fail(event.code, event.payload); break;
    }
  }
}

void WebSocketConnection::deliver(std::string_view text) {
  if (phase_ != Phase::open) return;
  if (!survives([&] { handler_->message(*this, text); })) {
    close(close_code::internal_error, handler_failed);
  }
}

// RFC 6455 5.5.3 allows to answer only the latest of several pings: a peer that sends many and
// reads nothing makes us keep one.
void WebSocketConnection::answer_ping(std::string_view payload) {
  if (phase_ != Phase::open) return;
  if (blocked_) {
    held_pong_ = std::make_unique<std::string>(payload);
    return;
  }
  outbox().push_control(Opcode::pong, payload);
  flush_soon();
}

void WebSocketConnection::peer_closed(std::uint16_t code) {
  peer_ends_ = true;
  if (phase_ == Phase::open) {
    begin_closing(code, {}, Phase::leaving);  // 5.5.1: the answer echoes the code
  } else {
    phase_ = Phase::leaving;
    flush_soon();
  }
}

void WebSocketConnection::fail(std::uint16_t code, std::string_view reason) {
  if (phase_ == Phase::open) {
    begin_closing(code, reason, Phase::leaving);
  } else {
    phase_ = Phase::leaving;
    flush_soon();
  }
}

void WebSocketConnection::send(std::string_view head,
                               const std::shared_ptr<const std::string>& shared,
                               std::string_view tail) {
  if (phase_ != Phase::open) return;
  auto& queue = server_->turn_queue();
  const auto most = server_->limits().outbox_bytes_max;
  if (outbox_ || !queue.has_room_for(head.size() + tail.size())) {
    outbox().push_text(head, shared, tail);
    if (outbox_->bytes() > most) return overflow();
  } else {
    queue.push_text(sent_, head, shared, tail);
    if (sent_.bytes() > most) return overflow();
  }
  flush_soon();
}

// The peer reads too slowly. What it has not begun to get would only delay the news.
void WebSocketConnection::overflow() {
  outbox().drop_unsent();
  begin_closing(close_code::try_again_later, "too slow", Phase::closing);
}

void WebSocketConnection::close(std::uint16_t code, std::string_view reason) {
  if (phase_ == Phase::open) begin_closing(code, reason, Phase::closing);
}

void WebSocketConnection::begin_closing(std::uint16_t code, std::string_view reason, Phase next) {
  phase_ = next;
  close_code_ = code;
  held_pong_.reset();
  outbox().push_control(Opcode::close, close_payload(code, reason));
  server_->set_deadline(*this, server_->limits().close_time_max);
  flush_soon();
}

Outbox& WebSocketConnection::outbox() {
  if (!outbox_) {
    outbox_ = std::make_unique<Outbox>();
    server_->turn_queue().move(sent_, *outbox_);
  }
  return *outbox_;
}

void WebSocketConnection::flush_soon() {
  if (will_flush_ || blocked_) return;
  will_flush_ = true;
  server_->flush_soon(shared());
}

void WebSocketConnection::flush() {
  will_flush_ = false;
  if (blocked_ || phase_ == Phase::ended) return;
  if (!sent_.empty()) write_turn();
  while (outbox_ && !outbox_->empty()) {
    const auto result = transport_.write(*outbox_, server_->write_buffer());
    if (!goes_on(result.state)) return;
  }
  outbox_.reset();
  written();
}

// What was sent in this turn, at once: it needs an outbox only when the socket does not take it.
void WebSocketConnection::write_turn() {
  const auto bytes = sent_.bytes();
  const auto buffer = server_->write_buffer();
  if (bytes > buffer.size()) {
    outbox();
    return;
  }
  server_->turn_queue().copy(sent_, buffer);
  const auto result = transport_.write(std::string_view(buffer.data(), bytes));
  if (result.state != IoState::done) {
    outbox().pin(transport_.is_secure() ? bytes : 0);
  } else if (result.bytes < bytes) {
    outbox().consume(result.bytes);
  } else {
    sent_ = TurnQueue::Chain();
  }
}

// True when the last write was done; otherwise the connection waits, or has ended.
bool WebSocketConnection::goes_on(IoState state) {
  switch (state) {
    case IoState::done: return true;
    case IoState::want_read:
      blocked_ = true;
      write_needs_read_ = true;
      return false;
    case IoState::want_write:
      blocked_ = true;
      wait_writable();
      return false;
    case IoState::ended:
    case IoState::failed: end(phase_ == Phase::open ? abnormal_close : close_code_); return false;
  }
  return false;
}

void WebSocketConnection::written() {
  if (held_pong_) {
    const auto payload = std::move(held_pong_);
    return answer_ping(*payload);
  }
  if (phase_ != Phase::leaving) return;
  if (peer_ends_) return end(close_code_);
  // The peer may still be sending: closing now would reset the connection, and it might never
  // read why.
  phase_ = Phase::draining;
  transport_.end_writing();
}

void WebSocketConnection::deadline_passed() {
  if (phase_ != Phase::open) return end(close_code_);
  if (ping_unanswered_) {
    log_debug("a WebSocket did not answer a ping");
    return end(abnormal_close);
  }
  ping_if_silent();
}

// A peer that vanished without a word is found only by asking (keep-alive, 5.5.2).
void WebSocketConnection::ping_if_silent() {
  const auto& limits = server_->limits();
  const auto silent =
      std::chrono::duration_cast<std::chrono::milliseconds>(server_->now() - heard_);
  if (silent < limits.ping_interval) {
    return server_->set_deadline(*this, limits.ping_interval - silent);
  }
  ping_unanswered_ = true;
  outbox().push_control(Opcode::ping, {});
  flush_soon();
  server_->set_deadline(*this, limits.pong_time_max);
}

void WebSocketConnection::wind_down() { close(close_code::going_away, "the server is stopping"); }

void WebSocketConnection::cut() {
  if (phase_ != Phase::ended) end(phase_ == Phase::open ? close_code::going_away : close_code_);
}

void WebSocketConnection::end(std::uint16_t code) {
  phase_ = Phase::ended;
  server_->clear_deadline(*this);
  transport_.close();
  sent_ = TurnQueue::Chain();
  outbox_.reset();
  held_pong_.reset();
  const auto handler = std::move(handler_);
  survives([&] { handler->closed(code); });
}

}  // namespace syncline::io
