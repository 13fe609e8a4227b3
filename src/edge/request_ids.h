// The ids of requests, x-amzn-RequestId: random UUIDs, for one call of the kernel in a few hundred.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "base/loop.h"

namespace syncline::edge {

// From any loop: each has random bytes of its own, so that no lock is needed. It must outlive the
// loops' threads, or be destroyed where they have stopped to ask.
class RequestIds {
 public:
  // On that loop.
  std::string next(const Loop& loop);

 private:
  static constexpr std::size_t loops_max = 256;  // a loop beyond asks the kernel each time
  struct Pool {
    std::string bytes;
    std::size_t used = 0;
  };
  std::array<std::unique_ptr<Pool>, loops_max> pools_;
};

// RFC 9562, version 4, of 16 random bytes.
std::string format_uuid(std::string_view bytes);

}  // namespace syncline::edge
