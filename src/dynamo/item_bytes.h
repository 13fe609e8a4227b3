// Reads what encode_item wrote, value by value: shared by those that make items of it and those
// that make text of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/result.h"
#include "dynamo/errors.h"

namespace syncline::dynamo {

class ItemBytes {
 public:
  // The first byte of every stored item, so that a later form can be told from this one.
  static constexpr char format = 1;

  explicit ItemBytes(std::string_view bytes) : bytes_(bytes) {}

  [[nodiscard]] bool at_end() const { return bytes_.empty(); }

  Result<std::uint8_t> read_byte() {
    if (bytes_.empty()) return damaged();
    const auto byte = static_cast<std::uint8_t>(bytes_.front());
    bytes_.remove_prefix(1);
    return byte;
  }

  Result<void> read_format() {
    TRY(const auto first, read_byte());
    return first == format ? Result<void>() : damaged();
  }

  // Of elements that follow, each of which takes a byte at least: a larger count is damage, and not
  // a reason to reserve.
  Result<std::size_t> read_count() {
    std::size_t count = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      TRY(const auto byte, read_byte());
      count |= static_cast<std::size_t>(byte & 0x7F) << shift;
      if (byte < 0x80) return count <= bytes_.size() ? Result<std::size_t>(count) : damaged();
    }
    return damaged();
  }

  // A text or a binary; it stands in the bytes.
  Result<std::string_view> read_text() {
    TRY(const auto length, read_count());
    const auto text = bytes_.substr(0, length);
    bytes_.remove_prefix(length);
    return text;
  }

  // What is left, for readers of their own, such as Decimal::read_ordered.
  std::string_view& rest() { return bytes_; }

  static std::unexpected<Error> damaged() { return internal_error("a stored item is damaged"); }

 private:
  std::string_view bytes_;
};

}  // namespace syncline::dynamo
