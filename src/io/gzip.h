// Response bodies as gzip (RFC 1952). One for each body; nothing in it is shared.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace syncline::io {

// Where zlib takes its memory from: from malloc, unless functions are given. They are zlib's
// `zalloc` and `zfree`, with `owner` as their first argument.
struct GzipMemory {
  void* (*allocate)(void* owner, unsigned items, unsigned bytes) = nullptr;  // null: none is left
  void (*release)(void* owner, void* block) = nullptr;
  void* owner = nullptr;
};

// Takes a body in parts, so that a long one need not keep its loop. The fastest level: what a
// server lacks is time, and JSON shrinks to a fifth even so.
class Gzip {
 public:
  // `bytes` of the whole body: a short one needs little memory.
  explicit Gzip(std::size_t bytes, const GzipMemory& memory = {});
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
std::optional<std::string> gzip(std::string_view body, const GzipMemory& memory = {});

}  // namespace syncline::io
