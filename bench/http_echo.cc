// A small POST and its answer over keep-alive connections: io's server beside a raw epoll server
// in the same run. CPU time of the serving thread for each request.
#include <cstdio>
#include <future>
#include <memory>
#include <string>
#include <vector>

#include "base/log.h"
#include "bench/measure.h"
#include "bench/peers.h"
#include "bench/raw_server.h"
#include "io/response_writer.h"
#include "io/server.h"

namespace syncline::bench {
namespace {

constexpr std::size_t rounds = 15;
constexpr std::size_t connections = 64;
constexpr std::size_t requests_each = 400;
constexpr double goal = 1.25;

const std::string body = R"({"query":")" + std::string(219, 'q') + R"("})";
const std::string request =
    "POST /graphql HTTP/1.1\r\nHost: localhost:4000\r\nUser-Agent: bench/1.0\r\nAccept: */*\r\n"
    "x-api-key: da2-0123456789abcdefghijklmnop\r\nContent-Type: application/json\r\n"
    "Content-Length: " +
    std::to_string(body.size()) + "\r\n\r\n" + body;

std::string answer_bytes() { return io::encode_response({.body = body}, {}); }

Task<io::HttpResponse> echo(Loop&, io::HttpRequest asked) {
  co_return io::HttpResponse{.body = std::move(asked.body)};
}

// CPU microseconds of the thread that `cpu` reads, for each request.
template <class Cpu>
double measure(Peers& peers, Cpu cpu) {
  const auto before = cpu();
  const auto wanted = peers.received() + answer_bytes().size() * connections * requests_each;
  peers.run_requests(requests_each);
  peers.wait_for(wanted);
  return (cpu() - before) / static_cast<double>(connections * requests_each);
}

int run() {
  set_log_level(LogLevel::warning);
  Peers raw_peers;
  Peers io_peers;
  RawServer raw(answer_bytes(), body.size());
  Loops loops(1);
  auto server = io::Server::listen(loops, {.port = 0, .tls_port = {}}, {.respond = echo});
  CHECK(server.has_value());
  loops.start();
  raw_peers.open(raw.port(), connections, request, answer_bytes().size());
  io_peers.open((*server)->port(), connections, request, answer_bytes().size());
  const auto raw_cpu = [&] {
    double used = 0;
    raw.run([&] { used = thread_cpu_us(); });
    return used;
  };
  const auto io_cpu = [&] {
    std::promise<double> used;
    loops.at(0).post([&] { used.set_value(thread_cpu_us()); });
    return used.get_future().get();
  };
  std::vector<double> raw_cost;
  std::vector<double> io_cost;
  std::vector<double> ratios;
  for (std::size_t round = 0; round < rounds; ++round) {
    raw_cost.push_back(measure(raw_peers, raw_cpu));
    io_cost.push_back(measure(io_peers, io_cpu));
    ratios.push_back(io_cost.back() / raw_cost.back());
  }
  std::printf(
      "HTTP echo, %zu connections: raw %.2f us, io %.2f us of CPU for a request; ratio "
      "%.2f (median of %zu rounds; goal %.2f)\n",
      connections, median(raw_cost), median(io_cost), median(ratios), rounds, goal);
  server->reset();
  loops.stop();
  return 0;
}

}  // namespace
}  // namespace syncline::bench

int main() { return syncline::bench::run(); }
