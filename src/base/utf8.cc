#include <cstring>

#include "base/text.h"

namespace syncline {
namespace {

// How many bytes at the front are ASCII, looking at eight at once.
std::size_t ascii_prefix(std::string_view bytes) {
  std::size_t at = 0;
  for (; at + sizeof(std::uint64_t) <= bytes.size(); at += sizeof(std::uint64_t)) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data() + at, sizeof word);
    if ((word & 0x8080808080808080U) != 0) return at;
  }
  return at;
}

}  // namespace

bool Utf8Check::begin(unsigned char lead) {
  low_ = 0x80;
  high_ = 0xBF;
  if (lead < 0x80) return true;
  if (lead < 0xC2 || lead > 0xF4) return false;  // a stray continuation, overlong, or too large
  missing_ = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
  if (lead == 0xE0) low_ = 0xA0;   // overlong
  if (lead == 0xED) high_ = 0x9F;  // surrogates
  if (lead == 0xF0) low_ = 0x90;   // overlong
  if (lead == 0xF4) high_ = 0x8F;  // above U+10FFFF
  return true;
}

bool Utf8Check::feed(std::string_view bytes) {
  while (!bytes.empty()) {
    if (missing_ == 0) bytes.remove_prefix(ascii_prefix(bytes));
    if (bytes.empty()) return true;
    const auto byte = static_cast<unsigned char>(bytes.front());
    bytes.remove_prefix(1);
    if (missing_ == 0) {
      if (!begin(byte)) return false;
      continue;
    }
    if (byte < low_ || byte > high_) return false;
    low_ = 0x80;
    high_ = 0xBF;
    --missing_;
  }
  return true;
}

bool is_utf8(std::string_view bytes) {
  Utf8Check check;
  return check.feed(bytes) && check.complete();
}

}  // namespace syncline
