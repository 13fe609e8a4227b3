// What a server keeps on one loop: its listening sockets, its connections and their deadlines, and
// the buffers that all of them share.
#pragma once

#include <boost/asio/steady_timer.hpp>
#include <ctime>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "io/acceptor.h"
#include "io/deadlines.h"
#include "io/server.h"
#include "io/tls_context.h"
#include "io/turn_queue.h"

namespace syncline::io {

class RequestReader;
class WebSocketConnection;

// What the loops of a server share. Read only, but for the count.
struct ServerShared {
  ServerLimits limits;
  Service service;
  std::unique_ptr<TlsContext> tls;
  OpenSockets open_sockets;
};

// Owned by its server and by what waits on the loop. After start(): on its loop only.
class ServerLoop : public std::enable_shared_from_this<ServerLoop> {
 public:
  ServerLoop(Loop& loop, std::shared_ptr<ServerShared> shared);
  ~ServerLoop();

  Result<std::uint16_t> bind(const Tcp::endpoint& endpoint, bool secure);
  void start();
  void stop();  // no new connections; tells those that are open to wind down
  void cut();   // ends those that are still open

  [[nodiscard]] Loop& loop() const { return loop_; }
  [[nodiscard]] const ServerLimits& limits() const { return shared_->limits; }
  [[nodiscard]] const Service& service() const { return shared_->service; }
  [[nodiscard]] bool is_stopping() const { return stopping_; }

  // Each is used only while one call from the loop runs.
  [[nodiscard]] std::span<char> read_buffer() { return read_buffer_; }
  [[nodiscard]] std::span<char> write_buffer() { return write_buffer_; }
  [[nodiscard]] std::string& answer_buffer() { return answer_buffer_; }
  void empty_answer_buffer();  // when what stands in it is written, or copied

  // Readers of requests: only a connection in the middle of one owns one.
  std::unique_ptr<RequestReader> take_reader();
  void give_back(std::unique_ptr<RequestReader> reader);

  // The value of a Date header, made once a second.
  [[nodiscard]] std::string_view date();

  // Deadlines, kept running while there are connections.
  void add(Connection& connection);
  void set_deadline(Connection& connection, std::chrono::milliseconds from_now);
  void clear_deadline(Connection& connection) { deadlines_.clear(connection); }
  [[nodiscard]] Instant now() const { return deadlines_.now(); }

  // What connections have sent in this turn.
  [[nodiscard]] TurnQueue& turn_queue() { return turn_queue_; }
  // Flushes the connection once, after what is queued on the loop now has run.
  void flush_soon(std::shared_ptr<WebSocketConnection> connection);

 private:
  using Batch = std::vector<std::shared_ptr<WebSocketConnection>>;
  struct Door {
    std::unique_ptr<Acceptor> acceptor;
    bool secure;
  };
  bool admit(Socket& socket, const std::string& peer, bool secure);
  void flush(Batch& batch);
  void run_timer();

  Loop& loop_;
  std::shared_ptr<ServerShared> shared_;
  std::vector<Door> doors_;
  Deadlines deadlines_;
  boost::asio::steady_timer timer_;
  bool timer_runs_ = false;
  bool stopping_ = false;
  // Owned by what is posted to flush it, so that a loop that stops before does not keep its
  // connections for ever; null when nothing is to be flushed.
  Batch* to_flush_ = nullptr;
  std::unique_ptr<Batch> spare_;  // the last one, for its capacity
  TurnQueue turn_queue_;
  std::vector<char> read_buffer_;
  std::vector<char> write_buffer_;
  std::string answer_buffer_;
  std::vector<std::unique_ptr<RequestReader>> spare_readers_;
  std::time_t date_of_ = 0;
  std::string date_;
};

}  // namespace syncline::io
