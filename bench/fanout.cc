// One event to N WebSocket subscribers of one shape, on the whole path of a published event (hub,
// rendering, session, io), beside a raw epoll server in the same run. CPU time of the serving
// thread for each delivery, and memory of an idle subscriber. Loopback makes the sender pay for the
// receiver's half of TCP, so most of both is the kernel's.
#include <cstdio>
#include <functional>
#include <future>
#include <memory>
#include <string>
#include <vector>

#include "base/log.h"
#include "bench/measure.h"
#include "bench/peers.h"
#include "bench/raw_server.h"
#include "catalog/catalog.h"
#include "dynamo/database.h"
#include "edge/endpoint.h"
#include "engine/engine.h"
#include "hub/bus.h"
#include "io/frame.h"
#include "io/handshake.h"
#include "io/server.h"
#include "source/source.h"
#include "store/store.h"

namespace syncline::bench {
namespace {

constexpr std::size_t rounds = 15;
constexpr std::size_t idle_subscribers = 9'000;
const std::string text(168, 'x');

// One frame of a client. The mask is part of the protocol and its value nobody's business.
std::string client_frame(std::string_view payload) {
  CHECK(payload.size() > 125 && payload.size() < 65'536);
  std::string frame = "\x81\xfe";
  frame += static_cast<char>(payload.size() >> 8U);
  frame += static_cast<char>(payload.size() & 0xFFU);
  frame += "mask";
  for (std::size_t i = 0; i < payload.size(); ++i) {
    frame += static_cast<char>(payload[i] ^ "mask"[i % 4]);
  }
  return frame;
}

// The handshake and the two messages that make a subscriber, sent at once.
std::string request() {
  const std::string blanks(126, ' ');
  return "GET /graphql HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
         "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
         "Sec-WebSocket-Protocol: graphql-transport-ws\r\nx-api-key: da2-bench\r\n"
         "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n" +
         client_frame(R"({"type":"connection_init"})" + blanks) +
         client_frame(R"({"id":"0123456789abcdef","type":"subscribe","payload":)"
                      R"({"query":"subscription { added { text } }"}})" +
                      blanks);
}

std::string server_frame(std::string_view message) {
  std::string frame;
  append_frame_header(frame, io::Opcode::text, message.size());
  return frame.append(message);
}

std::string answer() {
  io::HttpRequest handshake;
  handshake.headers.add("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==");
  return io::switching_protocols(handshake, "graphql-transport-ws") +
         server_frame(R"({"type":"connection_ack"})");
}

std::string event_frame() {
  return server_frame(
      R"({"id":"0123456789abcdef","type":"next","payload":{"data":{"added":{"text":")" + text +
      R"("}}}})");
}

catalog::Api api() {
  catalog::Api api;
  api.id = "bench";
  api.name = "bench";
  api.schema = R"(
    type Message { text: String }
    type Query { none: String }
    type Mutation { add(text: String): Message }
    type Subscription { added: Message @aws_subscribe(mutations: ["add"]) })";
  api.keys["da2-bench"] = {"da2-bench", "", 4'000'000'000};
  return api;
}

// Something that sends events to all its subscribers, from one thread.
class Publisher {
 public:
  virtual ~Publisher() = default;
  [[nodiscard]] virtual std::uint16_t port() const = 0;
  virtual void publish(std::size_t events) = 0;  // returns at once or when it is done
  virtual double cpu_us() = 0;                   // of the thread that sends
};

class RawPublisher final : public Publisher {
 public:
  [[nodiscard]] std::uint16_t port() const override { return server_.port(); }
  void publish(std::size_t events) override {
    server_.run([&] {
      if (events == 1) {
        server_.send_to_all(frame_);
      } else {
        server_.send_to_all(frame_, events);
      }
    });
  }
  double cpu_us() override {
    double used = 0;
    server_.run([&] { used = thread_cpu_us(); });
    return used;
  }

 private:
  std::string frame_ = event_frame();
  RawServer server_{answer(), 0};
};

class NodePublisher final : public Publisher {
 public:
  NodePublisher() {
    CHECK(apis_->put(api()).has_value());
    auto server =
        io::Server::listen(loops_, {.port = 0, .tls_port = {}}, edge::make_service(rooms_));
    CHECK(server.has_value());
    server_ = std::move(*server);
    loops_.start();
  }
  ~NodePublisher() override {
    server_->stop(std::chrono::seconds(5));  // no connection may outlive the hub
    loops_.stop();
  }
  [[nodiscard]] std::uint16_t port() const override { return server_->port(); }

