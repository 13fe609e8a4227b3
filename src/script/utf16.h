// Java counts a String in UTF-16 units; our texts are UTF-8. For ASCII, which nearly all texts are,
// an index is an index; other texts are walked.
#pragma once

#include <locale.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace syncline::script {

bool is_ascii(std::string_view text);

std::size_t utf16_length(std::string_view text);
// The byte at which the unit `index` starts; nothing past the end. In the middle of a surrogate
// pair it is the start of the pair.
std::optional<std::size_t> byte_at_unit(std::string_view text, std::size_t index);
std::size_t unit_at_byte(std::string_view text, std::size_t byte);

std::u16string to_utf16(std::string_view text);
// A broken sequence is U+FFFD, one for each byte, and decoding goes on behind it.
std::u32string to_utf32(std::string_view text);
// Reads the code point at `at` and moves `at` behind it.
char32_t next_code_point(std::string_view text, std::size_t& at);
void append_utf8(std::string& out, char32_t code_point);  // a lone surrogate is U+FFFD

// Reads \uXXXX escapes, which are UTF-16 units: two halves of a pair that follow each other are
// one code point, a half alone is U+FFFD.
class Utf16Reader {
 public:
  void append(std::string& out, char16_t unit);
  void end(std::string& out);  // something else follows, or nothing

 private:
  char16_t high_ = 0;  // the first half of a pair, whose second may come
};

// The C library's own Unicode tables, for iswalpha_l and its kin; they need no locale to be
// installed.
locale_t unicode_tables();

// Unicode's simple case mapping, and ß → SS; one letter, and whole texts.
char32_t upper_case(char32_t code_point);
char32_t lower_case(char32_t code_point);
std::string to_upper_case(std::string_view text);
std::string to_lower_case(std::string_view text);

}  // namespace syncline::script
