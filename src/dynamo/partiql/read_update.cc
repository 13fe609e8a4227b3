#include <algorithm>

#include "base/text.h"
#include "dynamo/errors.h"
#include "dynamo/expression/check.h"
#include "dynamo/expression/parser.h"
#include "dynamo/partiql/reader.h"

namespace syncline::dynamo::partiql {
namespace {

using Kind = UpdateAction::Kind;

bool is_set(const Value& value) {
  return value.type() == Type::string_set || value.type() == Type::number_set ||
         value.type() == Type::binary_set;
}

class UpdateReader {
 public:
  explicit UpdateReader(Reader& reader) : reader_(reader), tokens_(reader.tokens) {}

  Result<Update> read() {
    do {
      const bool sets = tokens_.take_keyword("set");
      if (!sets && !tokens_.take_keyword("remove")) break;
      do {
        TRY(auto action, sets ? read_assignment() : read_removal());
        update_.push_back(std::move(action));
      } while (tokens_.take_symbol(","));
    } while (true);
    if (update_.empty()) return malformed("Expected data manipulation");
    std::vector<Path> paths;
    for (const auto& action : update_) {
      if (action.kind == Kind::set) TRY(check_update_operand(action.operand));
      paths.push_back(action.path);
    }
    TRY(check_disjoint(paths));
    return std::move(update_);
  }

 private:
  Result<UpdateAction> read_removal() {
    UpdateAction action{.kind = Kind::remove};
    TRY(action.path, read_path(reader_));
    return action;
  }

  Result<UpdateAction> read_assignment() {
    UpdateAction action{.kind = Kind::set};
    TRY(action.path, read_path(reader_));
    if (!tokens_.take_symbol("=")) return malformed("Expected EQ");
    const auto function = function_here();
    if (function == "set_add" || function == "set_delete") {
      action.kind = function == "set_add" ? Kind::add : Kind::erase;
      TRY(action.operand, read_set_change(action.path));
      return action;
    }
    TRY(action.operand, read_sum(0));
    return action;
  }

  // The name of the function that is called here, or nothing.
  [[nodiscard]] std::string function_here() const {
    if (tokens_.peek().kind != TokenKind::word || !tokens_.at_symbol("(", 1)) return {};
    return to_lower(tokens_.peek().text);
  }

  // set_add(path, set) and set_delete(path, set): the set.
  Result<Node> read_set_change(const Path& path) {
    const auto function = tokens_.take();
    std::string name = to_lower(function.text) == "set_add" ? "SET_ADD" : "SET_DELETE";
    tokens_.take_symbol("(");
    const auto first = tokens_.peek();
    TRY(auto operands, read_operands(0));
    if (operands.size() != 2) {
      return validation_error(name + " must have exactly two arguments" +
                              tokens_.place_of(function));
    }
    if (operands[0].kind != NodeKind::path || operands[0].path != path) {
      return validation_error("The first argument to " + name + " must equal the assignment value" +
                              tokens_.place_of(function));
    }
    if (operands[1].kind != NodeKind::value || !is_set(*operands[1].value)) {
      return validation_error("The second argument to " + name + " must be a value with type SET" +
                              tokens_.place_of(first));
    }
    return std::move(operands[1]);
  }

  // Operands joined by + and -, from left to right.
  Result<Node> read_sum(std::size_t depth) {
    TRY(auto left, read_operand(depth));
    while (tokens_.at_symbol("+") || tokens_.at_symbol("-")) {
      TRY(check_depth(++depth));  // the tree grows as deep as it is long
      const bool plus = tokens_.take().text == "+";
      TRY(auto right, read_operand(depth));
      Node sum;
      sum.kind = plus ? NodeKind::plus : NodeKind::minus;
      sum.text = plus ? "+" : "-";
      sum.children.push_back(std::move(left));
      sum.children.push_back(std::move(right));
      left = std::move(sum);
    }
    return left;
  }

  Result<Node> read_operand(std::size_t depth) {
    TRY(check_depth(depth));
    if (tokens_.take_symbol("(")) {
      TRY(auto inner, read_sum(depth + 1));
      if (!tokens_.take_symbol(")")) return malformed("Expected RIGHT_PAREN");
      return inner;
    }
    if (at_constant(reader_)) return read_constant(reader_);
    const auto function = function_here();
    if (!function.empty()) return read_call(function, depth);
    Node node;
    TRY(node.path, read_path(reader_));
    return node;
  }

  Result<Node> read_call(const std::string& function, std::size_t depth) {
    const auto token = tokens_.take();
    if (function != "list_append") {
      return validation_error("Unrecognized function: " + function + tokens_.place_of(token));
    }
    tokens_.take_symbol("(");
    Node node;
    node.kind = NodeKind::call;
    node.text = function;
    TRY(node.children, read_operands(depth + 1));
    return node;
  }

  // Behind the opening bracket.
  Result<std::vector<Node>> read_operands(std::size_t depth) {
    std::vector<Node> operands;
    if (tokens_.take_symbol(")")) return operands;
    do {
      TRY(auto operand, read_sum(depth));
      operands.push_back(std::move(operand));
    } while (tokens_.take_symbol(","));
    if (!tokens_.take_symbol(")")) return malformed("Expected RIGHT_PAREN");
    return operands;
  }

  Reader& reader_;
  Tokens& tokens_;
  Update update_;
};

}  // namespace

Result<Update> read_update(Reader& reader) { return UpdateReader(reader).read(); }

}  // namespace syncline::dynamo::partiql
