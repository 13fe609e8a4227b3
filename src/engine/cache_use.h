// How a cache fares, for metrics and for tests.
#pragma once

#include <cstddef>
#include <cstdint>

namespace syncline::engine {

struct CacheUse {
  std::uint64_t hits = 0;
  std::uint64_t misses = 0;
  std::size_t entries = 0;
  std::size_t bytes = 0;
};

}  // namespace syncline::engine
