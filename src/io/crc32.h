// CRC-32 of IEEE 802.3, as gzip has it (RFC 1952 8.1.1). The same in any thread; no state.
#pragma once

#include <cstdint>
#include <string_view>

namespace syncline::io {

std::uint32_t crc32(std::string_view bytes);

}  // namespace syncline::io
