#include "edge/request_ids.h"

#include <string_view>

#include "base/text.h"

namespace syncline::edge {
namespace {

constexpr std::size_t uuid_bytes = 16;
constexpr std::size_t pool_bytes = 4096;

}  // namespace

std::string format_uuid(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text(36, '-');
  std::size_t at = 0;
  for (std::size_t i = 0; i < uuid_bytes; ++i) {
    auto byte = static_cast<unsigned char>(bytes[i]);
    if (i == 6) byte = (byte & 0x0F) | 0x40;  // the version
    if (i == 8) byte = (byte & 0x3F) | 0x80;  // the variant
    if (i == 4 || i == 6 || i == 8 || i == 10) ++at;
    text[at++] = digits[byte >> 4];
    text[at++] = digits[byte & 15];
  }
  return text;
}

std::string RequestIds::next(const Loop& loop) {
  if (loop.index() >= pools_.size()) return random_uuid();
  auto& pool = pools_[loop.index()];
  if (pool == nullptr) pool = std::make_unique<Pool>();
  if (pool->used == pool->bytes.size()) {
    pool->bytes = random_bytes(pool_bytes);
    pool->used = 0;
  }
  const auto bytes = std::string_view(pool->bytes).substr(pool->used, uuid_bytes);
  pool->used += uuid_bytes;
  return format_uuid(bytes);
}

}  // namespace syncline::edge
