// The physical twin: the least that a server can do with epoll and system calls, on one thread.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace syncline::bench {

class RawServer {
 public:
  // Answers each request head (up to an empty line, and `body_bytes` behind it) with `answer`.
  RawServer(std::string answer, std::size_t body_bytes);
  ~RawServer();
  RawServer(const RawServer&) = delete;
  RawServer& operator=(const RawServer&) = delete;

  [[nodiscard]] std::uint16_t port() const { return port_; }

  // Runs on the server's thread; returns when it has run.
  void run(const std::function<void()>& work);

  // On the server's thread: the same bytes to each connection, once or so many times in one write.
  void send_to_all(const std::string& frame);
  void send_to_all(const std::string& frame, std::size_t times);

 private:
  void serve();
  void accept_one();
  void read(int descriptor);
  void run_work();

  std::string answer_;
  std::size_t body_bytes_;
  int listener_ = -1;
  int wake_ = -1;
  int poll_ = -1;
  std::uint16_t port_ = 0;
  std::vector<int> open_;
  std::vector<std::string> pending_;  // by descriptor: a request that is not complete
  std::mutex mutex_;
  const std::function<void()>* work_ = nullptr;
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

}  // namespace syncline::bench
