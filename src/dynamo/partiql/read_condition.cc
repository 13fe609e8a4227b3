#include <algorithm>
#include <array>

#include "base/text.h"
#include "dynamo/errors.h"
#include "dynamo/expression/check.h"
#include "dynamo/expression/parser.h"
#include "dynamo/has_element.h"
#include "dynamo/partiql/reader.h"

namespace syncline::dynamo::partiql {
namespace {

constexpr std::string_view functions[] = {"attribute_exists", "attribute_not_exists",
                                          "attribute_type",   "begins_with",
                                          "contains",         "size"};
constexpr std::string_view comparators[] = {"=", "<>", "!=", "<", "<=", ">", ">="};

// What may stand behind IS, and the attribute types that it means.
struct TypeName {
  std::string_view name;
  std::string_view type;
};
constexpr TypeName type_names[] = {
    {"bigint", "N"},    {"blob", "B"},    {"bool", "BOOL"}, {"boolean", "BOOL"}, {"char", "S"},
    {"character", "S"}, {"decimal", "N"}, {"double", "N"},  {"float", "N"},      {"int", "N"},
    {"int2", "N"},      {"int4", "N"},    {"int8", "N"},    {"integer", "N"},    {"list", "L"},
    {"null", "NULL"},   {"numeric", "N"}, {"real", "N"},    {"smallint", "N"},   {"string", "S"},
    {"struct", "M"},    {"symbol", "S"},  {"tuple", "M"},   {"varchar", "S"}};

bool is_operand(const Node& node) {
  return node.kind == NodeKind::path || node.kind == NodeKind::value ||
         (node.kind == NodeKind::call && node.text == "size");
}

Node join(NodeKind kind, std::string_view text, std::vector<Node> children) {
  Node node;
  node.kind = kind;
  node.text = text;
  node.children = std::move(children);
  return node;
}

template <class... Nodes>
Node join_all(NodeKind kind, std::string_view text, Nodes... nodes) {
  std::vector<Node> children;
  (children.push_back(std::move(nodes)), ...);
  return join(kind, text, std::move(children));
}

Node negated(Node node) { return join_all(NodeKind::logical_not, "NOT", std::move(node)); }

// Conditions and operands may stand for each other in many places: `attribute_exists(a) = true`. So
// one reader reads both, and what stands around them tells which it must have been.
class ConditionReader {
 public:
  explicit ConditionReader(Reader& reader) : reader_(reader), tokens_(reader.tokens) {}

  Result<Node> read_or(std::size_t depth) {
    return read_chain(depth, "or", "OR", NodeKind::logical_or, &ConditionReader::read_and);
  }

 private:
  using Rule = Result<Node> (ConditionReader::*)(std::size_t);

  Result<Node> read_and(std::size_t depth) {
    return read_chain(depth, "and", "AND", NodeKind::logical_and, &ConditionReader::read_not);
  }

  Result<Node> read_chain(std::size_t depth, std::string_view keyword, std::string_view text,
                          NodeKind kind, Rule inner) {
    TRY(auto first, (this->*inner)(depth));
    if (!tokens_.at_keyword(keyword)) return first;
    std::vector<Node> children;
    TRY(check_is_condition(first));
    children.push_back(std::move(first));
    while (tokens_.take_keyword(keyword)) {
      TRY(check_right_side());
      TRY(auto next, (this->*inner)(depth));
      TRY(check_is_condition(next));
      children.push_back(std::move(next));
    }
    return join(kind, text, std::move(children));
  }

  Result<Node> read_not(std::size_t depth) {
    TRY(check_depth(depth));
    if (!tokens_.take_keyword("not")) return read_predicate(depth);
    TRY(auto inner, read_not(depth + 1));
    TRY(check_is_condition(inner));
    return negated(std::move(inner));
  }

  Result<Node> read_predicate(std::size_t depth) {
    TRY(auto left, read_primary(depth));
    if (tokens_.peek().kind == TokenKind::symbol && has_element(comparators, tokens_.peek().text)) {
      const auto comparator = tokens_.take().text;
      TRY(check_right_side());
      TRY(auto right, read_primary(depth));
      return join_all(NodeKind::compare, comparator == "!=" ? "<>" : comparator, std::move(left),
                      std::move(right));
    }
    if (tokens_.take_keyword("is")) return read_is(std::move(left));
    const bool negates = tokens_.at_keyword("not") &&
                         (tokens_.at_keyword("between", 1) || tokens_.at_keyword("in", 1));
    if (negates) tokens_.take();
    if (tokens_.take_keyword("between")) {
      TRY(auto node, read_between(std::move(left), depth));
      return negates ? negated(std::move(node)) : std::move(node);
    }
    if (tokens_.take_keyword("in")) {
      TRY(auto node, read_in(std::move(left), depth));
      return negates ? negated(std::move(node)) : std::move(node);
    }
    return left;
  }

