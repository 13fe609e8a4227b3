// The lexer's strings (specification 2.9.4).
#include <fmt/format.h>

#include <algorithm>

#include "graphql/language/block_string.h"
#include "graphql/language/lexer.h"
#include "graphql/language/unicode.h"

namespace syncline::graphql {
namespace {

constexpr std::string_view inside_string = " within String";

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// Four hexadecimal digits, or nothing that a code point could be.
constexpr char32_t no_unit = 0xFFFFFFFF;

char32_t read_unit(std::string_view text, std::size_t at) {
  if (at + 4 > text.size()) return no_unit;
  char32_t value = 0;
  for (const char c : text.substr(at, 4)) {
    const int digit = hex_value(c);
    if (digit < 0) return no_unit;
    value = value * 16 + static_cast<char32_t>(digit);
  }
  return value;
}

constexpr char32_t beyond_unicode = 0x110000;

bool is_leading_surrogate(char32_t unit) { return unit >= 0xD800 && unit <= 0xDBFF; }
bool is_trailing_surrogate(char32_t unit) { return unit >= 0xDC00 && unit <= 0xDFFF; }

char simple_escape(char c) {
  switch (c) {
    case '"':
    case '\\':
    case '/': return c;
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    default: return '\0';
  }
}

}  // namespace

// Most strings hold no escape: their value is the text itself.
void Lexer::read_string(Token& token) {
  const char* const start = at_;
  const auto location = here();
  ++at_;
  while (at_ < end_ && peek() != '\n' && peek() != '\r' && peek() != '\\') {
    if (peek() == '"') {
      ++at_;
      token = {TokenKind::string, location, {start, at_}, {start + 1, at_ - 1}};
      return;
    }
    if (!skip_code_point(inside_string)) break;
  }
  read_string_with_escapes(token, start, location);
}

// Goes on where read_string came to an escape, or to what no string may hold.
void Lexer::read_string_with_escapes(Token& token, const char* start, Location location) {
  std::string value(start + 1, at_);
  while (at_ < end_ && peek() != '\n' && peek() != '\r') {
    if (peek() == '"') {
      ++at_;
      token = {TokenKind::string, location, {start, at_}, arena_.copy(value)};
      return;
    }
    const char* const from = at_;
    if (peek() == '\\') {
      if (!read_escape(value)) break;
    } else {
      if (!skip_code_point(inside_string)) break;
      value.append(from, at_);
    }
  }
  fail(here(), "Unterminated string.");
  take(token, TokenKind::end, at_, 0);
}

void Lexer::read_block_string(Token& token) {
  const char* const start = at_;
  const auto location = here();
  std::string raw;
  at_ += 3;
  while (at_ < end_) {
    if (starts_with(block_quotes)) {
      at_ += 3;
      token = {
          TokenKind::block_string, location, {start, at_}, arena_.copy(block_string_value(raw))};
      return;
    }
    const char* const from = at_;
    if (starts_with("\\\"\"\"")) {
      at_ += 4;
      raw += block_quotes;
    } else if (peek() == '\n' || peek() == '\r') {
      skip_line_end();
      raw += '\n';
    } else {
      if (!skip_code_point(inside_string)) break;
      raw.append(from, at_);
    }
  }
  fail(here(), "Unterminated string.");
  take(token, TokenKind::end, at_, 0);
}

bool Lexer::read_escape(std::string& out) {
  if (peek(1) == 'u') return peek(2) == '{' ? read_braced_escape(out) : read_unicode_escape(out);
  const char c = simple_escape(peek(1));
  if (c == '\0') {
    fail(here(), fmt::format("Invalid character escape sequence: \"{}\".", ahead(2)));
    return false;
  }
  out += c;
  at_ += 2;
  return true;
}

// \uXXXX, or two of them that form a surrogate pair as JSON writes it.
bool Lexer::read_unicode_escape(std::string& out) {
  const auto unit = read_unit(rest(), 2);
  if (is_scalar_value(unit)) {
    append_utf8(out, unit);
    at_ += 6;
    return true;
  }
  if (is_leading_surrogate(unit) && peek(6) == '\\' && peek(7) == 'u') {
    const auto trailing = read_unit(rest(), 8);
    if (is_trailing_surrogate(trailing)) {
      append_utf8(out, 0x10000 + ((unit - 0xD800) << 10) + (trailing - 0xDC00));
      at_ += 12;
      return true;
    }
  }
  fail_escape(6);
  return false;
}

// \u{1F600}: any number of digits, as long as it is a scalar value.
bool Lexer::read_braced_escape(std::string& out) {
  char32_t value = 0;
  std::size_t size = 3;
  for (; hex_value(peek(size)) >= 0; ++size) {
    const auto digit = static_cast<char32_t>(hex_value(peek(size)));
    value = std::min<char32_t>(beyond_unicode, value * 16 + digit);
  }
  if (size == 3 || peek(size) != '}' || !is_scalar_value(value)) {
    constexpr std::size_t shown_max = 11;
    fail_escape(std::min(size + 1, shown_max));
    return false;
  }
  append_utf8(out, value);
  at_ += size + 1;
  return true;
}

void Lexer::fail_escape(std::size_t characters) {
  fail(here(), fmt::format("Invalid Unicode escape sequence: \"{}\".", ahead(characters)));
}

}  // namespace syncline::graphql
