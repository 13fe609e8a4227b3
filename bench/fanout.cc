// One event to N WebSocket subscribers of one shape: io's server beside a raw epoll server in the
// same run. CPU time of the serving thread for each delivery, and memory of an idle subscriber.
// Loopback makes the sender pay for the receiver's half of TCP, so most of both is the kernel's.
#include <algorithm>
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
#include "io/frame.h"
#include "io/handshake.h"
#include "io/server.h"

namespace syncline::bench {
namespace {

constexpr std::size_t rounds = 15;
constexpr std::size_t idle_subscribers = 9'000;
constexpr std::string_view head = R"({"id":"0123456789abcdef","type":"data","payload":)";
constexpr std::string_view tail = "}";

const std::string handshake =
    "GET /graphql/realtime HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
    "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

std::string handshake_answer() {
  io::HttpRequest request;
  request.headers.add("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==");
  return io::switching_protocols(request, "");
}

std::string event_payload() { return R"({"data":")" + std::string(188, 'x') + R"("})"; }

std::string event_frame() {
  const auto payload = event_payload();
  std::string frame;
  append_frame_header(frame, io::Opcode::text, head.size() + payload.size() + tail.size());
  return frame.append(head).append(payload).append(tail);
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
  RawServer server_{handshake_answer(), 0};
};

using Sockets = std::vector<io::WebSocket*>;

class Subscriber final : public io::WebSocketHandler {
 public:
  explicit Subscriber(Sockets& sockets) : sockets_(sockets) {}
  void opened(io::WebSocket& socket) override {
    socket_ = &socket;
    sockets_.push_back(&socket);
  }
  void message(io::WebSocket&, std::string_view) override {}
  void closed(std::uint16_t) override { std::erase(sockets_, socket_); }

 private:
  Sockets& sockets_;
  io::WebSocket* socket_ = nullptr;
};

class IoPublisher final : public Publisher {
 public:
  IoPublisher() {
    io::Service service;
    service.upgrade = [this](Loop&, const io::HttpRequest&) {
      return io::UpgradeAnswer{.handler = std::make_unique<Subscriber>(sockets_)};
    };
    auto server = io::Server::listen(loops_, {.port = 0, .tls_port = {}}, std::move(service));
    CHECK(server.has_value());
    server_ = std::move(*server);
    loops_.start();
  }
  ~IoPublisher() override {
    server_.reset();
    loops_.stop();
  }
  [[nodiscard]] std::uint16_t port() const override { return server_->port(); }

  // Each event is a turn of its own, as the hub posts it; those that are queued together are
  // flushed together.
  void publish(std::size_t events) override {
    loops_.at(0).post([this, events] {
      for (std::size_t i = 0; i < events; ++i) {
        loops_.at(0).post([this] {
          for (auto* socket : sockets_) socket->send(std::string(head), payload_, tail);
        });
      }
    });
  }
  double cpu_us() override {
    std::promise<double> used;
    loops_.at(0).post([&] { used.set_value(thread_cpu_us()); });
    return used.get_future().get();
  }

 private:
  std::shared_ptr<const std::string> payload_ =
      std::make_shared<const std::string>(event_payload());
  Sockets sockets_;  // of the one loop
  Loops loops_{1};
  std::unique_ptr<io::Server> server_;
};

// One server with its subscribers, each in a process that only reads.
struct Side {
  std::unique_ptr<Peers> peers;
  std::unique_ptr<Publisher> publisher;
  std::vector<double> cost = {};

  void subscribe(std::size_t count) {
    peers->open(publisher->port(), count, handshake, handshake_answer().size());
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
void compare(Side& raw, Side& io, std::size_t subscribers, std::size_t in_flight,
             std::size_t batches, double goal) {
  raw.cost.clear();
  io.cost.clear();
  std::vector<double> ratios;
  for (std::size_t round = 0; round < rounds; ++round) {
    Side& first = round % 2 == 0 ? raw : io;
    Side& second = round % 2 == 0 ? io : raw;
    first.cost.push_back(first.deliver(subscribers, in_flight, batches));
    second.cost.push_back(second.deliver(subscribers, in_flight, batches));
    ratios.push_back(io.cost.back() / raw.cost.back());
  }
  std::printf(
      "N=%zu, %2zu in flight: raw %.2f us, io %.2f us of CPU for a delivery; ratio %.2f "
      "(median of %zu rounds; goal %.1f)\n",
      subscribers, in_flight, median(raw.cost), median(io.cost), median(ratios), rounds, goal);
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
  auto io_peers = std::make_unique<Peers>();
  Side raw{std::move(raw_peers), std::make_unique<RawPublisher>()};
  Side io{std::move(io_peers), std::make_unique<IoPublisher>()};
  constexpr std::size_t subscribers = 1000;
  raw.subscribe(subscribers);
  io.subscribe(subscribers);
  raw.deliver(subscribers, 1, 20);  // warm
  io.deliver(subscribers, 1, 20);
  compare(raw, io, subscribers, 1, 40, 1.3);
  compare(raw, io, subscribers, 32, 8, 1.5);
  measure_idle(io);
  std::fflush(stdout);
  return 0;
}

}  // namespace
}  // namespace syncline::bench

int main() { return syncline::bench::run(); }
