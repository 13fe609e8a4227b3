#include "script/utf16.h"

#include <wctype.h>

#include <algorithm>

namespace syncline::script {
namespace {

constexpr char32_t replacement = 0xFFFD;

std::size_t sequence_length(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead < 0xE0) return 2;
  if (lead >= 0xE0 && lead < 0xF0) return 3;
  return lead >= 0xF0 && lead < 0xF5 ? 4 : 0;
}

std::size_t units_of(char32_t code_point) { return code_point >= 0x10000 ? 2 : 1; }

}  // namespace

locale_t unicode_tables() {
  static const locale_t made = newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
  return made;
}

bool is_ascii(std::string_view text) {
  return std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

char32_t next_code_point(std::string_view text, std::size_t& at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  const auto length = sequence_length(lead);
  if (length == 1) return text[at++] & 0x7F;
  if (length == 0 || at + length > text.size()) {
    ++at;
    return replacement;
  }
  char32_t code_point = lead & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    const auto byte = static_cast<unsigned char>(text[at + i]);
    if ((byte & 0xC0) != 0x80) {
      ++at;
      return replacement;
    }
    code_point = code_point << 6 | (byte & 0x3FU);
  }
  at += length;
  return code_point;
}

void append_utf8(std::string& out, char32_t code_point) {
  if ((code_point >= 0xD800 && code_point < 0xE000) || code_point > 0x10FFFF) {
    code_point = replacement;
  }
  const auto byte = [&](char32_t bits) {
    out += static_cast<char>(static_cast<unsigned char>(bits));
  };
  if (code_point < 0x80) return byte(code_point);
  if (code_point < 0x800) {
    byte(0xC0 | code_point >> 6);
  } else if (code_point < 0x10000) {
    byte(0xE0 | code_point >> 12);
    byte(0x80 | (code_point >> 6 & 0x3F));
  } else {
    byte(0xF0 | code_point >> 18);
    byte(0x80 | (code_point >> 12 & 0x3F));
    byte(0x80 | (code_point >> 6 & 0x3F));
  }
  byte(0x80 | (code_point & 0x3F));
}

void Utf16Reader::append(std::string& out, char16_t unit) {
  const bool low = unit >= 0xDC00 && unit < 0xE000;
  if (high_ != 0 && low) {
    append_utf8(out, 0x10000 + ((char32_t{high_} - 0xD800) << 10) + (char32_t{unit} - 0xDC00));
    high_ = 0;
    return;
  }
  end(out);
  if (unit >= 0xD800 && unit < 0xDC00) {
    high_ = unit;
  } else {
    append_utf8(out, unit);
  }
}

void Utf16Reader::end(std::string& out) {
  if (high_ != 0) append_utf8(out, replacement);
  high_ = 0;
}

std::size_t utf16_length(std::string_view text) {
  if (is_ascii(text)) return text.size();
  std::size_t units = 0;
  for (std::size_t at = 0; at < text.size();) units += units_of(next_code_point(text, at));
  return units;
}

std::optional<std::size_t> byte_at_unit(std::string_view text, std::size_t index) {
  if (is_ascii(text)) {
    return index <= text.size() ? std::optional(index) : std::nullopt;
  }
  std::size_t at = 0;
  std::size_t units = 0;
  while (at < text.size()) {
    const auto start = at;
    units += units_of(next_code_point(text, at));
    if (units > index) return start;
  }
  return units == index ? std::optional(at) : std::nullopt;
}

std::size_t unit_at_byte(std::string_view text, std::size_t byte) {
  return utf16_length(text.substr(0, byte));
}

std::u16string to_utf16(std::string_view text) {
  std::u16string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto code_point = next_code_point(text, at);
    if (code_point < 0x10000) {
      out += static_cast<char16_t>(code_point);
      continue;
    }
    const auto above = code_point - 0x10000;
    out += static_cast<char16_t>(0xD800 + (above >> 10));
    out += static_cast<char16_t>(0xDC00 + (above & 0x3FF));
  }
  return out;
}

std::u32string to_utf32(std::string_view text) {
  std::u32string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) out += next_code_point(text, at);
  return out;
}

char32_t upper_case(char32_t code_point) {
  if (code_point < 0x80) {
    return code_point >= 'a' && code_point <= 'z' ? code_point - 32 : code_point;
  }
  return static_cast<char32_t>(towupper_l(static_cast<wint_t>(code_point), unicode_tables()));
}

char32_t lower_case(char32_t code_point) {
  if (code_point < 0x80) {
    return code_point >= 'A' && code_point <= 'Z' ? code_point + 32 : code_point;
  }
  return static_cast<char32_t>(towlower_l(static_cast<wint_t>(code_point), unicode_tables()));
}

std::string to_upper_case(std::string_view text) {
  constexpr char32_t sharp_s = 0xDF;
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto code_point = next_code_point(text, at);
    if (code_point == sharp_s) {
      out += "SS";
    } else {
      append_utf8(out, upper_case(code_point));
    }
  }
  return out;
}

std::string to_lower_case(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();)
    append_utf8(out, lower_case(next_code_point(text, at)));
  return out;
}

}  // namespace syncline::script
