// A whole node in memory for tests and fuzzers: one loop that the test turns by hand, and sockets
// that write down what they are told.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/parse_json.h"
#include "edge/api_fixture.h"
#include "edge/endpoint.h"

namespace syncline::edge::fixture {

// The loops do not run by themselves: `turn` does what is queued, on the calling thread.
struct Node {
  explicit Node(std::size_t loop_count = 1, bool two_apis = false)
      : store(*store::Store::in_memory()), loops(loop_count) {
    clock.set(1'700'000'000'000);
    database = *dynamo::Database::open(*store, clock);
    catalog = *catalog::Catalog::open(*store, catalog::UnboundSubscriptions::off);
    CHECK(catalog->put(make_api(api_id, key)));
    if (two_apis) CHECK(catalog->put(make_api(other_id, other_key)));
    sources.emplace(source::Rooms{*database});
    hub.emplace(loops);
    engine.emplace(*sources, *hub, clock);
    rooms.emplace(Rooms{*catalog, *engine, *hub, clock, *database});
    service = make_service(*rooms);
  }
  Node(const Node&) = delete;
  Node& operator=(const Node&) = delete;
  ~Node() { store->finish(); }  // before the loops that it posts to are gone

  Loop& loop() { return loops.at(0); }
  void turn() { loop().context().poll(); }

  ManualClock clock;
  std::unique_ptr<store::Store> store;
  std::unique_ptr<dynamo::Database> database;
  std::unique_ptr<catalog::Catalog> catalog;
  std::optional<source::Rooms> sources;
  Loops loops;
  std::optional<hub::Hub> hub;
  std::optional<engine::Engine> engine;
  std::optional<Rooms> rooms;
  io::Service service;
};

inline io::HttpRequest request(std::string method, std::string target, std::string body = {}) {
  io::HttpRequest made;
  made.method = std::move(method);
  made.target = target;
  const auto question = target.find('?');
  made.path = target.substr(0, question);
  if (question != std::string::npos) made.query = target.substr(question + 1);
  made.body = std::move(body);
  made.peer = "127.0.0.1";
  made.headers.add("host", "localhost:4000");
  if (!made.body.empty()) made.headers.add("content-type", "application/json");
  return made;
}

inline io::HttpRequest upgrade(std::string target, std::string subprotocols) {
  auto made = request("GET", std::move(target));
  made.headers.add("connection", "Upgrade");
  made.headers.add("upgrade", "websocket");
  if (!subprotocols.empty()) made.headers.add("sec-websocket-protocol", std::move(subprotocols));
  return made;
}

inline io::HttpRequest with_header(io::HttpRequest made, std::string name, std::string value) {
  made.headers.add(std::move(name), std::move(value));
  return made;
}

class RecordingSocket final : public io::WebSocket {
 public:
  explicit RecordingSocket(Loop& loop) : loop_(loop) {}

  void send(std::string_view head, const std::shared_ptr<const std::string>& shared,
            std::string_view tail) override {
    if (shared) shared_parts.push_back(shared.get());
    messages.push_back(std::string(head) + (shared ? *shared : "") + std::string(tail));
  }
  void close(std::uint16_t code, std::string_view reason) override {
    if (closed_with == 0) closed_with = code;
    close_reason = reason;
  }
  [[nodiscard]] Loop& loop() const override { return loop_; }

  std::vector<std::string> messages;
  std::vector<const std::string*> shared_parts;
  std::uint16_t closed_with = 0;
  std::string close_reason;

 private:
  Loop& loop_;
};

// One connection over a recording socket.
class Connection {
 public:
  Connection(Node& node, const io::HttpRequest& upgrade)
      : node_(node), answer_(node.service.upgrade(node.loop(), upgrade)), socket_(node.loop()) {
    if (answer_.handler) answer_.handler->opened(socket_);
  }
  ~Connection() { end(); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // Gives the message to the handler and does what follows from it.
  void say(std::string_view text) {
    hand(text);
    node_.turn();
  }
  void hand(std::string_view text) { answer_.handler->message(socket_, text); }
  // What was sent since the last call, in order.
  std::vector<std::string> heard() { return std::exchange(socket_.messages, {}); }
  void end() {
    if (answer_.handler) answer_.handler->closed(1000);
    answer_.handler.reset();
  }

  [[nodiscard]] const io::UpgradeAnswer& answer() const { return answer_; }
  [[nodiscard]] RecordingSocket& socket() { return socket_; }

 private:
  Node& node_;
  io::UpgradeAnswer answer_;
  RecordingSocket socket_;
};

// What the service answers; empty when it did not finish by turning the loop.
inline std::optional<io::HttpResponse> ask(Node& node, io::HttpRequest asked) {
  auto answer = node.service.respond(node.loop(), std::move(asked));
  if (auto* ready = std::get_if<io::HttpResponse>(&answer)) return std::move(*ready);
  std::optional<io::HttpResponse> response;
  const auto wait = [](Task<io::HttpResponse> later,
                       std::optional<io::HttpResponse>& into) -> Task<void> {
    into = co_await std::move(later);
  };
  node.loop().spawn(wait(std::get<Task<io::HttpResponse>>(std::move(answer)), response));
  node.turn();
  return response;
}

// The same when it may wait for the store: turns the loop until the answer is there.
inline io::HttpResponse ask_and_wait(Node& node, io::HttpRequest asked) {
  auto answer = node.service.respond(node.loop(), std::move(asked));
  if (auto* ready = std::get_if<io::HttpResponse>(&answer)) return std::move(*ready);
  std::optional<io::HttpResponse> response;
  const auto wait = [](Task<io::HttpResponse> later,
                       std::optional<io::HttpResponse>& into) -> Task<void> {
    into = co_await std::move(later);
  };
  node.loop().spawn(wait(std::get<Task<io::HttpResponse>>(std::move(answer)), response));
  while (!response) node.loop().context().run_one();
  return *std::move(response);
}

// The value of a header of an answer, however it is kept; empty when it is not there.
inline std::string header(const io::HttpResponse& response, std::string_view name) {
  for (const auto& [field, value] : response.headers) {
    if (field == name) return value;
  }
  const auto begin = ("\r\n" + response.lines).find("\r\n" + std::string(name) + ": ");
  if (begin == std::string::npos) return "";
  const auto value = begin + name.size() + 2;
  return response.lines.substr(value, response.lines.find("\r\n", value) - value);
}

inline io::HttpRequest post(std::string body, std::string target = "/graphql") {
  return with_header(request("POST", std::move(target), std::move(body)), "x-api-key",
                     std::string(key));
}

}  // namespace syncline::edge::fixture
