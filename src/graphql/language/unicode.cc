#include "graphql/language/unicode.h"

#include <fmt/format.h>

#include "base/text.h"

namespace syncline::graphql {
namespace {

std::size_t sequence_bytes(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead < 0xE0) return 2;
  return lead < 0xF0 ? 3 : 4;
}

}  // namespace

CodePoint read_code_point(std::string_view text, std::size_t at) {
  if (at >= text.size()) return {};
  const auto lead = static_cast<unsigned char>(text[at]);
  if (lead < 0x80) return {lead, 1};
  const auto sequence = text.substr(at, sequence_bytes(lead));
  if (!is_utf8(sequence)) return {};
  char32_t value = lead & (0x7FU >> sequence.size());
  for (const char byte : sequence.substr(1)) {
    value = (value << 6) | (static_cast<unsigned char>(byte) & 0x3FU);
  }
  return {value, sequence.size()};
}

void append_utf8(std::string& out, char32_t code_point) {
  const auto put = [&out](char32_t byte) { out += static_cast<char>(byte); };
  if (code_point < 0x80) {
    put(code_point);
    return;
  }
  if (code_point < 0x800) {
    put(0xC0 | (code_point >> 6));
  } else if (code_point < 0x10000) {
    put(0xE0 | (code_point >> 12));
    put(0x80 | ((code_point >> 6) & 0x3F));
  } else {
    put(0xF0 | (code_point >> 18));
    put(0x80 | ((code_point >> 12) & 0x3F));
    put(0x80 | ((code_point >> 6) & 0x3F));
  }
  put(0x80 | (code_point & 0x3F));
}

std::string describe_code_point(std::string_view text, std::size_t at) {
  if (at >= text.size()) return "<EOF>";
  const auto point = read_code_point(text, at);
  if (point.bytes == 0) {
    return fmt::format("byte 0x{:02X}, which is not valid UTF-8",
                       static_cast<unsigned char>(text[at]));
  }
  if (point.value == '"') return "'\"'";
  if (point.value >= 0x20 && point.value < 0x7F) {
    return fmt::format("\"{}\"", static_cast<char>(point.value));
  }
  return fmt::format("U+{:04X}", static_cast<std::uint32_t>(point.value));
}

}  // namespace syncline::graphql
