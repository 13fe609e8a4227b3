// Code points in UTF-8 text (RFC 3629), as the lexer and its messages need them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace syncline::graphql {

struct CodePoint {
  char32_t value = 0;
  std::size_t bytes = 0;  // 0 when the text is not valid UTF-8 there
};

CodePoint read_code_point(std::string_view text, std::size_t at);
void append_utf8(std::string& out, char32_t code_point);

// A Unicode scalar value: any code point but a surrogate.
inline bool is_scalar_value(char32_t value) {
  return value < 0xD800 || (value > 0xDFFF && value <= 0x10FFFF);
}

// How a message names what stands at `at`: `"x"`, `U+00E9` or `<EOF>`.
std::string describe_code_point(std::string_view text, std::size_t at);

}  // namespace syncline::graphql
