// One WebSocket of a server, after its handshake. While nothing is under way it owns its socket,
// its handler and nothing else: no buffer, no coroutine, no timer.
#pragma once

#include <memory>
#include <string>

#include "io/connection.h"
#include "io/frame.h"
#include "io/outbox.h"
#include "io/server_loop.h"
#include "io/transport.h"
#include "io/websocket.h"

namespace syncline::io {

class WebSocketConnection final : public Connection, public WebSocket {
 public:
  WebSocketConnection(std::shared_ptr<ServerLoop> server, Transport transport,
                      std::unique_ptr<WebSocketHandler> handler);

  // `response` opens the connection; `received` came right behind the request.
  void start(std::string_view response, std::string received);

  void send(std::string_view head, const std::shared_ptr<const std::string>& shared,
            std::string_view tail) override;
  void close(std::uint16_t code, std::string_view reason) override;
  [[nodiscard]] Loop& loop() const override { return server_->loop(); }

  void deadline_passed() override;
  void wind_down() override;
  void cut() override;

  // Writes what is queued; called once a turn by ServerLoop::flush_soon.
  void flush();

 private:
  // Ours and the peer's close frame may come in either order. The handler is told at the end, and
  // never from within send() or close(): whoever calls these may be walking over connections.
  enum class Phase : std::uint8_t {
    open,
    closing,   // our close frame is queued or sent; the peer's is awaited
    leaving,   // nothing is awaited but the end of our own writing
    draining,  // all is written; what comes is dropped until the peer ends or time is up
    ended,
  };

  std::shared_ptr<WebSocketConnection> shared();
  void wait_readable();
  void wait_writable();
  void read();
  void read_later();
  void received(std::span<char> bytes);
  void deliver(std::string_view text);
  void answer_ping(std::string_view payload);
  void peer_closed(std::uint16_t code);
  void fail(std::uint16_t code, std::string_view reason);
  void overflow();
  void begin_closing(std::uint16_t code, std::string_view reason, Phase next);

  Outbox& outbox();
  void flush_soon();
  void write_turn();
  bool goes_on(IoState state);
  void written();
  void ping_if_silent();
  void end(std::uint16_t code);

  // What send() looks at comes first: it is called most, and then finds it in one place.
  std::shared_ptr<ServerLoop> server_;
  TurnQueue::Chain sent_;           // in this turn, as long as there is no outbox
  std::unique_ptr<Outbox> outbox_;  // only while something else is to be written first
  Phase phase_ = Phase::open;
  bool will_flush_ = false;        // ServerLoop has it in its list
  bool blocked_ = false;           // waits until the socket takes more
  bool write_needs_read_ = false;  // TLS: and until something was read
  bool ping_unanswered_ = false;
  bool peer_ends_ = false;                     // its close frame has come
  std::uint16_t close_code_ = abnormal_close;  // what the handler will be told
  Transport transport_;
  std::unique_ptr<WebSocketHandler> handler_;
  std::unique_ptr<std::string> held_pong_;  // the latest ping's, while writing is blocked
  FrameReader reader_;
  Instant heard_;  // when the peer last sent anything
};

}  // namespace syncline::io
