#include "edge/request_ids.h"

#include <string_view>

#include "base/text.h"

namespace syncline::edge {
namespace {

constexpr std::size_t pool_bytes = 4096;

}  // namespace

RequestId::RequestId(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  // Where the two digits of each byte stand.
  constexpr std::array<std::size_t, bytes_used> places = {0,  2,  4,  6,  9,  11, 14, 16,
                                                          19, 21, 24, 26, 28, 30, 32, 34};
  text_.fill('-');
  for (std::size_t i = 0; i < bytes_used; ++i) {
    auto byte = static_cast<unsigned char>(bytes[i]);
    if (i == 6) byte = (byte & 0x0F) | 0x40;  // the version
    if (i == 8) byte = (byte & 0x3F) | 0x80;  // the variant
    text_[places[i]] = digits[byte >> 4];
    text_[places[i] + 1] = digits[byte & 15];
  }
}

RequestId RequestId::random() { return RequestId(random_bytes(bytes_used)); }

// As Base32 with the digits of RFC 4648 section 7; the last bits are not used.
LongRequestId::LongRequestId(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789ABCDEFGHIJKLMNOPQRSTUV";
  constexpr unsigned bits_each = 5;
  unsigned held = 0;
  unsigned bits = 0;
  for (std::size_t i = 0; auto& place : text_) {
    if (bits < bits_each) {
      held = (held << 8 | static_cast<unsigned char>(bytes[i++])) & 0xFFF;
      bits += 8;
    }
    bits -= bits_each;
    place = digits[held >> bits & 31];
  }
}

template <class Id>
Id RequestIds::take(const Loop& loop) {
  if (loop.index() >= pools_.size()) return Id(random_bytes(Id::bytes_used));
  auto& pool = pools_[loop.index()];
  if (pool == nullptr) pool = std::make_unique<Pool>();
  if (pool->used + Id::bytes_used > pool->bytes.size()) {
    pool->bytes = random_bytes(pool_bytes);
    pool->used = 0;
  }
  const auto bytes = std::string_view(pool->bytes).substr(pool->used, Id::bytes_used);
  pool->used += Id::bytes_used;
  return Id(bytes);
}

RequestId RequestIds::next(const Loop& loop) { return take<RequestId>(loop); }
LongRequestId RequestIds::next_long(const Loop& loop) { return take<LongRequestId>(loop); }

}  // namespace syncline::edge
