// Response bodies as gzip (RFC 1952). One for each body; nothing in it is shared.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace syncline::io {

// Takes a body in parts, so that a long one need not keep its loop. The fastest level: what a
// server lacks is time, and JSON shrinks to a fifth even so.
class Gzip {
 public:
  explicit Gzip(std::size_t bytes);  // of the whole body: a short one needs little memory
  ~Gzip();
  Gzip(const Gzip&) = delete;
  Gzip& operator=(const Gzip&) = delete;

  void add(std::string_view part);
  // The compressed bytes, once. Nothing when zlib failed on the way, such as for want of memory.
  std::optional<std::string> finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// A body at once.
std::optional<std::string> gzip(std::string_view body);

}  // namespace syncline::io
