#include <array>
#include <charconv>
#include <cstdlib>

#include "script/heap.h"
#include "script/number.h"
#include "script/utf16.h"
#include "script/vtl/parser.h"

namespace syncline::script::vtl {
namespace {

struct Spelling {
  std::string_view text;
  Operator meaning;
};

// From the loosest level to the tightest; within one, what is longer comes first.
constexpr std::array<std::array<Spelling, 8>, 6> levels{{
    {{{"||", Operator::or_}, {"or", Operator::or_}}},
    {{{"&&", Operator::and_}, {"and", Operator::and_}}},
    {{{"==", Operator::equal},
      {"eq", Operator::equal},
      {"!=", Operator::not_equal},
      {"ne", Operator::not_equal}}},
    {{{"<=", Operator::less_equal},
      {"le", Operator::less_equal},
      {">=", Operator::greater_equal},
      {"ge", Operator::greater_equal},
      {"<", Operator::less},
      {"lt", Operator::less},
      {">", Operator::greater},
      {"gt", Operator::greater}}},
    {{{"+", Operator::add}, {"-", Operator::subtract}}},
    {{{"*", Operator::multiply}, {"/", Operator::divide}, {"%", Operator::remainder}}},
}};

}  // namespace

Result<Expression> Parser::expression() {
  TRY(enter());
  TRY(auto made_expression, chain(0));
  leave();
  return made_expression;
}

std::optional<Operator> Parser::operator_at(std::size_t level) {
  for (const auto& [text, meaning] : levels[level]) {
    if (text.empty()) break;
    if (is_letter(text[0])) {
      if (cursor_.word_ahead(0) != text) continue;
    } else if (!cursor_.starts_with(text)) {
      continue;
    }
    // A minus in front of a digit is that number's sign, even behind an operand.
    const bool sign = text == "-" && (is_digit(cursor_.peek(1)) ||
                                      (cursor_.peek(1) == '.' && is_digit(cursor_.peek(2))));
    if (sign) return std::nullopt;
    cursor_.skip(text.size());
    return meaning;
  }
  return std::nullopt;
}

Result<Expression> Parser::chain(std::size_t level) {
  if (level == levels.size()) return unary();
  cursor_.skip_blanks();
  const auto start = cursor_.at();
  TRY(auto first, chain(level + 1));
  Chain joined;
  cursor_.skip_blanks();
  while (const auto found = operator_at(level)) {
    if (joined.operands.empty()) joined.operands.push_back(std::move(first));
    TRY(auto next, chain(level + 1));
    joined.operators.push_back(*found);
    joined.operands.push_back(std::move(next));
    cursor_.skip_blanks();
  }
  if (joined.operands.empty()) return first;
  return made(std::move(joined), start);
}

Result<Expression> Parser::unary() {
  cursor_.skip_blanks();
  const auto start = cursor_.at();
  const bool word = cursor_.word_ahead(0) == "not";
  if (!word && cursor_.peek() != '!') return primary();
  cursor_.skip(word ? 3 : 1);
  TRY(enter());
  Not negated;
  TRY(auto operand, unary());
  leave();
  negated.operand.push_back(std::move(operand));
  return made(std::move(negated), start);
}

Result<Expression> Parser::primary() {
  cursor_.skip_blanks();
  if (!cursor_.accept('(')) return simple(Where::expression);
  TRY(auto inner, expression());
  cursor_.skip_blanks();
  if (!cursor_.accept(')')) return unexpected("<RPAREN>");
  return inner;
}

// What needs no operator: the only thing that arguments, indexes and literals are made of.
Result<Expression> Parser::simple(Where where) {
  TRY(enter());
  const auto start = cursor_.at();
  const auto parsed = [&]() -> Result<Expression> {
    const char c = cursor_.peek();
    if (at_reference(0)) return reference();
    if (c == '"' || c == '\'') return text_literal();
    if (is_digit(c) || (c == '-' && (is_digit(cursor_.peek(1)) || cursor_.peek(1) == '.')) ||
        (c == '.' && is_digit(cursor_.peek(1)))) {
      return number();
    }
    const auto word = cursor_.word_ahead(0);
    if (word == "true" || word == "false") {
      cursor_.skip(word.size());
      return made(Value::boolean(word == "true"), start);
    }
    if (where == Where::index) return unexpected("<STRING_LITERAL>");
    if (c == '[') return bracketed(where);
    if (c == '{') return map_literal(where);
    if (where == Where::argument && !word.empty()) return bareword();
    return unexpected("<STRING_LITERAL>");
  };
  auto out = parsed();
  leave();
  return out;
}

// In an argument any word will do, and is null: that is how toJson(null) works.
Result<Expression> Parser::bareword() {
  const auto start = cursor_.at();
  cursor_.identifier();
  return made(Value(), start);
}

Result<Expression> Parser::number() {
  const auto start = cursor_.at();
  const auto digits = [&] {
    const auto first = cursor_.at();
    while (is_digit(cursor_.peek())) cursor_.skip();
    return cursor_.at() > first;
  };
  cursor_.accept('-');
  const bool whole_part = digits();
  bool fraction = false;
  // `1..3` is a range; its dots are not those of a fraction.
  if (cursor_.peek() == '.' && cursor_.peek(1) != '.') {
    fraction = true;
    cursor_.skip();
    if (!digits() && !whole_part) return unexpected("<FLOATING_POINT_LITERAL>");
  }
  if (cursor_.peek() == 'e' || cursor_.peek() == 'E') {
    const std::size_t sign = cursor_.peek(1) == '+' || cursor_.peek(1) == '-' ? 1 : 0;
    if (is_digit(cursor_.peek(1 + sign))) {
      fraction = true;
      cursor_.skip(1 + sign);
      digits();
    }
  }
  const auto spelled = cursor_.from(start);
  // What is too large is infinite, what is too small is zero: of that from_chars tells neither.
  if (fraction) return made(Value::real(std::strtod(std::string(spelled).c_str(), nullptr)), start);
  const auto keep = [&](std::string digits) {
    return Value::text(tree_.texts.emplace_back(std::move(digits)));
  };
  return made(whole_from_digits(spelled, keep), start);
}

// Quotes are doubled inside of their own kind; nothing else is escaped, but for \uXXXX in "…".
Result<Expression> Parser::text_literal() {
  const auto start = cursor_.at();
  const auto place = cursor_.place();
  const char quote = cursor_.peek();
  cursor_.skip();
  const auto first = cursor_.at();
  bool doubled = false;
  while (true) {
    const auto end = cursor_.text().find(quote, cursor_.at());
    if (end == std::string_view::npos) {
      return unclosed_text(start);
    }
    cursor_.move_to(end + 1);
    if (cursor_.peek() != quote) break;
    doubled = true;
    cursor_.skip();
  }
  const auto inside = cursor_.text().substr(first, cursor_.at() - first - 1);
  if (quote == '"' && inside.find_first_of("$#") != std::string_view::npos) {
    TRY(const auto text, text_value(inside, doubled));
    TRY(auto nested, interpolated(text.as_text(), place));
    return made(std::move(nested.what), start);
  }
  if (quote == '"') {
    TRY(const auto text, text_value(inside, doubled));
    return made(text, start);
  }
  if (!doubled) return made(Value::text(inside), start);
  auto& kept = tree_.texts.emplace_back();
  for (std::size_t i = 0; i < inside.size(); i += inside[i] == '\'' ? 2U : 1U) kept += inside[i];
  return made(Value::text(kept), start);
}

// As JavaCC's lexer tells it: behind the end, with what it read so far.
std::unexpected<Error> Parser::unclosed_text(std::size_t start) const {
  const auto text = cursor_.text();
  const auto end = cursor_.place_of(text.size() - 1);
  std::string shown;
  for (const char c : text.substr(start)) {
    if (c == '"' || c == '\\') shown += '\\';
    shown += c;
  }
  return std::unexpected(template_error("Lexical error,   Encountered: <EOF> after : \"" + shown +
                                        "\" at *unset*[line " + std::to_string(end.line) +
                                        ", column " + std::to_string(end.column + 1) + "]"));
}

Result<Value> Parser::text_value(std::string_view inside, bool doubled) {
  if (!doubled && inside.find("\\u") == std::string_view::npos) return Value::text(inside);
  auto& kept = tree_.texts.emplace_back();
  Utf16Reader units;
  for (std::size_t i = 0; i < inside.size(); ++i) {
    unsigned code = 0;
    const auto digits = inside.substr(std::min(i + 2, inside.size()), 4);
    const auto* end = digits.data() + digits.size();
    const bool escape = inside.substr(i, 2) == "\\u" && digits.size() == 4 &&
                        std::from_chars(digits.data(), end, code, 16).ptr == end;
    if (!escape) {
      units.end(kept);
      kept += inside[i];
      if (inside[i] == '"') ++i;
      continue;
    }
    i += 5;
    units.append(kept, static_cast<char16_t>(code));
  }
  units.end(kept);
  return Value::text(kept);
}

Result<Expression> Parser::interpolated(std::string_view text, Place at) {
  auto parsed = Parser(tree_, text, Place{at.line, at.column + 1}, depth_).parse();
  if (!parsed) {
    if (parsed.error().kind == ErrorKind::exhausted) return std::unexpected(parsed.error());
    return std::unexpected(template_error("Failed to parse String literal at " + to_string(at)));
  }
  return Expression{Interpolation{std::move(*parsed)}, text};
}

bool Parser::range_ahead() const {
  // [first .. last]: the dots come before any comma or closing bracket of this list, and no
  // directive stands before them.
  const auto rest = cursor_.rest();
  int depth = 0;
  for (std::size_t i = 1; i < rest.size(); ++i) {
    const char c = rest[i];
    if (c == '#') return false;
    if (c == '(' || c == '[' || c == '{') ++depth;
    if (c == '"' || c == '\'') {
      if (depth == 0) return false;
      i = rest.find(c, i + 1);
      if (i == std::string_view::npos) return false;
      continue;
    }
    if (depth == 0 && (c == ',' || c == ']')) return false;
    if (c == ')' || c == ']' || c == '}') --depth;
    if (depth == 0 && rest.substr(i, 2) == "..") return true;
  }
  return false;
}

Result<Expression> Parser::range_end() {
  cursor_.skip_blanks();
  const char c = cursor_.peek();
  if (!at_reference(0) && !is_digit(c) && c != '-') return unexpected("<INTEGER_LITERAL>");
  TRY(auto end, simple(Where::index));
  cursor_.skip_blanks();
  return end;
}

Result<Expression> Parser::bracketed(Where where) {
  const auto start = cursor_.at();
  if (range_ahead()) {
    cursor_.skip();
    Range range;
    TRY(auto first, range_end());
    if (!cursor_.accept("..")) return unexpected("\"..\"");
    TRY(auto last, range_end());
    if (!cursor_.accept(']')) return unexpected("<RBRACKET>");
    range.ends.push_back(std::move(first));
    range.ends.push_back(std::move(last));
    return made(std::move(range), start);
  }
  cursor_.skip();
  ListLiteral list;
  if (cursor_.accept(']')) return made(std::move(list), start);
  do {
    cursor_.skip_blanks();
    TRY(auto item, simple(where));
    list.items.push_back(std::move(item));
    cursor_.skip_blanks();
  } while (cursor_.accept(','));
  if (!cursor_.accept(']')) return unexpected("<RBRACKET>");
  return made(std::move(list), start);
}

Result<Expression> Parser::map_literal(Where where) {
  const auto start = cursor_.at();
  cursor_.skip();
  cursor_.skip_blanks();
  MapLiteral map;
  if (cursor_.accept('}')) return made(std::move(map), start);
  do {
    cursor_.skip_blanks();
    TRY(auto key, simple(where));
    cursor_.skip_blanks();
    if (!cursor_.accept(':')) return unexpected("\":\"");
    cursor_.skip_blanks();
    TRY(auto value, simple(where));
    map.keys.push_back(std::move(key));
    map.values.push_back(std::move(value));
    cursor_.skip_blanks();
  } while (cursor_.accept(','));
  if (!cursor_.accept('}')) return unexpected("\"}\"");
  return made(std::move(map), start);
}

}  // namespace syncline::script::vtl
