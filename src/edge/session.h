// One real-time connection, whatever protocol it speaks: its operations by id, their limits, and
// the way of events from the hub to the socket. A dialect translates between it and the wire.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/result.h"
#include "base/task.h"
#include "edge/endpoint.h"
#include "engine/engine.h"
#include "hub/shard.h"
#include "io/websocket.h"

namespace syncline::edge {

// On the socket's loop. Its owner, the connection's handler, keeps it from `opened` to its own
// end, and calls `stop_all` when the connection has closed. Operations that still run then end
// unheard.
class Session final : public hub::Sink {
 public:
  // What a dialect says when something happens to one of its operations. Never called for an
  // operation that was stopped, nor after the session has closed.
  class Voice {
   public:
    virtual ~Voice() = default;
    // The subscription is in the hub: every event published from now on is sent.
    virtual void started(std::string_view id) = 0;
    // The operation ended before a result: an error's detail may be an array of error objects.
    virtual void failed(std::string_view id, const Error& error) = 0;
    // The one result of a query or mutation; the operation is over.
    virtual void answered(std::string_view id, engine::Reply reply) = 0;
    // The beginning of an event's message, up to and without the payload's JSON. `}` ends it.
    [[nodiscard]] virtual std::string event_head(std::string_view id) const = 0;
  };

  enum class Start : std::uint8_t { begun, duplicate_id, too_many };

  // All must outlive the session; `rooms` also the tasks that it leaves on the loop.
  Session(Rooms& rooms, io::WebSocket& socket, Voice& voice);
  ~Session() override;
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  // At most limits::subscriptions_per_connection_max operations of any kind at a time, and as many
  // at work in the engine, where one that was stopped may still be. The ids of all are one name
  // space. The voice may already be heard before the call returns.
  Start start(std::string id, engine::Request request);
  bool stop(const std::string& id);  // false: no such operation
  void stop_all();

  [[nodiscard]] bool running(const std::string& id) const { return operations_.contains(id); }
  [[nodiscard]] std::size_t operations() const { return operations_.size(); }

  void say(std::string message);  // nothing once the session has closed
  // Stops everything and closes the connection; a reason that is too long for a close frame
  // (RFC 6455 5.5: 123 bytes) is cut.
  void close(std::uint16_t code, std::string_view reason);
  [[nodiscard]] bool closed() const { return closed_; }

  // One event of an operation, beside those that the hub sends.
  void say_event(std::string_view id, std::string payload);
  // From the hub: `head` is what the voice says before the event's payload.
  void send(std::string_view head, const std::shared_ptr<const std::string>& payload) override;

 private:
  struct Operation {
    std::uint64_t number;  // tells it from an earlier one of the same id
    hub::Shard::Token token;
  };
  // How a task finds the session again: null once the session is gone. Same loop, so no lock.
  using Self = std::shared_ptr<Session*>;

  [[nodiscard]] Start admit(const std::string& id) const;
  void ended(const std::string& id, std::uint64_t number, engine::Engine::Started outcome);
  void subscribed(const std::string& id, Operation& operation, engine::Subscribed interest);

  static Task<void> wait_for(Self self, Task<engine::Engine::Started> outcome, std::string id,
                             std::uint64_t number);

  Rooms& rooms_;
  io::WebSocket& socket_;
  Voice& voice_;
  Self self_;
  std::unordered_map<std::string, Operation> operations_;
  std::uint64_t next_number_ = 0;
  std::size_t running_ = 0;  // tasks that the engine has not ended
  bool closed_ = false;
};

}  // namespace syncline::edge
