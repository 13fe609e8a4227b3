#include "dynamo/expression/parser.h"

#include <charconv>

#include "base/limits.h"
#include "dynamo/errors.h"

namespace syncline::dynamo {
namespace {

Result<std::size_t> parse_index(Tokens& tokens) {
  if (tokens.peek().kind != TokenKind::digits) return tokens.syntax_error();
  const auto digits = tokens.take().text;
  std::size_t index = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), index);
  if (read.ec != std::errc()) {
    return validation_error("List index is not within the allowable range; index: [" +
                            std::string(digits) + "]");
  }
  TRY(tokens.expect_symbol("]"));
  return index;
}

Result<std::string> parse_name(Tokens& tokens) {
  const auto kind = tokens.peek().kind;
  if (kind != TokenKind::name && kind != TokenKind::alias) return tokens.syntax_error();
  return std::string(tokens.take().text);
}

}  // namespace

Result<void> check_depth(std::size_t depth) {
  if (depth <= limits::expression_depth_max) return {};
  return validation_error("The expression nests deeper than " +
                          std::to_string(limits::expression_depth_max) + " levels");
}

Result<void> check_path_depth(const Path& path) {
  if (path.size() <= limits::item_depth_max) return {};
  return validation_error("The document path has too many nesting elements; nesting levels: " +
                          std::to_string(path.size()));
}

Result<void> check_text(std::string_view text) {
  if (text.empty()) return validation_error("The expression can not be empty;");
  if (text.size() <= limits::expression_bytes_max) return {};
  return validation_error(
      "Expression size has exceeded the maximum allowed size; expression size: " +
      std::to_string(text.size()));
}

Result<Path> parse_path(Tokens& tokens) {
  TRY(auto head, parse_name(tokens));
  Path path{std::move(head)};
  while (true) {
    if (tokens.take_symbol(".")) {
      TRY(auto name, parse_name(tokens));
      path.emplace_back(std::move(name));
    } else if (tokens.take_symbol("[")) {
      TRY(const auto index, parse_index(tokens));
      path.emplace_back(index);
    } else {
      break;
    }
  }
  TRY(check_path_depth(path));
  return path;
}

Result<std::vector<Node>> parse_operands(Tokens& tokens, std::size_t depth) {
  TRY(tokens.expect_symbol("("));
  std::vector<Node> operands;
  do {
    TRY(auto operand, parse_operand(tokens, depth + 1));
    operands.push_back(std::move(operand));
  } while (tokens.take_symbol(","));
  TRY(tokens.expect_symbol(")"));
  return operands;
}

Result<Node> parse_operand(Tokens& tokens, std::size_t depth) {
  TRY(check_depth(depth));
  Node node;
  if (tokens.peek().kind == TokenKind::placeholder) {
    node.kind = NodeKind::value;
    node.text = tokens.take().text;
    return node;
  }
  if (tokens.take_symbol("(")) {
    TRY(node, parse_operand(tokens, depth + 1));
    TRY(tokens.expect_symbol(")"));
    if (node.in_parentheses) return validation_error("The expression has redundant parentheses;");
    node.in_parentheses = true;
    return node;
  }
  if (tokens.peek().kind == TokenKind::name && tokens.peek(1).text == "(") {
    node.kind = NodeKind::call;
    node.text = tokens.take().text;
    TRY(node.children, parse_operands(tokens, depth));
    return node;
  }
  TRY(node.path, parse_path(tokens));
  return node;
}

Result<std::vector<Path>> parse_projection(std::string_view text) {
  TRY(check_text(text));
  Tokens tokens(text);
  std::vector<Path> paths;
  do {
    TRY(auto path, parse_path(tokens));
    paths.push_back(std::move(path));
  } while (tokens.take_symbol(","));
  if (tokens.peek().kind != TokenKind::end) return tokens.syntax_error();
  return paths;
}

}  // namespace syncline::dynamo
