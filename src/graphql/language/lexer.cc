#include "graphql/language/lexer.h"

#include <fmt/format.h>

#include "graphql/language/unicode.h"

namespace syncline::graphql {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_name_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

TokenKind punctuator(char c) {
  switch (c) {
    case '!': return TokenKind::bang;
    case '$': return TokenKind::dollar;
    case '&': return TokenKind::ampersand;
    case '(': return TokenKind::open_paren;
    case ')': return TokenKind::close_paren;
    case ':': return TokenKind::colon;
    case '=': return TokenKind::equals;
    case '@': return TokenKind::at;
    case '[': return TokenKind::open_bracket;
    case ']': return TokenKind::close_bracket;
    case '{': return TokenKind::open_brace;
    case '|': return TokenKind::pipe;
    case '}': return TokenKind::close_brace;
    default: return TokenKind::end;
  }
}

}  // namespace

std::string describe(TokenKind kind) {
  switch (kind) {
    case TokenKind::end: return "<EOF>";
    case TokenKind::bang: return "\"!\"";
    case TokenKind::dollar: return "\"$\"";
    case TokenKind::ampersand: return "\"&\"";
    case TokenKind::open_paren: return "\"(\"";
    case TokenKind::close_paren: return "\")\"";
    case TokenKind::spread: return "\"...\"";
    case TokenKind::colon: return "\":\"";
    case TokenKind::equals: return "\"=\"";
    case TokenKind::at: return "\"@\"";
    case TokenKind::open_bracket: return "\"[\"";
    case TokenKind::close_bracket: return "\"]\"";
    case TokenKind::open_brace: return "\"{\"";
    case TokenKind::pipe: return "\"|\"";
    case TokenKind::close_brace: return "\"}\"";
    case TokenKind::name: return "Name";
    case TokenKind::int_number: return "Int";
    case TokenKind::float_number: return "Float";
    case TokenKind::string: return "String";
    case TokenKind::block_string: return "BlockString";
  }
  return "";
}

std::string describe(const Token& token) {
  switch (token.kind) {
    case TokenKind::name:
    case TokenKind::int_number:
    case TokenKind::float_number: return fmt::format("{} \"{}\"", describe(token.kind), token.text);
    case TokenKind::string:
    case TokenKind::block_string:
      return fmt::format("{} \"{}\"", describe(token.kind), token.value);
    default: return describe(token.kind);
  }
}

std::unexpected<Error> syntax_error(Location location, std::string_view message) {
  return fail(ErrorKind::invalid, "GraphQLSyntaxError", fmt::format("Syntax Error: {}", message),
              {{"line", location.line}, {"column", location.column}});
}

Location Lexer::here() const {
  const auto column = at_ - line_start_ - continuation_bytes_ + 1;
  return {line_, static_cast<std::uint32_t>(column)};
}

std::string_view Lexer::ahead(std::size_t characters) const {
  std::size_t end = at_;
  for (; characters > 0; --characters) {
    const auto point = read_code_point(text_, end);
    if (point.bytes == 0) break;
    end += point.bytes;
  }
  return text_.substr(at_, end - at_);
}

Result<Token> Lexer::next() {
  TRY(skip_ignored());
  if (at_ == text_.size()) return take(TokenKind::end, 0);
  const char c = peek();
  if (const auto kind = punctuator(c); kind != TokenKind::end) return take(kind, 1);
  if (is_name_start(c)) return read_name();
  if (is_digit(c) || c == '-') return read_number();
  if (starts_with("\"\"\"")) return read_block_string();
  if (c == '"') return read_string();
  if (starts_with("...")) return take(TokenKind::spread, 3);
  return bad_character();
}

Result<void> Lexer::skip_ignored() {
  while (at_ < text_.size()) {
    switch (peek()) {
      case ' ':
      case '\t':
      case ',': ++at_; break;
      case '\n':
      case '\r': skip_line_end(); break;
      case '#': TRY(skip_comment()); break;
      default:
        if (!starts_with(byte_order_mark)) return {};
        TRY(skip_code_point(""));
    }
  }
  return {};
}

Result<void> Lexer::skip_comment() {
  while (at_ < text_.size() && peek() != '\n' && peek() != '\r') {
    TRY(skip_code_point(" within Comment"));
  }
  return {};
}

// \r\n is one line end (specification 2.1.2).
void Lexer::skip_line_end() {
  at_ += peek() == '\r' && peek(1) == '\n' ? 2 : 1;
  ++line_;
  line_start_ = at_;
  continuation_bytes_ = 0;
}

Result<void> Lexer::skip_code_point(std::string_view where) {
  const auto point = read_code_point(text_, at_);
  if (point.bytes == 0) {
    return syntax_error(
        here(), fmt::format("Invalid character{}: {}.", where, describe_code_point(text_, at_)));
  }
  at_ += point.bytes;
  continuation_bytes_ += point.bytes - 1;
  return {};
}

Token Lexer::take(TokenKind kind, std::size_t bytes) {
  Token token{kind, text_.substr(at_, bytes), {}, here()};
  at_ += bytes;
  return token;
}

Token Lexer::read_name() {
  std::size_t bytes = 1;
  while (is_name_start(peek(bytes)) || is_digit(peek(bytes))) ++bytes;
  return take(TokenKind::name, bytes);
}

// IntValue and FloatValue (2.9.1, 2.9.2): no leading zero, and neither a digit, a dot nor a name
// may follow at once.
Result<Token> Lexer::read_number() {
  const auto start = at_;
  const auto location = here();
  auto kind = TokenKind::int_number;
  if (peek() == '-') ++at_;
  if (peek() == '0') {
    ++at_;
    if (is_digit(peek())) {
      return syntax_error(here(), fmt::format("Invalid number, unexpected digit after 0: {}.",
                                              describe_code_point(text_, at_)));
    }
  } else {
    TRY(skip_digits());
  }
  if (peek() == '.') {
    kind = TokenKind::float_number;
    ++at_;
    TRY(skip_digits());
  }
  if (peek() == 'e' || peek() == 'E') {
    kind = TokenKind::float_number;
    ++at_;
    if (peek() == '+' || peek() == '-') ++at_;
    TRY(skip_digits());
  }
  if (peek() == '.' || is_name_start(peek())) return bad_number();
  return Token{kind, text_.substr(start, at_ - start), {}, location};
}

Result<void> Lexer::skip_digits() {
  if (!is_digit(peek())) return bad_number();
  while (is_digit(peek())) ++at_;
  return {};
}

std::unexpected<Error> Lexer::bad_number() const {
  return syntax_error(here(), fmt::format("Invalid number, expected digit but got: {}.",
                                          describe_code_point(text_, at_)));
}

std::unexpected<Error> Lexer::bad_character() const {
  if (peek() == '\'') {
    return syntax_error(here(),
                        "Unexpected single quote character ('), did you mean to use a double "
                        "quote (\")?");
  }
  const bool valid = read_code_point(text_, at_).bytes > 0;
  return syntax_error(here(), fmt::format("{} character: {}.", valid ? "Unexpected" : "Invalid",
                                          describe_code_point(text_, at_)));
}

}  // namespace syncline::graphql
