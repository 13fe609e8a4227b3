// The clients of a bench, in a process of their own: raw epoll, so that they cost little and do
// the same for every server. They count the bytes that they receive, and time the answers.
#pragma once

#include <sys/types.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace syncline::bench {

class Peers {
 public:
  // Before this process has threads.
  Peers();
  ~Peers();
  Peers(const Peers&) = delete;
  Peers& operator=(const Peers&) = delete;

  // Opens connections that send `request` and read an answer of `answer_bytes`, then stay.
  // Returns when all are open. Wherever the request has `number_mark`, each sending has a number
  // of its own, of as many digits.
  void open(std::uint16_t port, std::size_t count, const std::string& request,
            std::size_t answer_bytes);
  // Each open connection sends its request so many times, one after the other's answer.
  void run_requests(std::size_t times);
  void close_all();

  // Bytes received since the connections were opened, without the first answers.
  [[nodiscard]] std::uint64_t received() const;
  void wait_for(std::uint64_t bytes) const;
  // What so many hundredths of the answers of run_requests took at most, in microseconds; about a
  // twentieth exact. The times of a run go with the next one's begin.
  [[nodiscard]] double percentile_us(double hundredths) const;

  static constexpr std::string_view number_mark = "########";

 private:
  struct Shared;
  void command(const std::string& text);

  Shared* shared_;
  int commands_ = -1;
  pid_t process_ = -1;
};

}  // namespace syncline::bench
