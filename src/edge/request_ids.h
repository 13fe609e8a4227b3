// The ids of requests, x-amzn-RequestId: random UUIDs, for one call of the kernel in a few hundred.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "base/loop.h"

namespace syncline::edge {

// The text of a UUID, in place: one is made for each request.
class RequestId {
 public:
  // RFC 9562, version 4, of 16 random bytes.
  explicit RequestId(std::string_view bytes);
  static RequestId random();  // for what happens seldom: asks the kernel
  [[nodiscard]] std::string_view text() const { return {text_.data(), text_.size()}; }

 private:
  std::array<char, 36> text_{};
};

// From any loop: each has random bytes of its own, so that no lock is needed. It must outlive the
// loops' threads, or be destroyed where they have stopped to ask.
class RequestIds {
 public:
  // On that loop.
  RequestId next(const Loop& loop);

 private:
  static constexpr std::size_t loops_max = 256;  // a loop beyond asks the kernel each time
  struct Pool {
    std::string bytes;
    std::size_t used = 0;
  };
  std::array<std::unique_ptr<Pool>, loops_max> pools_;
};

}  // namespace syncline::edge
