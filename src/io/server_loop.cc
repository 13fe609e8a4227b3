#include "io/server_loop.h"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <utility>

#include "base/log.h"
#include "io/http_connection.h"
#include "io/request_reader.h"
#include "io/response_writer.h"
#include "io/websocket_connection.h"

namespace syncline::io {
namespace {

constexpr std::size_t read_buffer_bytes = 64 * 1024;
constexpr std::size_t answer_bytes_kept = 1024 * 1024;
constexpr std::size_t spare_readers_max = 16;
constexpr auto tick_max = std::chrono::milliseconds(250);

// Fine enough that the shortest limit is right to an eighth.
std::chrono::milliseconds tick_for(const ServerLimits& limits) {
  const auto shortest = std::min({limits.header_time_max, limits.body_time_max,
                                  limits.idle_time_max, limits.ping_interval, limits.pong_time_max,
                                  limits.close_time_max, limits.linger_time_max});
  return std::clamp(shortest / 8, std::chrono::milliseconds(1), tick_max);
}

}  // namespace

ServerLoop::ServerLoop(Loop& loop, std::shared_ptr<ServerShared> shared)
    : loop_(loop),
      shared_(std::move(shared)),
      deadlines_(std::chrono::steady_clock::now(), tick_for(shared_->limits)),
      timer_(loop.context()),
      read_buffer_(read_buffer_bytes),
      write_buffer_(tls_record_bytes_max) {}

ServerLoop::~ServerLoop() = default;

Result<std::uint16_t> ServerLoop::bind(const Tcp::endpoint& endpoint, bool secure) {
  TRY(auto acceptor, Acceptor::bind(loop_, endpoint));
  doors_.push_back({std::move(acceptor), secure});
  return doors_.back().acceptor->port();
}

void ServerLoop::start() {
  for (auto& door : doors_) {
    const bool secure = door.secure;
    door.acceptor->start(shared_from_this(),
                         [this, secure](Socket& socket, const std::string& peer) {
                           return admit(socket, peer, secure);
                         });
  }
}

void ServerLoop::stop() {
  stopping_ = true;
  for (auto& door : doors_) door.acceptor->close();
  for (auto& connection : deadlines_.all()) connection->wind_down();
}

void ServerLoop::cut() {
  for (auto& connection : deadlines_.all()) connection->cut();
}

bool ServerLoop::admit(Socket& socket, const std::string& peer, bool secure) {
  auto counted = OpenSocket::below(shared_->open_sockets, shared_->limits.connections_max);
  if (!counted) return false;
  const int descriptor = socket.native_handle();
  SslHandle ssl;
  if (secure) {
    auto accepted = shared_->tls->accept(descriptor);
    if (!accepted) {
      log_warning("{}", accepted.error().message);
      return true;
    }
    ssl = std::move(*accepted);
  }
  Transport transport(std::move(socket), Channel(descriptor, std::move(ssl)), std::move(*counted));
  std::make_shared<HttpConnection>(shared_from_this(), std::move(transport), peer)->start();
  return true;
}

void ServerLoop::empty_answer_buffer() {
  answer_buffer_.clear();
  if (answer_buffer_.capacity() > answer_bytes_kept) answer_buffer_.shrink_to_fit();
}

std::unique_ptr<RequestReader> ServerLoop::take_reader() {
  if (spare_readers_.empty()) {
    return std::make_unique<RequestReader>(limits().header_bytes_max, limits().body_bytes_max,
                                           &service().body_bytes_max);
  }
  auto reader = std::move(spare_readers_.back());
  spare_readers_.pop_back();
  return reader;
}

void ServerLoop::give_back(std::unique_ptr<RequestReader> reader) {
  if (!reader || spare_readers_.size() == spare_readers_max) return;
  reader->clear();
  spare_readers_.push_back(std::move(reader));
}

std::string_view ServerLoop::date() {
  const auto now = std::time(nullptr);
  if (std::exchange(date_of_, now) != now) date_ = http_date(now);
  return date_;
}

void ServerLoop::add(Connection& connection) {
  if (!timer_runs_) {
    deadlines_.advance(std::chrono::steady_clock::now());
    timer_runs_ = true;
    run_timer();
  }
  deadlines_.add(connection);
}

void ServerLoop::set_deadline(Connection& connection, std::chrono::milliseconds from_now) {
  deadlines_.set(connection, deadlines_.now() + from_now);
}

void ServerLoop::run_timer() {
  timer_.expires_after(deadlines_.tick());
  timer_.async_wait([self = shared_from_this()](SocketError error) {
    if (error) return;
    self->timer_runs_ = self->deadlines_.advance(std::chrono::steady_clock::now());
    if (self->timer_runs_) self->run_timer();
  });
}

void ServerLoop::flush_soon(std::shared_ptr<WebSocketConnection> connection) {
  if (to_flush_ == nullptr) {
    auto batch = spare_ ? std::move(spare_) : std::make_unique<Batch>();
    to_flush_ = batch.get();
    boost::asio::post(loop_.context(),
                      [self = shared_from_this(), batch = std::move(batch)]() mutable {
                        self->flush(*batch);
                        self->spare_ = std::move(batch);
                      });
  }
  to_flush_->push_back(std::move(connection));
}

// What is sent by what this calls belongs to the next turn.
void ServerLoop::flush(Batch& batch) {
  to_flush_ = nullptr;
  for (auto& connection : batch) connection->flush();
  batch.clear();
  if (to_flush_ == nullptr) turn_queue_.clear();
}

}  // namespace syncline::io
