#include "io/server.h"

#include <sys/resource.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <utility>
#include <vector>

#include "base/log.h"
#include "io/server_loop.h"

namespace syncline::io {

struct Server::State {
  Loops& loops;
  std::shared_ptr<ServerShared> shared;
  std::vector<std::shared_ptr<ServerLoop>> sides;
  std::uint16_t port = 0;
  std::optional<std::uint16_t> tls_port;
  bool stopped = false;

  Result<std::uint16_t> bind(const std::string& address, std::uint16_t wanted, bool secure);
  void bind_ipv6_loopback(std::uint16_t wanted, bool secure);
  bool run_on_all(void (ServerLoop::*what)(), std::chrono::milliseconds time_max);
};

namespace {

// How long a loop that runs may take to come to what was posted to it last.
constexpr auto loop_answer_time_max = std::chrono::seconds(2);

// Where the process may open only few files.
constexpr std::size_t connections_least = 64;

std::size_t connections_that_fit() {
  rlimit files{};
  if (::getrlimit(RLIMIT_NOFILE, &files) != 0) return connections_least;
  const auto all = static_cast<std::size_t>(files.rlim_cur);  // RLIM_INFINITY is the largest
  return std::max(connections_least, all - std::min(all, limits::open_files_kept));
}

}  // namespace

// The first loop takes a free port when any will do; the others take the same one.
Result<std::uint16_t> Server::State::bind(const std::string& address, std::uint16_t wanted,
                                          bool secure) {
  TRY(auto endpoint, free_endpoint(address, wanted));
  for (auto& side : sides) {
    TRY(const auto bound, side->bind(endpoint, secure));
    endpoint.port(bound);
  }
  if (address == "localhost") bind_ipv6_loopback(endpoint.port(), secure);
  return endpoint.port();
}

// Many clients try ::1 alone, or first, when they are told "localhost". A machine without IPv6 does
// without.
void Server::State::bind_ipv6_loopback(std::uint16_t wanted, bool secure) {
  auto endpoint = free_endpoint("::1", wanted);
  for (auto& side : sides) {
    Result<std::uint16_t> bound = wanted;
    if (endpoint) bound = side->bind(*endpoint, secure);
    if (endpoint && bound) continue;
    log_info("localhost is served on IPv4 only: {}",
             endpoint ? bound.error().message : endpoint.error().message);
    return;
  }
}

// False when not all loops have done it in that time. Loops that were stopped do nothing.
bool Server::State::run_on_all(void (ServerLoop::*what)(), std::chrono::milliseconds time_max) {
  struct Done {
    std::mutex mutex;
    std::condition_variable changed;
    std::size_t missing = 0;
  };
  const auto done = std::make_shared<Done>();
  for (auto& side : sides) {
    if (side->loop().context().stopped()) continue;
    {
      const std::lock_guard lock(done->mutex);
      ++done->missing;
    }
    side->loop().post([side, what, done] {
      (side.get()->*what)();
      const std::lock_guard lock(done->mutex);
      --done->missing;
      done->changed.notify_all();
    });
  }
  std::unique_lock lock(done->mutex);
  return done->changed.wait_for(lock, time_max, [&] { return done->missing == 0; });
}

Result<std::unique_ptr<Server>> Server::listen(Loops& loops, ServerConfig config, Service service) {
  auto shared = std::make_shared<ServerShared>();
  shared->limits = config.limits;
  if (shared->limits.connections_max == 0) shared->limits.connections_max = connections_that_fit();
  shared->service = std::move(service);
  if (config.tls_port) {
    TRY(shared->tls, TlsContext::for_server(config.tls));
  }
  auto state = std::make_unique<State>(State{.loops = loops, .shared = shared});
  for (std::size_t i = 0; i < loops.size(); ++i) {
    state->sides.push_back(std::make_shared<ServerLoop>(loops.at(i), shared));
  }
  TRY(state->port, state->bind(config.address, config.port, false));
  if (config.tls_port) {
    TRY(state->tls_port, state->bind(config.address, *config.tls_port, true));
  }
  for (auto& side : state->sides) {
    side->loop().post([side] { side->start(); });
  }
  return std::make_unique<Server>(std::move(state));
}

Server::Server(std::unique_ptr<State> state) : state_(std::move(state)) {}

Server::~Server() { stop(std::chrono::milliseconds(0)); }

std::uint16_t Server::port() const { return state_->port; }

std::optional<std::uint16_t> Server::tls_port() const { return state_->tls_port; }

std::size_t Server::connections() const { return state_->shared->open_sockets.count(); }

void Server::stop(std::chrono::milliseconds time_max) {
  if (std::exchange(state_->stopped, true)) return;
  const auto begin = std::chrono::steady_clock::now();
  state_->run_on_all(&ServerLoop::stop,
                     std::max<std::chrono::milliseconds>(time_max, loop_answer_time_max));
  const auto spent = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now() - begin);
  const auto left = std::max(time_max - spent, std::chrono::milliseconds(0));
  if (state_->shared->open_sockets.wait_until_none(left)) return;
  log_debug("{} connections are cut", connections());
  state_->run_on_all(&ServerLoop::cut, loop_answer_time_max);
}

}  // namespace syncline::io
