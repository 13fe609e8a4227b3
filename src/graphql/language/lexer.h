// Text to tokens (specification 2.1). Whatever is ignored (blanks, commas, comments, the byte order
// mark) is dropped here. Refers to the text, which must outlive it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
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
  std::string_view text;  // as written: the name, the number, the punctuator
  std::string value;      // a string's decoded value
  Location location;
};

// How messages name them: `"{"`, `Name`, and `Name "hero"`.
std::string describe(TokenKind kind);
std::string describe(const Token& token);

// "Syntax Error: …", of type GraphQLSyntaxError, with detail {line, column}.
std::unexpected<Error> syntax_error(Location location, std::string_view message);

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  // The next token; `end` again and again once the text is used up.
  Result<Token> next();

 private:
  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  [[nodiscard]] bool starts_with(std::string_view prefix) const {
    return text_.substr(at_).starts_with(prefix);
  }
  [[nodiscard]] Location here() const;
  // The next characters, for a message: fewer at the end or before what is not valid UTF-8.
  [[nodiscard]] std::string_view ahead(std::size_t characters) const;

  Result<void> skip_ignored();
  Result<void> skip_comment();
  void skip_line_end();
  Result<void> skip_code_point(std::string_view where);

  Token take(TokenKind kind, std::size_t bytes);
  Token read_name();
  Result<Token> read_number();
  Result<void> skip_digits();
  Result<Token> read_string();
  Result<Token> read_block_string();
  Result<void> read_escape(std::string& out);
  Result<void> read_unicode_escape(std::string& out);
  Result<void> read_braced_escape(std::string& out);
  std::unexpected<Error> bad_number() const;
  std::unexpected<Error> bad_character() const;

  std::string_view text_;
  std::size_t at_ = 0;
  std::uint32_t line_ = 1;
  std::size_t line_start_ = 0;
  std::size_t continuation_bytes_ = 0;  // of this line, before at_: columns count code points
};

}  // namespace syncline::graphql
