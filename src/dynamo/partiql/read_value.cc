#include <algorithm>
#include <charconv>
#include <limits>

#include "base/limits.h"
#include "dynamo/errors.h"
#include "dynamo/expression/parser.h"
#include "dynamo/has_element.h"
#include "dynamo/partiql/reader.h"

namespace syncline::dynamo::partiql {
namespace {

constexpr std::string_view operators[] = {"and", "between", "in", "is", "like", "or"};

// The exponent behind `e`, and the scale that it leaves, must each fit 32 bits; DynamoDB cannot
// read the number otherwise.
bool fits_exponent(std::string_view number) {
  const auto mark = number.find_first_of("eE");
  if (mark == std::string_view::npos) return true;
  auto text = number.substr(mark + 1);
  if (text.starts_with('+')) text.remove_prefix(1);
  std::int32_t exponent = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), exponent);
  if (read.ec != std::errc()) return false;
  const auto point = number.find('.');
  const auto fraction = point < mark ? static_cast<std::int64_t>(mark - point - 1) : 0;
  const auto scale = fraction - exponent;
  using Scale = std::numeric_limits<std::int32_t>;
  return scale >= Scale::min() && scale <= Scale::max();
}

// `-0` is 0: a sign may stand before any whole number.
Result<std::size_t> read_index(Reader& reader) {
  auto& tokens = reader.tokens;
  const bool negative = tokens.take_symbol("-");
  const auto token = tokens.take();
  if (token.kind != TokenKind::number) {
    return validation_error("Unexpected path component" + tokens.place_of(token));
  }
  std::int32_t index = 0;
  const auto end = token.text.data() + token.text.size();
  const auto read = std::from_chars(token.text.data(), end, index);
  if (read.ec != std::errc() || read.ptr != end || (negative && index != 0)) {
    return validation_error("List index is not within the allowable range; index: [" +
                            std::string(negative ? "-" : "") + token.text + "]" +
                            tokens.place_of(token));
  }
  if (!tokens.take_symbol("]")) return malformed("Expected RIGHT_BRACKET");
  return static_cast<std::size_t>(index);
}

// Where a value stands in the one that is being read: "root.a[0]", as messages show it.
using Place = const std::string&;

class ValueReader {
 public:
  explicit ValueReader(Reader& reader) : reader_(reader), tokens_(reader.tokens) {}

  // The members of an item may be parameters, and each of them is a root of its own.
  Result<Map> read_item() {
    return read_members([&](const std::string&) -> Result<Value> {
      if (tokens_.peek().kind != TokenKind::parameter) return read("root", 0);
      tokens_.take();
      return reader_.next_parameter();
    });
  }

  Result<Value> read(Place place, std::size_t depth) {
    if (depth >= limits::item_depth_max) {
      return validation_error("Nesting Levels have exceeded supported limits under " + place);
    }
    if (tokens_.take_symbol("[")) return read_list(place, depth);
    if (tokens_.take_symbol("{")) return read_map(place, depth);
    if (tokens_.take_symbol("<<")) return read_bag(place, depth);
    if (tokens_.at_symbol("-") || tokens_.at_symbol("+")) return read_number(place);
    const auto token = tokens_.peek();
    switch (token.kind) {
      case TokenKind::text: return Value{tokens_.take().text};
      case TokenKind::number: return read_number(place);
      case TokenKind::parameter: return unsupported_type("Parameter", place, token);
      case TokenKind::word: return read_word(place, token);
      case TokenKind::quoted: return unsupported_type(token.text, place, token);
      default: return no_term(reader_);
    }
  }

 private:
  std::unexpected<Error> unsupported_type(std::string_view what, Place place, const Token& token) {
    return validation_error("Unsupported data type: " + std::string(what) + " under key " + place +
                            tokens_.place_of(token));
  }

  Result<Value> read_word(Place place, const Token& token) {
    if (tokens_.take_keyword("true")) return Value{true};
    if (tokens_.take_keyword("false")) return Value{false};
    if (tokens_.take_keyword("null")) return Value{Null{}};
    if (tokens_.at_symbol("(", 1) || tokens_.at_name()) {
      return unsupported_type(token.text, place, token);
    }
    return no_term(reader_);
  }

  Result<Value> read_number(Place place) {
    bool negative = false;
    while (tokens_.at_symbol("-") || tokens_.at_symbol("+")) negative ^= tokens_.take().text == "-";
    if (tokens_.peek().kind != TokenKind::number) return no_term(reader_);
    const auto text = tokens_.take().text;
    last_number_ = text;
    if (!fits_exponent(text)) return malformed("");
    auto number = Decimal::parse((negative ? "-" : "") + text);
    if (!number) return validation_error(number.error().message + " under " + place);
    return Value{*number};
  }

  Result<Value> read_list(Place place, std::size_t depth) {
    List list;
    if (tokens_.take_symbol("]")) return Value{std::move(list)};
    do {
      TRY(auto element, read(place + "[" + std::to_string(list.size()) + "]", depth + 1));
      list.push_back(std::move(element));
    } while (tokens_.take_symbol(","));
    if (!tokens_.take_symbol("]")) return malformed("Expected RIGHT_BRACKET");
    return Value{std::move(list)};
  }

