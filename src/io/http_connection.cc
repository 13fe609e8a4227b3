#include "io/http_connection.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <utility>

#include "base/log.h"
#include "io/handshake.h"
#include "io/websocket_connection.h"

namespace syncline::io {
namespace {

// How often a TLS session is read before others get their turn; each gives at most one record.
constexpr int reads_per_turn_max = 4;

constexpr auto wait_result = boost::asio::as_tuple(boost::asio::use_awaitable);

bool can_be_answered(RequestReader::State state) {
  return state == RequestReader::State::complete || state == RequestReader::State::fault;
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

void HttpConnection::resume_reading() {
  if (transport_.is_secure()) return read_later();
  wait_readable();
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
  if (!reader_) reader_ = server_->take_reader();
  return go_on(reader_->feed(std::string_view(bytes.data(), bytes.size())));
}

bool HttpConnection::go_on(RequestReader::State state) {
  if (can_be_answered(state)) return answer_now();
  if (state == RequestReader::State::empty) server_->give_back(std::move(reader_));
  if (state == RequestReader::State::body && !tell_to_continue()) return false;
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

// So short that it goes whole, unless the peer does not read: then it gets no answer either. What
// would be written behind a part of it, the peer could not understand.
bool HttpConnection::tell_to_continue() {
  if (continue_sent_ || !reader_->expects_continue()) return true;
  continue_sent_ = true;
  constexpr std::string_view line = "HTTP/1.1 100 Continue\r\n\r\n";
  const auto result = transport_.write(line);
  if (result.state == IoState::done && result.bytes == line.size()) return true;
  end();
  return false;
}

// Answers what is here already, as much of it as one turn may, in one write. A WebSocket begins in
// a turn of its own, when what was asked before it is answered.
bool HttpConnection::answer_now() {
  phase_ = Phase::answering;
  auto& out = server_->answer_buffer();
  for (std::size_t answers = 0; can_be_answered(reader_->state()); ++answers) {
    if (reader_->state() == RequestReader::State::fault) {
      append_fault(out, reader_->fault());
      return send(false);
    }
    if (answers == limits::http_answers_per_turn_max ||
        out.size() >= limits::http_answer_bytes_per_turn_max) {
      break;
    }
    if (!out.empty() && asks_for_websocket(reader_->request())) break;
    switch (answer_one(out)) {
      case Step::next: reader_->read_on(); break;
      case Step::last: return send(false);
      case Step::elsewhere: return false;
    }
  }
  return send(true);
}

HttpConnection::Step HttpConnection::answer_one(std::string& out) {
  ResponseForm form{.keep_alive = reader_->keeps_alive(), .http_1_0 = reader_->is_http_1_0()};
  auto request = reader_->take();
  continue_sent_ = false;
  request.peer = peer_;
  request.secure = transport_.is_secure();
  form.with_body = request.method != "HEAD";
  if (!form.http_1_0 && asks_for_websocket(request)) {
    const auto refusal = upgrade(request);
    return refusal ? append(out, *refusal, form) : Step::elsewhere;
  }
  auto answer = ask_service(std::move(request));
  auto* late = std::get_if<Task<HttpResponse>>(&answer);
  if (late == nullptr) return append(out, std::get<HttpResponse>(answer), form);
  server_->clear_deadline(*this);
  std::string earlier(out);
  server_->empty_answer_buffer();  // first: the coroutine begins at once
  server_->loop().spawn(answer_late(shared(), std::move(earlier), std::move(*late), form));
  return Step::elsewhere;
}

HttpConnection::Step HttpConnection::append(std::string& out, const HttpResponse& response,
                                            ResponseForm form) {
  if (close_after_) form.keep_alive = false;
  form.date = server_->date();
  append_response(out, response, form);
  return form.keep_alive ? Step::next : Step::last;
}

void HttpConnection::append_fault(std::string& out, const HttpFault& fault) {
  append(out, decorated(fault_response(fault)), {.keep_alive = false});
}

HttpAnswer HttpConnection::ask_service(HttpRequest&& request) {
  try {
    return server_->service().respond(server_->loop(), std::move(request));
  } catch (const std::exception& exception) {
    log_error("a request ended with an exception: {}", exception.what());
  }
  return internal_failure();
}

// Writes what stands in the loop's buffer.
bool HttpConnection::send(bool keep_alive) {
  std::string_view unwritten(server_->answer_buffer());
  const auto state = write_some(unwritten);
  std::string rest(unwritten);
  server_->empty_answer_buffer();
  switch (state) {
    case IoState::done: return answered(keep_alive);
    case IoState::want_read:
    case IoState::want_write:
      server_->loop().spawn(write_rest(shared(), std::move(rest), keep_alive));
      return false;
    case IoState::ended:
    case IoState::failed: end(); return false;
  }
  return false;
}

bool HttpConnection::answered(bool keep_alive) {
  if (!keep_alive) {
    linger();
    return false;
  }
  if (can_be_answered(reader_->state())) {  // others get their turn
    server_->clear_deadline(*this);
    boost::asio::post(transport_.socket().get_executor(), [self = shared()] {
      if (self->transport_.is_open() && self->answer_now()) self->resume_reading();
    });
    return false;
  }
  if (close_after_ && reader_->state() == RequestReader::State::empty) {
    linger();  // the server began to stop when the answer was already on its way
    return false;
  }
  phase_ = Phase::reading;
  timed_ = RequestReader::State::complete;  // whatever comes now is timed anew
  return go_on(reader_->state());
}

Task<void> HttpConnection::answer_late(std::shared_ptr<HttpConnection> self, std::string earlier,
                                       Task<HttpResponse> answer, ResponseForm form) {
  if (!earlier.empty() && !co_await write(earlier)) co_return end();
  const auto response = co_await wait_for(std::move(answer));
  if (!transport_.is_open()) co_return;
  const auto step = append(server_->answer_buffer(), response, form);
  reader_->read_on();
  if (send(step == Step::next)) resume_reading();
}

Task<HttpResponse> HttpConnection::wait_for(Task<HttpResponse> answer) {
  try {
    co_return co_await std::move(answer);
  } catch (const std::exception& exception) {
    log_error("a request ended with an exception: {}", exception.what());
  }
  co_return internal_failure();
}

Task<void> HttpConnection::write_rest(std::shared_ptr<HttpConnection> self, std::string bytes,
                                      bool keep_alive) {
  if (!co_await write(bytes)) co_return end();
  if (answered(keep_alive)) resume_reading();
}

// False when the peer does not take it.
Task<bool> HttpConnection::write(std::string_view bytes) {
  for (;;) {
    const auto state = write_some(bytes);
    if (state == IoState::done) co_return true;
    if (state == IoState::ended || state == IoState::failed) co_return false;
    const auto direction = state == IoState::want_read ? Socket::wait_read : Socket::wait_write;
    server_->set_deadline(*this, server_->limits().idle_time_max);
    const auto [error] = co_await transport_.socket().async_wait(direction, wait_result);
    server_->clear_deadline(*this);
    if (error || !transport_.is_open()) co_return false;
  }
}

// `done` when all is written; else takes what was written from the front of `bytes`.
IoState HttpConnection::write_some(std::string_view& bytes) {
  while (!bytes.empty()) {
    const auto result = transport_.write(bytes);
    if (result.state != IoState::done) return result.state;
    bytes.remove_prefix(result.bytes);
  }
  return IoState::done;
}

std::optional<HttpResponse> HttpConnection::upgrade(const HttpRequest& request) {
  if (auto refused = refuse_handshake(request)) return decorated(std::move(*refused));
  try {
    auto decision = server_->service().upgrade(server_->loop(), request);
    if (!decision.handler) return std::move(decision.refusal);
    hand_over(request, std::move(decision));
    return std::nullopt;
  } catch (const std::exception& exception) {
    log_error("an upgrade ended with an exception: {}", exception.what());
  }
  return internal_failure();
}

void HttpConnection::hand_over(const HttpRequest& request, UpgradeAnswer accepted) {
  phase_ = Phase::ended;
  auto rest = reader_->take_rest();
  server_->give_back(std::move(reader_));
  auto socket = std::make_shared<WebSocketConnection>(server_, std::move(transport_),
                                                      std::move(accepted.handler));
  socket->start(switching_protocols(request, accepted.subprotocol), std::move(rest));
}

HttpResponse HttpConnection::decorated(HttpResponse response) {
  try {
    if (server_->service().decorate) server_->service().decorate(response);
  } catch (const std::exception& exception) {
    log_error("an answer could not be decorated: {}", exception.what());
  }
  return response;
}

HttpResponse HttpConnection::internal_failure() {
  return decorated(
      fault_response({500, "InternalFailure", "The server failed; its log says more."}));
}

// Closing at once, with bytes of the peer unread, would reset the connection and could take the
// response away from the peer before it has read it.
void HttpConnection::linger() {
  phase_ = Phase::lingering;
  server_->give_back(std::move(reader_));
  transport_.end_writing();
  server_->set_deadline(*this, server_->limits().linger_time_max);
  wait_readable();
}

void HttpConnection::end() {
  phase_ = Phase::ended;
  server_->give_back(std::move(reader_));
  server_->clear_deadline(*this);
  transport_.close();
}

void HttpConnection::deadline_passed() {
  if (phase_ != Phase::reading || !reader_) return end();
  phase_ = Phase::answering;
  append_fault(server_->answer_buffer(),
               {408, "RequestTimeoutException", "The request came too slowly."});
  send(false);
}

void HttpConnection::wind_down() {
  close_after_ = true;
  const bool is_idle = phase_ == Phase::reading && reader_ == nullptr;
  if (is_idle || phase_ == Phase::lingering) end();
}

void HttpConnection::cut() { end(); }

}  // namespace syncline::io
