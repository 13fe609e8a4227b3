#include <algorithm>
#include <array>

#include "dynamo/errors.h"
#include "dynamo/expression/parser.h"
#include "dynamo/has_element.h"

namespace syncline::dynamo {
namespace {

constexpr std::array<std::string_view, 6> comparators = {"=", "<>", "<", "<=", ">", ">="};
constexpr std::array<std::string_view, 5> keywords = {"AND", "OR", "NOT", "IN", "BETWEEN"};

bool is_operand(const Node& node) {
  return node.kind == NodeKind::path || node.kind == NodeKind::value || node.kind == NodeKind::call;
}

// An operand in parentheses and a condition in parentheses begin alike, so parentheses hold
// either; what stands behind them tells which it must have been.
class ConditionParser {
 public:
  explicit ConditionParser(std::string_view text) : tokens_(text) {}

  Result<Node> parse() {
    TRY(auto node, parse_or(0));
    if (tokens_.peek().kind != TokenKind::end) return tokens_.syntax_error();
    TRY(check_is_condition(node));
    // Reported only now: a syntax error anywhere comes first.
    if (redundant_) return validation_error("The expression has redundant parentheses;");
    return node;
  }

 private:
  using Rule = Result<Node> (ConditionParser::*)(std::size_t);

  Result<Node> parse_or(std::size_t depth) {
    return parse_chain(depth, "OR", NodeKind::logical_or, &ConditionParser::parse_and);
  }

  Result<Node> parse_and(std::size_t depth) {
    return parse_chain(depth, "AND", NodeKind::logical_and, &ConditionParser::parse_not);
  }

  Result<Node> parse_chain(std::size_t depth, std::string_view keyword, NodeKind kind, Rule inner) {
    TRY(auto first, (this->*inner)(depth));
    if (!tokens_.at_keyword(keyword)) return first;
    Node chain;
    chain.kind = kind;
    chain.text = keyword;
    TRY(check_is_condition(first));
    chain.children.push_back(std::move(first));
    while (tokens_.take_keyword(keyword)) {
      TRY(auto next, (this->*inner)(depth));
      TRY(check_is_condition(next));
      chain.children.push_back(std::move(next));
    }
    return chain;
  }

  Result<Node> parse_not(std::size_t depth) {
    if (!tokens_.take_keyword("NOT")) return parse_comparison(depth);
    TRY(auto inner, parse_comparison(depth));
    TRY(check_is_condition(inner));
    Node node;
    node.kind = NodeKind::logical_not;
    node.text = "NOT";
    node.children.push_back(std::move(inner));
    return node;
  }

  Result<Node> parse_comparison(std::size_t depth) {
    TRY(auto left, parse_primary(depth));
    if (!is_operand(left)) return left;
    Node node;
    if (tokens_.peek().kind == TokenKind::symbol && has_element(comparators, tokens_.peek().text)) {
      node.kind = NodeKind::compare;
      node.text = tokens_.take().text;
      TRY(auto right, parse_right(depth));
      node.children.push_back(std::move(left));
      node.children.push_back(std::move(right));
      return node;
    }
    if (tokens_.take_keyword("BETWEEN")) return parse_between(std::move(left), depth);
    if (tokens_.take_keyword("IN")) {
      node.kind = NodeKind::in;
      node.text = "IN";
      TRY(node.children, parse_operands(tokens_, depth));
      node.children.insert(node.children.begin(), std::move(left));
      return node;
    }
    return left;
  }

  Result<Node> parse_between(Node left, std::size_t depth) {
    Node node;
    node.kind = NodeKind::between;
    node.text = "BETWEEN";
    TRY(auto low, parse_right(depth));
    if (!tokens_.take_keyword("AND")) return tokens_.syntax_error();
    TRY(auto high, parse_right(depth));
    node.children.push_back(std::move(left));
    node.children.push_back(std::move(low));
    node.children.push_back(std::move(high));
    return node;
  }

  Result<Node> parse_right(std::size_t depth) {
    if (at_any_keyword()) return tokens_.syntax_error();
    return parse_operand(tokens_, depth + 1);
  }

  Result<Node> parse_primary(std::size_t depth) {
    TRY(check_depth(depth));
    if (tokens_.take_symbol("(")) {
      TRY(auto inner, parse_or(depth + 1));
      TRY(tokens_.expect_symbol(")"));
      if (inner.in_parentheses) redundant_ = true;
      inner.in_parentheses = true;
      return inner;
    }
    return parse_right(depth);
  }

  [[nodiscard]] bool at_any_keyword() const {
    return std::ranges::any_of(keywords, [&](auto word) { return tokens_.at_keyword(word); });
  }

  // A call may stand for a condition; whether its function may is checked later.
  Result<void> check_is_condition(const Node& node) const {
    if (node.kind == NodeKind::path || node.kind == NodeKind::value) return tokens_.syntax_error();
    return {};
  }

  Tokens tokens_;
  bool redundant_ = false;
};

}  // namespace

Result<Node> parse_condition(std::string_view text) {
  TRY(check_text(text));
  return ConditionParser(text).parse();
}

}  // namespace syncline::dynamo
