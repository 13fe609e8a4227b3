#include <optional>
#include <set>

#include "dynamo/errors.h"
#include "dynamo/expression/parser.h"

namespace syncline::dynamo {
namespace {

using Kind = UpdateAction::Kind;

struct Section {
  std::string_view keyword;
  Kind kind;
};
constexpr Section sections[] = {
    {"SET", Kind::set},
    {"REMOVE", Kind::remove},
    {"ADD", Kind::add},
    {"DELETE", Kind::erase},
};

class UpdateParser {
 public:
  explicit UpdateParser(std::string_view text) : tokens_(text) {}

  Result<Update> parse() {
    do {
      TRY(parse_section());
    } while (tokens_.peek().kind != TokenKind::end);
    if (!repeated_.empty()) {  // reported only now: a syntax error anywhere comes first
      return validation_error("The \"" + std::string(repeated_) +
                              "\" section can only be used once in an update expression;");
    }
    return std::move(update_);
  }

 private:
  [[nodiscard]] std::optional<Section> section_here() const {
    for (const auto& section : sections) {
      if (tokens_.at_keyword(section.keyword)) return section;
    }
    return std::nullopt;
  }

  Result<void> parse_section() {
    const auto section = section_here();
    if (!section) return tokens_.syntax_error();
    tokens_.take();
    if (!seen_.insert(section->kind).second && repeated_.empty()) repeated_ = section->keyword;
    do {
      TRY(auto action, parse_action(section->kind));
      update_.push_back(std::move(action));
    } while (tokens_.take_symbol(","));
    return {};
  }

  Result<UpdateAction> parse_action(Kind kind) {
    if (section_here()) return tokens_.syntax_error();
    UpdateAction action;
    action.kind = kind;
    TRY(action.path, parse_path(tokens_));
    if (kind == Kind::remove) return action;
    if (kind == Kind::set) {
      TRY(tokens_.expect_symbol("="));
      TRY(action.operand, parse_sum(0));
      return action;
    }
    if (tokens_.peek().kind != TokenKind::placeholder) return tokens_.syntax_error();
    TRY(action.operand, parse_operand(tokens_, 0));
    return action;
  }

  // operand, operand + operand, operand - operand, or one of these in parentheses.
  Result<Node> parse_sum(std::size_t depth) {
    TRY(check_depth(depth));
    TRY(auto left, parse_term(depth));
    const bool plus = tokens_.take_symbol("+");
    if (!plus && !tokens_.take_symbol("-")) return left;
    TRY(auto right, parse_term(depth));
    Node sum;
    sum.kind = plus ? NodeKind::plus : NodeKind::minus;
    sum.text = plus ? "+" : "-";
    sum.children.push_back(std::move(left));
    sum.children.push_back(std::move(right));
    return sum;
  }

  Result<Node> parse_term(std::size_t depth) {
    if (section_here()) return tokens_.syntax_error();
    if (!tokens_.take_symbol("(")) return parse_operand(tokens_, depth);
    TRY(auto inner, parse_sum(depth + 1));
    TRY(tokens_.expect_symbol(")"));
    return inner;
  }

  Tokens tokens_;
  Update update_;
  std::set<Kind> seen_;
  std::string_view repeated_;
};

}  // namespace

Result<Update> parse_update(std::string_view text) {
  TRY(check_text(text));
  return UpdateParser(text).parse();
}

}  // namespace syncline::dynamo