  Result<Value> read_map(Place place, std::size_t depth) {
    TRY(auto map,
        read_members([&](const std::string& name) { return read(place + "." + name, depth + 1); }));
    return Value{std::move(map)};
  }

  // Behind the opening bracket.
  Result<Map> read_members(auto read_member) {
    Map map;
    if (tokens_.take_symbol("}")) return map;
    do {
      if (tokens_.peek().kind != TokenKind::text) return no_term(reader_);
      const auto name = tokens_.take().text;
      if (!tokens_.take_symbol(":")) return malformed("Expected COLON");
      TRY(auto member, read_member(name));
      map.set(name, std::move(member));
    } while (tokens_.take_symbol(","));
    if (!tokens_.take_symbol("}")) return malformed("Expected RIGHT_CURLY");
    return map;
  }

  Result<Value> read_bag(Place place, std::size_t depth) {
    if (tokens_.take_symbol(">>")) return validation_error("Empty bags are not supported");
    std::vector<Value> elements;
    std::string shown;  // as the numbers are written
    do {
      TRY(auto element, read(place + "[" + std::to_string(elements.size()) + "]", depth + 1));
      const auto* text = element.as<std::string>();
      shown += (elements.empty() ? "" : ", ") + (text != nullptr ? *text : last_number_);
      elements.push_back(std::move(element));
    } while (tokens_.take_symbol(","));
    if (!tokens_.take_symbol(">>")) return malformed("Expected RIGHT_DOUBLE_ANGLE_BRACKET");
    const auto type = elements.front().type();
    const bool alike =
        std::ranges::all_of(elements, [&](const Value& element) { return element.type() == type; });
    if (alike && type == Type::string) return set_of<std::string>(elements, shown, "");
    if (alike && type == Type::number) return set_of<Decimal>(elements, shown, "! under " + place);
    return validation_error(
        "Unsupported data type in Bag. DynamoDB only supports either numbers or strings in bags");
  }

  template <class Element>
  static Result<Value> set_of(std::vector<Value>& elements, const std::string& shown,
                              const std::string& tail) {
    Set<Element> set;
    for (auto& element : elements) set.elements.push_back(std::move(*element.as<Element>()));
    std::ranges::sort(set.elements);
    if (std::ranges::adjacent_find(set.elements) == set.elements.end()) {
      return Value{std::move(set)};
    }
    return invalid_parameter("Input collection [" + shown + "] contains duplicates" +
                             (tail.empty() ? "." : tail));
  }

  Reader& reader_;
  Tokens& tokens_;
  std::string last_number_;
};

}  // namespace

Node Reader::node_of(Value value) {
  statement.values.push_back(std::move(value));
  Node node;
  node.kind = NodeKind::value;
  node.value = &statement.values.back();
  return node;
}

Value Reader::next_parameter() {
  const auto number = parameters_used++;
  return number < parameters.size() ? parameters[number] : Value{Null{}};
}

std::unexpected<Error> no_term(const Reader& reader) {
  const auto& tokens = reader.tokens;
  const auto is_operator = [&](std::string_view word) { return tokens.at_keyword(word); };
  if (std::ranges::any_of(operators, is_operator)) return malformed("Unexpected operator");
  return malformed(tokens.at_any_keyword() ? "Unexpected keyword" : "Unexpected term");
}

Result<Path> read_path(Reader& reader) {
  auto& tokens = reader.tokens;
  if (!tokens.at_name()) return no_term(reader);
  Path path{tokens.take().text};
  while (true) {
    if (tokens.take_symbol(".")) {
      if (!tokens.at_name()) return malformed("Invalid path dot component");
      path.emplace_back(tokens.take().text);
    } else if (tokens.take_symbol("[")) {
      TRY(const auto index, read_index(reader));
      path.emplace_back(index);
    } else {
      break;
    }
  }
  for (const auto& step : path) {
    const auto* name = std::get_if<std::string>(&step);
    if (name != nullptr && name->empty()) {
      return validation_error("Path component cannot be an empty string");
    }
  }
  TRY(check_path_depth(path));
  return path;
}

bool at_value(const Reader& reader) {
  const auto& tokens = reader.tokens;
  switch (tokens.peek().kind) {
    case TokenKind::text:
    case TokenKind::number: return true;
    case TokenKind::word:
      return tokens.at_keyword("true") || tokens.at_keyword("false") || tokens.at_keyword("null");
    case TokenKind::symbol: {
      constexpr std::string_view openers[] = {"[", "{", "<<", "-", "+"};
      return has_element(openers, tokens.peek().text);
    }
    default: return false;
  }
}

Result<Value> read_value(Reader& reader) { return ValueReader(reader).read("root", 0); }

Result<Item> read_item(Reader& reader) {
  if (!reader.tokens.take_symbol("{")) return no_term(reader);
  return ValueReader(reader).read_item();
}

bool at_constant(const Reader& reader) {
  return at_value(reader) || reader.tokens.peek().kind == TokenKind::parameter;
}

Result<Node> read_constant(Reader& reader) {
  if (reader.tokens.peek().kind == TokenKind::parameter) {
    reader.tokens.take();
    return reader.node_of(reader.next_parameter());
  }
  TRY(auto value, read_value(reader));
  return reader.node_of(std::move(value));
}

}  // namespace syncline::dynamo::partiql
