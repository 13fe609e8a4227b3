#include "bench/peers.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <iterator>
#include <sstream>
#include <vector>

#include "base/result.h"

namespace syncline::bench {

namespace {

// How many answers took how long: sixteen buckets for each doubling.
using Times = std::array<std::atomic<std::uint32_t>, 1024>;
constexpr double buckets_each = 16;

}  // namespace

// In memory that both processes see.
struct Peers::Shared {
  std::atomic<std::uint64_t> commands_done = 0;
  std::atomic<std::uint64_t> received = 0;
  Times times{};
};

namespace {

using Moment = std::chrono::steady_clock::time_point;

constexpr auto pause_us = 50;

// The other process: does one command after the other, and reads all the time.
class Client {
 public:
  Client(int commands, std::atomic<std::uint64_t>& done, std::atomic<std::uint64_t>& received,
         Times& times)
      : commands_(commands),
        done_(done),
        received_(received),
        times_(times),
        poll_(::epoll_create1(0)) {
    watch(commands_);
  }

  // While requests are under way it never sleeps. A peer on the same machine that does is woken on
  // the time of the server that answers it, and sleeps the oftener the longer an answer takes: of
  // two servers the slower one would be charged for that too, which is no part of its work.
  void run() {
    std::array<epoll_event, 512> ready{};
    for (;;) {
      const int patience = asking_ > 0 ? 0 : -1;
      const int count = ::epoll_wait(poll_, ready.data(), static_cast<int>(ready.size()), patience);
      for (int i = 0; i < count; ++i) {
        const int descriptor = ready[static_cast<std::size_t>(i)].data.fd;
        if (descriptor != commands_) {
          read(descriptor);
        } else if (!do_command()) {
          return;
        }
      }
    }
  }

 private:
  void watch(int descriptor) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = descriptor;
    CHECK(::epoll_ctl(poll_, EPOLL_CTL_ADD, descriptor, &event) == 0);
  }

  void read(int descriptor) {
    const auto bytes = ::recv(descriptor, buffer_.data(), buffer_.size(), MSG_DONTWAIT);
    if (bytes == 0) return lose(descriptor);
    if (bytes < 0) return;
    received_ += static_cast<std::uint64_t>(bytes);
    if (left_.empty()) return;
    auto& left = left_[static_cast<std::size_t>(descriptor)];
    left.bytes += static_cast<std::size_t>(bytes);
    if (left.bytes < answer_bytes_ || left.times == 0) return;
    left.bytes = 0;
    note(left.sent);
    if (--left.times > 0) {
      left.sent = std::chrono::steady_clock::now();
      send(descriptor);
    } else {
      --asking_;
    }
  }

  // The server has closed it: there is no answer to wait for any more.
  void lose(int descriptor) {
    ::epoll_ctl(poll_, EPOLL_CTL_DEL, descriptor, nullptr);
    if (left_.empty()) return;
    auto& left = left_[static_cast<std::size_t>(descriptor)];
    if (left.times > 0) --asking_;
    left.times = 0;
  }

  void note(Moment sent) {
    const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - sent;
    const auto bucket = std::log2(std::max(1.0, took.count())) * buckets_each;
    ++times_[std::min(static_cast<std::size_t>(bucket), times_.size() - 1)];
  }

  // Writes the next number wherever the request has one.
  void number_request() {
    auto digits = std::to_string(++number_);
    digits.insert(0, Peers::number_mark.size() - std::min(digits.size(), Peers::number_mark.size()),
                  '0');
    for (const auto place : number_places_) request_.replace(place, digits.size(), digits);
  }

  void send(int descriptor) {
    if (!number_places_.empty()) number_request();
    CHECK(::send(descriptor, request_.data(), request_.size(), MSG_NOSIGNAL) ==
          static_cast<ssize_t>(request_.size()));
  }

  bool do_command() {
    std::array<char, 8192> text{};
    const auto size = ::recv(commands_, text.data(), text.size(), 0);
    if (size <= 0) return false;
    std::istringstream words(std::string(text.data(), static_cast<std::size_t>(size)));
    std::string verb;
    words >> verb;
    if (verb == "open") open(words);
    if (verb == "requests") begin_requests(words);
    if (verb == "close") close_all();
    ++done_;
    return true;
  }

