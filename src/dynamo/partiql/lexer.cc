#include "dynamo/partiql/lexer.h"

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "dynamo/errors.h"
#include "dynamo/partiql/keywords.h"

namespace syncline::dynamo::partiql {
namespace {

constexpr std::string_view digits = "0123456789";
constexpr std::string_view name_characters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_$0123456789";
constexpr std::string_view pairs[] = {"<<", ">>", "<>", "<=", ">=", "!="};
constexpr std::string_view singles = "()[]{},.:;=<>*+-";

std::size_t run_length(std::string_view text, std::size_t from, std::string_view characters) {
  return std::min(text.find_first_not_of(characters, from), text.size()) - from;
}

// Of blanks and comments at the start; nothing when a comment does not end.
std::optional<std::size_t> blank_length(std::string_view text) {
  std::size_t at = 0;
  while (true) {
    at += run_length(text, at, " \t\r\n\f\v");
    const auto rest = text.substr(at);
    if (rest.starts_with("--")) {
      at = std::min(text.find_first_of("\r\n", at), text.size());
    } else if (rest.starts_with("/*")) {
      const auto end = text.find("*/", at + 2);
      if (end == std::string_view::npos) return std::nullopt;
      at = end + 2;
    } else {
      return at;
    }
  }
}

// What stands between two quotes, which stands for one when it is doubled.
std::optional<Token> read_quoted(std::string_view text, TokenKind kind) {
  const char quote = text.front();
  Token token{.kind = kind};
  for (std::size_t at = 1; at < text.size(); ++at) {
    if (text[at] != quote) {
      token.text += text[at];
    } else if (at + 1 < text.size() && text[at + 1] == quote) {
      token.text += text[++at];
    } else {
      token.length = at + 1;
      return token;
    }
  }
  return std::nullopt;
}

// 1, 1.5, .5, 1e5, 1.5E-5
std::size_t number_length(std::string_view text) {
  std::size_t length = run_length(text, 0, digits);
  if (text.substr(length).starts_with('.')) length += 1 + run_length(text, length + 1, digits);
  const auto rest = text.substr(length);
  if (!rest.starts_with('e') && !rest.starts_with('E')) return length;
  const bool has_sign = rest.size() > 1 && (rest[1] == '+' || rest[1] == '-');
  const std::size_t head = has_sign ? 2 : 1;
  const auto exponent = run_length(rest, std::min(head, rest.size()), digits);
  return exponent == 0 ? length : length + head + exponent;
}

Token plain(TokenKind kind, std::string_view text) {
  return {.kind = kind, .text = std::string(text), .length = text.size()};
}

// Nothing when no token begins like this.
std::optional<Token> read_token(std::string_view text) {
  const char first = text.front();
  if (first == '\'') return read_quoted(text, TokenKind::text);
  if (first == '"') return read_quoted(text, TokenKind::quoted);
  if (first == '?') return plain(TokenKind::parameter, text.substr(0, 1));
  const bool point = first == '.' && text.size() > 1 && digits.contains(text[1]);
  if (digits.contains(first) || point) {
    return plain(TokenKind::number, text.substr(0, number_length(text)));
  }
  if (name_characters.contains(first)) {
    return plain(TokenKind::word, text.substr(0, run_length(text, 0, name_characters)));
  }
  if (std::ranges::find(pairs, text.substr(0, 2)) != std::end(pairs)) {
    return plain(TokenKind::symbol, text.substr(0, 2));
  }
  if (singles.contains(first)) return plain(TokenKind::symbol, text.substr(0, 1));
  return std::nullopt;
}

std::size_t characters_in(std::string_view utf8) {
  return static_cast<std::size_t>(std::ranges::count_if(
      utf8, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }));
}

}  // namespace

std::unexpected<Error> malformed(std::string_view detail) {
  return validation_error("Statement wasn't well formed, can't be processed: " +
                          std::string(detail));
}

Result<Tokens> Tokens::read(std::string_view statement) {
  Tokens tokens(statement);
  std::size_t at = 0;
  while (true) {
    const auto blank = blank_length(statement.substr(at));
    if (!blank) return malformed("");
    at += *blank;
    if (at == statement.size()) break;
    auto token = read_token(statement.substr(at));
    if (!token) return malformed("");
    token->offset = at;
    at += token->length;
    tokens.tokens_.push_back(*std::move(token));
  }
  tokens.tokens_.push_back({.kind = TokenKind::end, .offset = at});
  return tokens;
}

const Token& Tokens::peek(std::size_t ahead) const {
  return tokens_[std::min(next_ + ahead, tokens_.size() - 1)];
}

Token Tokens::take() {
  auto token = peek();
  if (next_ + 1 < tokens_.size()) ++next_;
  return token;
}

bool Tokens::at_symbol(std::string_view symbol, std::size_t ahead) const {
  return peek(ahead).kind == TokenKind::symbol && peek(ahead).text == symbol;
}

bool Tokens::take_symbol(std::string_view symbol) {
  if (!at_symbol(symbol)) return false;
  take();
  return true;
}

bool Tokens::at_keyword(std::string_view keyword, std::size_t ahead) const {
  const auto& token = peek(ahead);
  return token.kind == TokenKind::word && token.text.size() == keyword.size() &&
         to_lower(token.text) == keyword;
}

bool Tokens::take_keyword(std::string_view keyword) {
  if (!at_keyword(keyword)) return false;
  take();
  return true;
}

bool Tokens::at_any_keyword() const {
  return peek().kind == TokenKind::word && is_keyword(to_lower(peek().text));
}

bool Tokens::at_name() const {
  return peek().kind == TokenKind::quoted || (peek().kind == TokenKind::word && !at_any_keyword());
}

std::string Tokens::place_of(const Token& token) const {
  const auto before = statement_.substr(0, token.offset);
  const auto line = 1 + std::ranges::count(before, '\n');
  const auto line_begin = before.rfind('\n') + 1;  // npos + 1 is 0
  const auto column = 1 + characters_in(before.substr(line_begin));
  const auto length = characters_in(statement_.substr(token.offset, token.length));
  return " at " + std::to_string(line) + ":" + std::to_string(column) + ":" +
         std::to_string(length);
}

}  // namespace syncline::dynamo::partiql
