// How many sockets a server has open, on all loops: for its statistics, and to wait for the end.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

namespace syncline::io {

class OpenSockets {
 public:
  void add() { ++count_; }
  // False when `max` are open already.
  bool add_below(std::size_t max) {
    auto count = count_.load();
    while (count < max) {
      if (count_.compare_exchange_weak(count, count + 1)) return true;
    }
    return false;
  }
  void remove() {
    if (--count_ > 0) return;
    const std::lock_guard lock(mutex_);  // so that a waiter cannot miss it between test and sleep
    none_.notify_all();
  }
  [[nodiscard]] std::size_t count() const { return count_; }
  // False when some were still open after that time.
  bool wait_until_none(std::chrono::milliseconds time_max) {
    std::unique_lock lock(mutex_);
    return none_.wait_for(lock, time_max, [&] { return count_ == 0; });
  }

 private:
  std::atomic<std::size_t> count_ = 0;
  std::mutex mutex_;
  std::condition_variable none_;
};

// One counted socket.
class OpenSocket {
 public:
  explicit OpenSocket(OpenSockets& all) : all_(&all) { all_->add(); }
  // Nothing when `max` are open already.
  static std::optional<OpenSocket> below(OpenSockets& all, std::size_t max) {
    if (!all.add_below(max)) return std::nullopt;
    return OpenSocket(&all);
  }
  OpenSocket(OpenSocket&& other) noexcept : all_(std::exchange(other.all_, nullptr)) {}
  OpenSocket& operator=(OpenSocket&&) = delete;
  ~OpenSocket() { leave(); }
  void leave() {
    if (all_ != nullptr) std::exchange(all_, nullptr)->remove();
  }

 private:
  explicit OpenSocket(OpenSockets* counted) : all_(counted) {}

  OpenSockets* all_;
};

}  // namespace syncline::io
