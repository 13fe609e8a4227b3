#include "bench/raw_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <future>

#include "base/result.h"

namespace syncline::bench {
namespace {

void watch(int poll, int descriptor) {
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.fd = descriptor;
  CHECK(::epoll_ctl(poll, EPOLL_CTL_ADD, descriptor, &event) == 0);
}

}  // namespace

RawServer::RawServer(std::string answer, std::size_t body_bytes)
    : answer_(std::move(answer)), body_bytes_(body_bytes) {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  CHECK(::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) == 0);
  CHECK(::listen(listener_, SOMAXCONN) == 0);
  CHECK(::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
  port_ = ntohs(address.sin_port);
  wake_ = ::eventfd(0, EFD_NONBLOCK);
  poll_ = ::epoll_create1(0);
  watch(poll_, listener_);
  watch(poll_, wake_);
  thread_ = std::thread([this] { serve(); });
}

RawServer::~RawServer() {
  run([this] { stopping_ = true; });
  thread_.join();
  for (const int descriptor : open_) ::close(descriptor);
  for (const int descriptor : {listener_, wake_, poll_}) ::close(descriptor);
}

void RawServer::run(const std::function<void()>& work) {
  std::promise<void> done;
  const std::function<void()> both = [&] {
    work();
    done.set_value();
  };
  {
    const std::lock_guard lock(mutex_);
    work_ = &both;
  }
  const std::uint64_t one = 1;
  CHECK(::write(wake_, &one, sizeof one) == sizeof one);
  done.get_future().wait();
}

void RawServer::run_work() {
  std::uint64_t count = 0;
  std::ignore = ::read(wake_, &count, sizeof count);
  const std::function<void()>* work = nullptr;
  {
    const std::lock_guard lock(mutex_);
    work = std::exchange(work_, nullptr);
  }
  if (work != nullptr) (*work)();
}

void RawServer::serve() {
  std::array<epoll_event, 512> ready{};
  while (!stopping_) {
    const int count = ::epoll_wait(poll_, ready.data(), static_cast<int>(ready.size()), -1);
    for (int i = 0; i < count; ++i) {
      const int descriptor = ready[static_cast<std::size_t>(i)].data.fd;
      if (descriptor == listener_) {
        accept_one();
      } else if (descriptor == wake_) {
        run_work();
      } else {
        read(descriptor);
      }
    }
  }
}

void RawServer::accept_one() {
  const int descriptor = ::accept4(listener_, nullptr, nullptr, SOCK_NONBLOCK);
  if (descriptor < 0) return;
  const int on = 1;
  ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  open_.push_back(descriptor);
  pending_.resize(std::max(pending_.size(), static_cast<std::size_t>(descriptor) + 1));
  watch(poll_, descriptor);
}

void RawServer::read(int descriptor) {
  std::array<char, 16 * 1024> buffer;  // NOLINT: recv fills what is used
  const auto bytes = ::recv(descriptor, buffer.data(), buffer.size(), 0);
  if (bytes <= 0) {
    if (bytes < 0) return;
    std::erase(open_, descriptor);
    ::close(descriptor);
    return;
  }
  std::string_view request(buffer.data(), static_cast<std::size_t>(bytes));
  auto& pending = pending_[static_cast<std::size_t>(descriptor)];
  if (!pending.empty()) {
    pending += request;
    request = pending;
  }
  const auto end = request.find("\r\n\r\n");
  if (end == std::string_view::npos || request.size() < end + 4 + body_bytes_) {
    if (pending.empty()) pending = request;
    return;
  }
  pending.clear();
  CHECK(::send(descriptor, answer_.data(), answer_.size(), MSG_NOSIGNAL) > 0);
}

void RawServer::send_to_all(const std::string& frame) {
  for (const int descriptor : open_) {
    CHECK(::send(descriptor, frame.data(), frame.size(), MSG_NOSIGNAL) ==
          static_cast<ssize_t>(frame.size()));
  }
}

void RawServer::send_to_all(const std::string& frame, std::size_t times) {
  std::vector<iovec> pieces(times);
  for (const int descriptor : open_) {
    for (auto& piece : pieces) piece = {const_cast<char*>(frame.data()), frame.size()};
    CHECK(::writev(descriptor, pieces.data(), static_cast<int>(times)) ==
          static_cast<ssize_t>(frame.size() * times));
  }
}

}  // namespace syncline::bench
