// The ids of requests, x-amzn-RequestId, for one call of the kernel in a few hundred: random UUIDs,
// or what DynamoDB has.
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
  static constexpr std::size_t bytes_used = 16;
  // RFC 9562, version 4, of that many random bytes.
  explicit RequestId(std::string_view bytes);
  static RequestId random();  // for what happens seldom: asks the kernel
  [[nodiscard]] std::string_view text() const { return {text_.data(), text_.size()}; }

 private:
  std::array<char, 36> text_{};
};

// Of the form that DynamoDB's have: 52 digits and capital letters.
class LongRequestId {
 public:
  static constexpr std::size_t bytes_used = 33;  // 260 bits, five a character
  explicit LongRequestId(std::string_view bytes);
  [[nodiscard]] std::string_view text() const { return {text_.data(), text_.size()}; }

 private:
  std::array<char, 52> text_{};
};

// From any loop: each has random bytes of its own, so that no lock is needed. It must outlive the
// loops' threads, or be destroyed where they have stopped to ask.
class RequestIds {
 public:
  // On that loop.
  RequestId next(const Loop& loop);
  LongRequestId next_long(const Loop& loop);

 private:
  static constexpr std::size_t loops_max = 256;  // a loop beyond asks the kernel each time
  struct Pool {
    std::string bytes;
    std::size_t used = 0;
  };
  template <class Id>
  Id take(const Loop& loop);

  std::array<std::unique_ptr<Pool>, loops_max> pools_;
};

}  // namespace syncline::edge
