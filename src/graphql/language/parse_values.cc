// Values and type references (specification 2.9 to 2.11).
#include <fmt/format.h>

#include "graphql/language/document_parser.h"

namespace syncline::graphql {

Result<Value> DocumentParser::value(Constant constant) {
  const auto location = token_.location;
  switch (token_.kind) {
    case TokenKind::dollar: return variable_value(constant);
    case TokenKind::open_bracket: return list_value(constant);
    case TokenKind::open_brace: return object_value(constant);
    case TokenKind::name: return named_value();
    case TokenKind::int_number: {
      TRY(const Token token, take());
      return Value{IntValue{std::string(token.text)}, location};
    }
    case TokenKind::float_number: {
      TRY(const Token token, take());
      return Value{FloatValue{std::string(token.text)}, location};
    }
    case TokenKind::string:
    case TokenKind::block_string: {
      TRY(Token token, take());
      const bool block = token.kind == TokenKind::block_string;
      return Value{StringValue{std::move(token.value), block}, location};
    }
    default: return unexpected();
  }
}

// A name that is not `true`, `false` or `null` is an enum value.
Result<Value> DocumentParser::named_value() {
  TRY(const Token token, take());
  if (token.text == "true") return Value{BooleanValue{true}, token.location};
  if (token.text == "false") return Value{BooleanValue{false}, token.location};
  if (token.text == "null") return Value{NullValue{}, token.location};
  return Value{EnumValue{std::string(token.text)}, token.location};
}

Result<Value> DocumentParser::variable_value(Constant constant) {
  TRY(const Token dollar, take());
  if (constant == Constant::yes) {
    if (!at(TokenKind::name)) {
      return syntax_error(dollar.location, fmt::format("Unexpected {}.", describe(dollar)));
    }
    return syntax_error(dollar.location,
                        fmt::format("Unexpected variable \"${}\" in constant value.", token_.text));
  }
  TRY(auto variable, name());
  return Value{Variable{std::move(variable)}, dollar.location};
}

Result<Value> DocumentParser::list_value(Constant constant) {
  TRY(enter());
  ListValue list;
  TRY(const Token open, take());
  while (!at(TokenKind::close_bracket)) {
    TRY(auto element, value(constant));
    list.values.push_back(std::move(element));
  }
  TRY(advance());
  leave();
  return Value{std::move(list), open.location};
}

Result<Value> DocumentParser::object_value(Constant constant) {
  TRY(enter());
  ObjectValue object;
  TRY(const Token open, take());
  while (!at(TokenKind::close_brace)) {
    TRY(auto member, object_field(constant));
    object.fields.push_back(std::move(member));
  }
  TRY(advance());
  leave();
  return Value{std::move(object), open.location};
}

Result<ObjectField> DocumentParser::object_field(Constant constant) {
  ObjectField parsed;
  parsed.location = token_.location;
  TRY(parsed.name, name());
  TRY(expect(TokenKind::colon));
  TRY(parsed.value, value(constant));
  return parsed;
}

Result<TypeReference> DocumentParser::type() {
  TypeReference parsed;
  parsed.location = token_.location;
  if (at(TokenKind::open_bracket)) {
    TRY(enter());
    TRY(advance());
    TRY(auto item, type());
    parsed.item = std::make_shared<const TypeReference>(std::move(item));
    TRY(expect(TokenKind::close_bracket));
    leave();
  } else {
    TRY(parsed.name, name());
  }
  TRY(parsed.non_null, skip(TokenKind::bang));
  return parsed;
}

}  // namespace syncline::graphql
