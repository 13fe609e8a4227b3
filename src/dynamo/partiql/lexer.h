// A PartiQL statement to tokens (PartiQL specification, lexical structure; AWS: "DynamoDB Developer
// Guide", PartiQL).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace syncline::dynamo::partiql {

enum class TokenKind : unsigned char {
  word,       // a name without quotes, or a keyword
  quoted,     // "a name", without its quotes
  text,       // 'a text', without its quotes
  number,     // without a sign
  parameter,  // ?
  symbol,
  end,
};

struct Token {
  TokenKind kind = TokenKind::end;
  std::string text;        // what it means
  std::size_t offset = 0;  // where it stands in the statement, in bytes
  std::size_t length = 0;
};

// "Statement wasn't well formed, can't be processed: …"; often nothing stands behind the colon.
std::unexpected<Error> malformed(std::string_view detail);

// Walks the tokens of a statement, which must outlive it. Comments are no tokens.
class Tokens {
 public:
  static Result<Tokens> read(std::string_view statement);

  [[nodiscard]] const Token& peek(std::size_t ahead = 0) const;
  Token take();
  [[nodiscard]] bool at_end() const { return peek().kind == TokenKind::end; }
  [[nodiscard]] bool at_symbol(std::string_view symbol, std::size_t ahead = 0) const;
  bool take_symbol(std::string_view symbol);
  // A keyword, written here in lower case, is a word in any case.
  [[nodiscard]] bool at_keyword(std::string_view keyword, std::size_t ahead = 0) const;
  bool take_keyword(std::string_view keyword);
  // Whether the next token is a word that PartiQL keeps for itself.
  [[nodiscard]] bool at_any_keyword() const;
  // Whether the next token can be the name of an attribute or a table.
  [[nodiscard]] bool at_name() const;

  // " at 1:8:16", as DynamoDB shows a place: line, column and length, in characters.
  [[nodiscard]] std::string place_of(const Token& token) const;

 private:
  explicit Tokens(std::string_view statement) : statement_(statement) {}

  std::string_view statement_;
  std::vector<Token> tokens_;  // the last is the end
  std::size_t next_ = 0;
};

}  // namespace syncline::dynamo::partiql