  // All that is published in one turn of the loop is on its way at the same time.
  void publish(std::size_t events) override {
    loops_.at(0).post([this, events] {
      for (std::size_t i = 0; i < events; ++i) hub_.publish(event_);
    });
  }
  double cpu_us() override {
    return on_loop<double>([] { return thread_cpu_us(); });
  }
  std::size_t subscriptions() {
    return on_loop<std::size_t>([this] { return hub_.shard(loops_.at(0)).subscriptions(); });
  }

 private:
  template <class T>
  T on_loop(const std::function<T()>& ask) {
    std::promise<T> answer;
    loops_.at(0).post([&] { answer.set_value(ask()); });
    return answer.get_future().get();
  }

  const std::shared_ptr<const hub::Event> event_ = std::make_shared<const hub::Event>(
      hub::Event{"bench", "added", std::make_shared<const Json>(JsonObject{{"text", text}})});
  SystemClock clock_;
  std::unique_ptr<store::Store> store_ = *store::Store::in_memory();
  std::unique_ptr<dynamo::Database> database_ = *dynamo::Database::open(*store_, clock_);
  std::unique_ptr<catalog::Catalog> apis_ =
      *catalog::Catalog::open(*store_, catalog::UnboundSubscriptions::bind);
  Loops loops_{1};
  hub::Hub hub_{loops_};
  source::Rooms sources_{*database_};
  engine::Engine engine_{sources_, hub_, clock_};
  edge::Rooms rooms_{*apis_, engine_, hub_, clock_, *database_};
  std::unique_ptr<io::Server> server_;
};

// One server with its subscribers, each in a process that only reads.
struct Side {
  std::unique_ptr<Peers> peers;
  std::unique_ptr<Publisher> publisher;
  std::vector<double> cost = {};

  void subscribe(std::size_t count) {
    peers->open(publisher->port(), count, request(), answer().size());
  }
  // CPU microseconds for each delivery.
  double deliver(std::size_t subscribers, std::size_t in_flight, std::size_t batches) {
    const auto bytes = event_frame().size() * subscribers * in_flight;
    const auto before = publisher->cpu_us();
    auto received = peers->received();
    for (std::size_t i = 0; i < batches; ++i) {
      publisher->publish(in_flight);
      received += bytes;
      peers->wait_for(received);
    }
    const auto deliveries = static_cast<double>(subscribers * in_flight * batches);
    return (publisher->cpu_us() - before) / deliveries;
  }
};

// Rounds alternate, so that whatever else the machine does meets both.
void compare(Side& raw, Side& node, std::size_t subscribers, std::size_t in_flight,
             std::size_t batches, double goal) {
  raw.cost.clear();
  node.cost.clear();
  std::vector<double> ratios;
  for (std::size_t round = 0; round < rounds; ++round) {
    Side& first = round % 2 == 0 ? raw : node;
    Side& second = round % 2 == 0 ? node : raw;
    first.cost.push_back(first.deliver(subscribers, in_flight, batches));
    second.cost.push_back(second.deliver(subscribers, in_flight, batches));
    ratios.push_back(node.cost.back() / raw.cost.back());
  }
  std::printf(
      "N=%zu, %2zu in flight: raw %.2f us, node %.2f us of CPU for a delivery; ratio %.2f "
      "(median of %zu rounds; goal %.1f)\n",
      subscribers, in_flight, median(raw.cost), median(node.cost), median(ratios), rounds, goal);
}

void measure_idle(Side& side) {
  const auto before = resident_bytes();
  side.subscribe(idle_subscribers);
  side.publisher->cpu_us();  // the thread has come to rest
  const auto after = resident_bytes();
  std::printf("idle subscriber: %zu bytes of user memory (N=%zu; goal 2048)\n",
              (after - before) / idle_subscribers, idle_subscribers);
}

int run() {
  set_log_level(LogLevel::warning);
  // The processes of the peers begin before this one has threads.
  auto raw_peers = std::make_unique<Peers>();
  auto node_peers = std::make_unique<Peers>();
  auto publisher = std::make_unique<NodePublisher>();
  NodePublisher& whole = *publisher;
  Side raw{std::move(raw_peers), std::make_unique<RawPublisher>()};
  Side node{std::move(node_peers), std::move(publisher)};
  constexpr std::size_t subscribers = 1000;
  raw.subscribe(subscribers);
  node.subscribe(subscribers);
  while (whole.subscriptions() < subscribers) {  // the peers wait for connection_ack only
  }
  raw.deliver(subscribers, 1, 20);  // warm
  node.deliver(subscribers, 1, 20);
  compare(raw, node, subscribers, 1, 40, 1.3);
  compare(raw, node, subscribers, 32, 8, 1.5);
  measure_idle(node);
  std::fflush(stdout);
  return 0;
}

}  // namespace
}  // namespace syncline::bench

int main() { return syncline::bench::run(); }
