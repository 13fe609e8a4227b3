#include "dynamo/expression/lexer.h"

#include <algorithm>

#include "base/text.h"
#include "dynamo/errors.h"

namespace syncline::dynamo {
namespace {

constexpr std::string_view blanks = " \t\r\n";
constexpr std::string_view decimal_digits = "0123456789";
constexpr std::string_view word_characters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789";

std::size_t run_length(std::string_view text, std::size_t from, std::string_view characters) {
  const auto end = std::min(text.find_first_not_of(characters, from), text.size());
  return end - from;
}

Token next_token(std::string_view text) {
  const char first = text.front();
  if (decimal_digits.contains(first)) {
    return {TokenKind::digits, text.substr(0, run_length(text, 0, decimal_digits))};
  }
  if (word_characters.contains(first)) {
    return {TokenKind::name, text.substr(0, run_length(text, 0, word_characters))};
  }
  if (first == '#' || first == ':') {
    const auto kind = first == '#' ? TokenKind::alias : TokenKind::placeholder;
    return {kind, text.substr(0, 1 + run_length(text, 1, word_characters))};
  }
  const auto two = text.substr(0, 2);
  if (two == "<>" || two == "<=" || two == ">=") return {TokenKind::symbol, two};
  // A character that no grammar knows is one symbol, with all its UTF-8 bytes.
  std::size_t length = 1;
  while (length < text.size() && (static_cast<unsigned char>(text[length]) & 0xC0) == 0x80)
    ++length;
  return {TokenKind::symbol, text.substr(0, length)};
}

}  // namespace

Tokens::Tokens(std::string_view text) : text_(text) {
  std::size_t at = text.find_first_not_of(blanks);
  while (at != std::string_view::npos) {
    tokens_.push_back(next_token(text.substr(at)));
    at = text.find_first_not_of(blanks, at + tokens_.back().text.size());
  }
  tokens_.push_back({TokenKind::end, "<EOF>"});
}

const Token& Tokens::peek(std::size_t ahead) const {
  return tokens_[std::min(next_ + ahead, tokens_.size() - 1)];
}

Token Tokens::take() {
  const auto token = peek();
  if (next_ + 1 < tokens_.size()) ++next_;
  return token;
}

bool Tokens::take_symbol(std::string_view symbol) {
  if (peek().kind != TokenKind::symbol || peek().text != symbol) return false;
  take();
  return true;
}

bool Tokens::at_keyword(std::string_view keyword) const {
  return peek().kind == TokenKind::name && peek().text.size() == keyword.size() &&
         to_lower(peek().text) == to_lower(keyword);
}

bool Tokens::take_keyword(std::string_view keyword) {
  if (!at_keyword(keyword)) return false;
  take();
  return true;
}

Result<void> Tokens::expect_symbol(std::string_view symbol) {
  if (take_symbol(symbol)) return {};
  return syntax_error();
}

std::unexpected<Error> Tokens::syntax_error() const {
  const auto offset = [&](const Token& token) {
    return token.kind == TokenKind::end
               ? text_.size()
               : static_cast<std::size_t>(token.text.data() - text_.data());
  };
  const auto& token = peek();
  const auto& after = peek(1);
  const auto begin = offset(next_ == 0 ? token : tokens_[next_ - 1]);
  const auto end = after.kind == TokenKind::end ? text_.size() : offset(after) + after.text.size();
  return validation_error("Syntax error; token: \"" + std::string(token.text) + "\", near: \"" +
                          std::string(text_.substr(begin, end - begin)) + "\"");
}

}  // namespace syncline::dynamo