  void open(std::istringstream& words) {
    std::uint16_t port = 0;
    std::size_t count = 0;
    words >> port >> count >> answer_bytes_;
    words.get();
    request_.assign(std::istreambuf_iterator<char>(words), {});
    number_places_.clear();
    for (auto at = request_.find(Peers::number_mark); at != std::string::npos;
         at = request_.find(Peers::number_mark, at + 1)) {
      number_places_.push_back(at);
    }
    for (std::size_t i = 0; i < count; ++i) open_one(port);
  }

  void open_one(std::uint16_t port) {
    const int descriptor = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    CHECK(::connect(descriptor, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
    const int on = 1;
    ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    send(descriptor);
    for (std::size_t have = 0; have < answer_bytes_;) {
      const auto bytes = ::recv(descriptor, buffer_.data(), answer_bytes_ - have, 0);
      CHECK(bytes > 0);
      have += static_cast<std::size_t>(bytes);
    }
    open_.push_back(descriptor);
    watch(descriptor);
  }

  void begin_requests(std::istringstream& words) {
    std::size_t times = 0;
    words >> times;
    for (auto& count : times_) count = 0;
    left_.assign(static_cast<std::size_t>(open_.back()) + 1,
                 {0, times, std::chrono::steady_clock::now()});
    asking_ = open_.size();
    for (const int descriptor : open_) send(descriptor);
  }

  void close_all() {
    for (const int descriptor : open_) ::close(descriptor);
    open_.clear();
    left_.clear();
    asking_ = 0;
    received_ = 0;
  }

  struct Left {
    std::size_t bytes;
    std::size_t times;
    Moment sent;
  };
  int commands_;
  std::atomic<std::uint64_t>& done_;
  std::atomic<std::uint64_t>& received_;
  Times& times_;
  int poll_;
  std::string request_;
  std::vector<std::size_t> number_places_;
  std::uint64_t number_ = 0;
  std::size_t answer_bytes_ = 0;
  std::vector<int> open_;
  std::vector<Left> left_;  // by descriptor, while requests run
  std::size_t asking_ = 0;  // connections that wait for an answer
  std::array<char, 256 * 1024> buffer_{};
};

}  // namespace

Peers::Peers() {
  auto* memory =
      ::mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  CHECK(memory != MAP_FAILED);
  shared_ = std::construct_at(static_cast<Shared*>(memory));
  std::array<int, 2> pair{};
  CHECK(::socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair.data()) == 0);
  process_ = ::fork();
  CHECK(process_ >= 0);
  if (process_ == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::close(pair[0]);
    const auto client = std::make_unique<Client>(pair[1], shared_->commands_done, shared_->received,
                                                 shared_->times);
    client->run();
    ::_exit(0);
  }
  ::close(pair[1]);
  commands_ = pair[0];
}

Peers::~Peers() {
  ::close(commands_);
  ::waitpid(process_, nullptr, 0);
  ::munmap(shared_, sizeof(Shared));
}

void Peers::command(const std::string& text) {
  const auto before = shared_->commands_done.load();
  CHECK(::send(commands_, text.data(), text.size(), 0) == static_cast<ssize_t>(text.size()));
  while (shared_->commands_done == before) ::usleep(pause_us);
}

void Peers::open(std::uint16_t port, std::size_t count, const std::string& request,
                 std::size_t answer_bytes) {
  command("open " + std::to_string(port) + " " + std::to_string(count) + " " +
          std::to_string(answer_bytes) + "\n" + request);
}

void Peers::run_requests(std::size_t times) { command("requests " + std::to_string(times)); }

void Peers::close_all() { command("close"); }

std::uint64_t Peers::received() const { return shared_->received; }

void Peers::wait_for(std::uint64_t bytes) const {
  while (received() < bytes) ::usleep(pause_us);
}

double Peers::percentile_us(double hundredths) const {
  double all = 0;
  for (const auto& count : shared_->times) all += count;
  double seen = 0;
  for (std::size_t i = 0; i < shared_->times.size(); ++i) {
    seen += shared_->times[i];
    if (seen >= all * hundredths / 100) {
      return std::exp2(static_cast<double>(i + 1) / buckets_each);
    }
  }
  return 0;
}

}  // namespace syncline::bench
