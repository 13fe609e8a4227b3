// Expression text to tokens, one kind of token for all four kinds of expressions.
#pragma once

#include <string_view>
#include <vector>

#include "base/result.h"

namespace syncline::dynamo {

enum class TokenKind : unsigned char { name, alias, placeholder, digits, symbol, end };

struct Token {
  TokenKind kind = TokenKind::end;
  std::string_view text;  // "<EOF>" at the end
};

// Walks the tokens of a text, which must outlive it.
class Tokens {
 public:
  explicit Tokens(std::string_view text);

  [[nodiscard]] const Token& peek(std::size_t ahead = 0) const;
  Token take();
  bool take_symbol(std::string_view symbol);
  // A keyword is a name in any case.
  [[nodiscard]] bool at_keyword(std::string_view keyword) const;
  bool take_keyword(std::string_view keyword);
  Result<void> expect_symbol(std::string_view symbol);

  // `Syntax error; token: "x", near: "a x b"`, at the next token, with its neighbours as written.
  [[nodiscard]] std::unexpected<Error> syntax_error() const;

 private:
  std::string_view text_;
  std::vector<Token> tokens_;  // the last is the end
  std::size_t next_ = 0;
};

}  // namespace syncline::dynamo
