// Text to tokens (specification 2.1). Whatever is ignored (blanks, commas, comments, the byte order
// mark) is dropped here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "graphql/language/arena.h"
#include "graphql/language/ast.h"

namespace syncline::graphql {

enum class TokenKind : std::uint8_t {
  end,
  bang,           // !
  dollar,         // $
  ampersand,      // &
  open_paren,     // (
  close_paren,    // )
  spread,         // ...
  colon,          // :
  equals,         // =
  at,             // @
  open_bracket,   // [
  close_bracket,  // ]
  open_brace,     // {
  pipe,           // |
  close_brace,    // }
  name,
  int_number,
  float_number,
  string,
  block_string,
};

struct Token {
  TokenKind kind = TokenKind::end;
  Location location;
  std::string_view text;   // as written: the name, the number, the punctuator
  std::string_view value;  // a string's decoded value
};

// How messages name them: `"{"`, `Name`, and `Name "hero"`.
std::string describe(TokenKind kind);
std::string describe(const Token& token);

// "Syntax Error: …", of type GraphQLSyntaxError, with detail {line, column}.
Error syntax_error(Location location, std::string_view message);

// After a fault, its own or the parser's, there is only `end`: whoever reads on comes to a stop by
// itself, and asks once whether there was one.
class Lexer {
 public:
  // Copies the text into the arena, which tokens refer to and which must outlive the lexer.
  Lexer(std::string_view text, Arena& arena);

  // The next token; `end` again and again once the text is used up.
  void next(Token& token);

  // Ends the text with a fault here. The first one counts.
  void fail(Location location, std::string_view message);
  [[nodiscard]] bool failed() const { return fault_.has_value(); }
  [[nodiscard]] std::optional<Error>& fault() { return fault_; }

 private:
  static constexpr std::string_view block_quotes = "\"\"\"";

  // The text ends with a NUL that is not part of it: one byte ahead may always be looked at, and
  // several one after another as long as each was what was looked for.
  [[nodiscard]] char peek(std::size_t ahead = 0) const { return at_[ahead]; }
  [[nodiscard]] std::string_view rest() const { return {at_, end_}; }
  [[nodiscard]] bool starts_with(std::string_view prefix) const {
    return rest().starts_with(prefix);
  }
  [[nodiscard]] Location here() const { return location_of(at_); }
  [[nodiscard]] std::uint32_t column_of(const char* place) const {
    return static_cast<std::uint32_t>(place - line_start_) + 1;
  }
  [[nodiscard]] Location location_of(const char* place) const { return {line_, column_of(place)}; }
  // The next characters, for a message: fewer at the end or before what is not valid UTF-8.
  [[nodiscard]] std::string_view ahead(std::size_t characters) const;
  [[nodiscard]] std::string described_code_point() const;

  void next_other(Token& token);
  bool skip_ignored();
  void skip_comment();
  void skip_line_end();
  // False, and the fault told, when there is none.
  bool skip_code_point(std::string_view where);

  void begin_line(const char* start) {
    ++line_;
    line_start_ = start;
  }
  // That text as the token, and goes on behind it.
  void take(Token& token, TokenKind kind, const char* start, std::size_t bytes) {
    token.kind = kind;
    // As one: who copies it right away would wait for two halves to reach the cache.
    token.location = location_of(start);
    token.text = {start, bytes};
    at_ = start + bytes;
  }
  void read_number(Token& token);
  bool skip_digits();
  void read_string(Token& token);
  void read_string_with_escapes(Token& token, const char* start, Location location);
  void read_block_string(Token& token);
  bool read_escape(std::string& out);
  bool read_unicode_escape(std::string& out);
  bool read_braced_escape(std::string& out);
  void fail_escape(std::size_t characters);
  void fail_number();
  void fail_character();

  Arena& arena_;
  const char* at_;
  const char* end_;
  // The first character of the line, and one more for each byte since then that goes on with a
  // character: so that columns count code points.
  const char* line_start_;
  std::uint32_t line_ = 1;
  std::optional<Error> fault_;
};

}  // namespace syncline::graphql
