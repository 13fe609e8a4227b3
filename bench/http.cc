// What a warm `{ hello }` costs: a NONE data source behind two Velocity templates, beside an echo
// on the same io room in the same run. CPU time of the serving thread for each request.
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <future>
#include <string>
#include <vector>

#include "base/log.h"
#include "base/loop.h"
#include "catalog/catalog.h"
#include "dynamo/database.h"
#include "edge/endpoint.h"
#include "engine/engine.h"
#include "hub/bus.h"
#include "io/server.h"
#include "source/source.h"
#include "store/store.h"

namespace syncline {
namespace {

constexpr int connections = 32;
constexpr int requests = 40'000;
constexpr int rounds = 5;

double cpu_seconds(int who) {
  rusage used{};
  getrusage(who, &used);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

int open_connection(std::uint16_t port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  CHECK(connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  const int on = 1;
  setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return socket;
}

std::size_t answer_size(std::string_view text) {
  const auto end = text.find("\r\n\r\n");
  if (end == std::string_view::npos) return std::string_view::npos;
  std::string head(text.substr(0, end));
  std::ranges::transform(head, head.begin(), [](unsigned char c) { return std::tolower(c); });
  const auto length = head.find("content-length:");
  CHECK(length != std::string::npos);
  return end + 4 + std::stoul(head.substr(length + 15));
}

// Closed loop: each connection sends its next request when it has its answer.
void drive(std::uint16_t port, const std::string& request, int count) {
  const int poll = epoll_create1(0);
  std::vector<std::string> received(1024);
  int sent = 0;
  int answered = 0;
  for (int i = 0; i < connections; ++i) {
    const int socket = open_connection(port);
    epoll_event interest{};
    interest.events = EPOLLIN;
    interest.data.fd = socket;
    epoll_ctl(poll, EPOLL_CTL_ADD, socket, &interest);
    CHECK(write(socket, request.data(), request.size()) > 0);
    ++sent;
  }
  std::array<epoll_event, connections> ready{};
  std::vector<int> open;
  while (answered < count) {
    const int events = epoll_wait(poll, ready.data(), connections, 5'000);
    CHECK(events > 0);
    for (const auto& event : std::span(ready).first(static_cast<std::size_t>(events))) {
      std::array<char, 4096> buffer;
      const int socket = event.data.fd;
      const auto bytes = read(socket, buffer.data(), buffer.size());
      CHECK(bytes > 0);
      auto& text = received.at(static_cast<std::size_t>(socket));
      text.append(buffer.data(), static_cast<std::size_t>(bytes));
      const auto size = answer_size(text);
      if (size == std::string::npos || text.size() < size) continue;
      CHECK(text.starts_with("HTTP/1.1 200"));
      text.clear();
      ++answered;
      if (sent++ < count) {
        CHECK(write(socket, request.data(), request.size()) > 0);
      } else {
        close(socket);
      }
    }
  }
  close(poll);
}

// Microseconds of the server's CPU for one request: the process's time less the driver's own.
double measure(std::uint16_t port, const std::string& request) {
  const double process = cpu_seconds(RUSAGE_SELF);
  const double driver = cpu_seconds(RUSAGE_THREAD);
  drive(port, request, requests);
  const double used = (cpu_seconds(RUSAGE_SELF) - process) - (cpu_seconds(RUSAGE_THREAD) - driver);
  return used * 1e6 / requests;
}

catalog::Api hello_api() {
  catalog::Api api;
  api.id = "helloapi";
  api.name = "hello";
  api.schema = "type Query { hello: String }";
  api.keys["da2-hello"] = {"da2-hello", "", 4'000'000'000};
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

std::string post(const std::string& body) {
  return "POST /graphql HTTP/1.1\r\nhost: localhost\r\nx-api-key: da2-hello\r\ncontent-type: "
         "application/json\r\ncontent-length: " +
         std::to_string(body.size()) + "\r\n\r\n" + body;
}

io::Service echo_service() {
  io::Service service;
  service.respond = [](Loop&, io::HttpRequest request) -> Task<io::HttpResponse> {
    io::HttpResponse response;
    response.body = std::move(request.body);
    co_return response;
  };
  service.upgrade = [](Loop&, const io::HttpRequest&) { return io::UpgradeAnswer{}; };
  return service;
}

std::unique_ptr<io::Server> listen(Loops& loops, io::Service service) {
  io::ServerConfig config;
  config.port = 0;
  config.tls_port.reset();
  auto server = io::Server::listen(loops, config, std::move(service));
  CHECK(server.has_value());
  return *std::move(server);
}

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

int run() {
  set_log_level(LogLevel::error);
  SystemClock clock;
  auto store = store::Store::in_memory();
  auto database = dynamo::Database::open(**store, clock);
  auto apis = catalog::Catalog::open(**store, catalog::UnboundSubscriptions::bind);
  CHECK((*apis)->put(hello_api()).has_value());
  Loops loops(1);
  hub::Hub hub(loops);
  source::Rooms rooms{**database};
  engine::Engine engine(rooms, hub, clock);
  edge::Rooms edge_rooms{**apis, engine, hub, clock};
  const auto hello_server = listen(loops, edge::make_service(edge_rooms));
  const auto echo_server = listen(loops, echo_service());
  loops.start();

  const auto request = post(R"({"query":"{ hello }"})");
  std::vector<double> hello;
  std::vector<double> echo;
  for (int round = 0; round < rounds; ++round) {
    echo.push_back(measure(echo_server->port(), request));
    hello.push_back(measure(hello_server->port(), request));
  }
  std::printf("http: echo %.2f us, { hello } through VTL and NONE %.2f us, ratio %.2f\n",
              median(echo), median(hello), median(hello) / median(echo));
  hello_server->stop(std::chrono::seconds(1));
  echo_server->stop(std::chrono::seconds(1));
  loops.stop();
  return 0;
}

}  // namespace
}  // namespace syncline

int main() { return syncline::run(); }
