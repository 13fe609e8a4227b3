// What a request costs over keep-alive connections: a warm `{ hello }` (two Velocity templates and
// a NONE data source), an echo on the same io room, and a raw epoll server, in the same run. CPU
// time of the serving thread for each request.
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
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
#include "io/server.h"
#include "source/source.h"
#include "store/store.h"

namespace syncline::bench {
namespace {

constexpr std::size_t rounds = 15;
constexpr std::size_t connections = 64;
constexpr std::size_t requests_each = 300;

const std::string body = R"({"query":"{ hello }"})";
const std::string request =
    "POST /graphql HTTP/1.1\r\nHost: localhost:4000\r\nUser-Agent: bench/1.0\r\nAccept: */*\r\n"
    "x-api-key: da2-bench\r\nContent-Type: application/json\r\nContent-Length: " +
    std::to_string(body.size()) + "\r\n\r\n" + body;

catalog::Api hello_api() {
  catalog::Api api;
  api.id = "helloapi";
  api.name = "hello";
  api.schema = "type Query { hello: String }";
  api.keys["da2-bench"] = {"da2-bench", "", 4'000'000'000};
  api.data_sources["none"] = {"none", "NONE", "", "", nullptr};
  catalog::Resolver resolver;
  resolver.type = "Query";
  resolver.field = "hello";
  resolver.data_source = "none";
  resolver.request_template = R"({"version": "2018-05-29", "payload": "world"})";
  resolver.response_template = "$util.toJson($ctx.result)";
  api.resolvers["Query.hello"] = resolver;
  return api;
}

io::HttpAnswer echo(Loop&, io::HttpRequest asked) {
  io::HttpResponse response;
  response.body = std::move(asked.body);
  return response;
}

// One request on a connection of its own: an answer as short as these comes in one piece.
std::string ask_once(std::uint16_t port) {
  const int descriptor = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  CHECK(::connect(descriptor, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  CHECK(::send(descriptor, request.data(), request.size(), 0) ==
        static_cast<ssize_t>(request.size()));
  std::array<char, 4096> answer{};
  const auto bytes = ::recv(descriptor, answer.data(), answer.size(), 0);
  ::close(descriptor);
  CHECK(bytes > 0);
  return {answer.data(), static_cast<std::size_t>(bytes)};
}

// A server of io on a loop of its own.
class IoSide {
 public:
  explicit IoSide(io::Service service) {
    auto server = io::Server::listen(loops_, {.port = 0, .tls_port = {}}, std::move(service));
    CHECK(server.has_value());
    server_ = std::move(*server);
    loops_.start();
  }
  ~IoSide() {
    server_->stop(std::chrono::seconds(1));
    loops_.stop();
  }
  [[nodiscard]] std::uint16_t port() const { return server_->port(); }
  double cpu_us() {
    std::promise<double> used;
    loops_.at(0).post([&] { used.set_value(thread_cpu_us()); });
    return used.get_future().get();
  }

 private:
  Loops loops_{1};
  std::unique_ptr<io::Server> server_;
};

// The clients of one server, and what its requests cost.
struct Side {
  std::unique_ptr<Peers> peers = std::make_unique<Peers>();
  std::function<double()> cpu_us = {};
  std::size_t answer_bytes = 0;
  std::vector<double> cost = {};

  void open(std::uint16_t port, std::size_t bytes) {
    answer_bytes = bytes;
    peers->open(port, connections, request, answer_bytes);
  }
  void measure() {
    const auto before = cpu_us();
    const auto wanted = peers->received() + answer_bytes * connections * requests_each;
    peers->run_requests(requests_each);
    peers->wait_for(wanted);
    cost.push_back((cpu_us() - before) / static_cast<double>(connections * requests_each));
  }
};

double ratio(const Side& side, const Side& twin) {
  std::vector<double> ratios;
  for (std::size_t i = 0; i < rounds; ++i) ratios.push_back(side.cost[i] / twin.cost[i]);
  return median(ratios);
}

int run() {
  set_log_level(LogLevel::error);
  // The processes of the peers begin before this one has threads.
  Side raw;
  Side plain;
  Side hello;
  SystemClock clock;
  auto store = store::Store::in_memory().value();
  auto database = dynamo::Database::open(*store, clock).value();
  auto apis = catalog::Catalog::open(*store, catalog::UnboundSubscriptions::bind).value();
  CHECK(apis->put(hello_api()).has_value());
  Loops no_loops(1);
  hub::Hub hub(no_loops);
  source::Rooms sources{*database};
  engine::Engine engine(sources, hub, clock);
  edge::Rooms rooms{*apis, engine, hub, clock, *database};
  IoSide hello_server(edge::make_service(rooms));
  IoSide echo_server({.respond = echo});
  const auto hello_answer = ask_once(hello_server.port());
  CHECK(hello_answer.ends_with(R"({"data":{"hello":"world"}})"));
  const auto echo_answer = ask_once(echo_server.port());
  CHECK(echo_answer.ends_with(body));
  RawServer raw_server(echo_answer, body.size());

  raw.cpu_us = [&] {
    double used = 0;
    raw_server.run([&] { used = thread_cpu_us(); });
    return used;
  };
  plain.cpu_us = [&] { return echo_server.cpu_us(); };
  hello.cpu_us = [&] { return hello_server.cpu_us(); };
  raw.open(raw_server.port(), echo_answer.size());
  plain.open(echo_server.port(), echo_answer.size());
  hello.open(hello_server.port(), hello_answer.size());
  for (std::size_t round = 0; round < rounds; ++round) {
    for (auto* side : {&raw, &plain, &hello}) side->measure();
  }
  std::printf(
      "http, %zu connections: raw %.2f us, echo %.2f us, { hello } %.2f us of CPU for a request\n"
      "  echo / raw %.2f (goal 1.25), { hello } / echo %.2f (goal 1.40): medians of %zu rounds\n",
      connections, median(raw.cost), median(plain.cost), median(hello.cost), ratio(plain, raw),
      ratio(hello, plain), rounds);
  return 0;
}

}  // namespace
}  // namespace syncline::bench

int main() { return syncline::bench::run(); }