  Result<Node> read_between(Node left, std::size_t depth) {
    TRY(auto low, read_primary(depth));
    if (!tokens_.take_keyword("and")) return malformed("Expected AND after BETWEEN");
    TRY(check_right_side());
    TRY(auto high, read_primary(depth));
    return join_all(NodeKind::between, "BETWEEN", std::move(left), std::move(low), std::move(high));
  }

  Result<Node> read_in(Node left, std::size_t depth) {
    const bool bracket = tokens_.take_symbol("[");
    if (!bracket && !tokens_.take_symbol("(")) return no_term(reader_);
    std::vector<Node> children;
    children.push_back(std::move(left));
    do {
      TRY(auto choice, read_primary(depth));
      children.push_back(std::move(choice));
    } while (tokens_.take_symbol(","));
    if (!tokens_.take_symbol(bracket ? "]" : ")")) {
      return malformed(bracket ? "Expected RIGHT_BRACKET" : "Expected RIGHT_PAREN");
    }
    return join(NodeKind::in, "IN", std::move(children));
  }

  // IS [NOT] MISSING, NULL or a type.
  Result<Node> read_is(Node left) {
    const bool negates = tokens_.take_keyword("not");
    if (tokens_.take_keyword("missing")) {
      return join_all(NodeKind::call, negates ? "attribute_exists" : "attribute_not_exists",
                      std::move(left));
    }
    TRY(auto node, read_type(left));
    return negates ? negated(std::move(node)) : std::move(node);
  }

  Result<Node> read_type(const Node& left) {
    if (tokens_.peek().kind != TokenKind::word) return malformed("Expected type name");
    const auto name = to_lower(tokens_.take().text);
    if (name == "bag") {
      return join_all(NodeKind::logical_or, "OR", of_type(left, "SS"), of_type(left, "NS"),
                      of_type(left, "BS"));
    }
    const auto found = std::ranges::find(type_names, name, &TypeName::name);
    if (found == std::end(type_names)) return malformed("Expected type name");
    if (name == "double" && !tokens_.take_keyword("precision")) {
      return malformed("Expected type name");
    }
    if (name == "character") tokens_.take_keyword("varying");
    return of_type(left, found->type);
  }

  Node of_type(const Node& left, std::string_view type) {
    return join_all(NodeKind::call, "attribute_type", left,
                    reader_.node_of(Value{std::string(type)}));
  }

  Result<Node> read_primary(std::size_t depth) {
    TRY(check_depth(depth));
    if (tokens_.take_symbol("(")) {
      TRY(auto inner, read_or(depth + 1));
      if (!tokens_.take_symbol(")")) return malformed("Expected RIGHT_PAREN");
      return inner;
    }
    if (at_constant(reader_)) return read_constant(reader_);
    if (tokens_.peek().kind == TokenKind::word && tokens_.at_symbol("(", 1)) {
      return read_call(depth);
    }
    Node node;
    TRY(node.path, read_path(reader_));
    return node;
  }

  Result<Node> read_call(std::size_t depth) {
    const auto token = tokens_.take();
    const auto name = to_lower(token.text);
    if (!has_element(functions, name)) {
      return validation_error("Unrecognized function: " + name + tokens_.place_of(token));
    }
    tokens_.take_symbol("(");
    std::vector<Node> operands;
    if (tokens_.take_symbol(")")) return join(NodeKind::call, name, std::move(operands));
    do {
      TRY(auto operand, read_primary(depth + 1));
      operands.push_back(std::move(operand));
    } while (tokens_.take_symbol(","));
    if (!tokens_.take_symbol(")")) return malformed("Expected RIGHT_PAREN");
    return join(NodeKind::call, name, std::move(operands));
  }

  [[nodiscard]] Result<void> check_right_side() const {
    if (!tokens_.at_end() && !tokens_.at_symbol(";")) return {};
    return malformed("Missing right-hand side expression of infix operator");
  }

  [[nodiscard]] static Result<void> check_is_condition(const Node& node) {
    if (!is_operand(node)) return {};
    return malformed("Unexpected term");
  }

  Reader& reader_;
  Tokens& tokens_;
};

}  // namespace

Result<Node> read_condition(Reader& reader) {
  TRY(auto condition, ConditionReader(reader).read_or(0));
  if (is_operand(condition)) return malformed("Unexpected term");
  TRY(check_condition_operands(condition));
  return condition;
}

}  // namespace syncline::dynamo::partiql
