// Values and type references (specification 2.9 to 2.11).
#include <fmt/format.h>

#include "graphql/language/document_parser.h"

namespace syncline::graphql {

Value DocumentParser::value(Constant constant) {
  const auto location = token_.location;
  switch (token_.kind) {
    case TokenKind::dollar: return variable_value(constant);
    case TokenKind::open_bracket: return list_value(constant);
    case TokenKind::open_brace: return object_value(constant);
    case TokenKind::name: return named_value();
    case TokenKind::int_number: return {IntValue{take(token_.text)}, location};
    case TokenKind::float_number: return {FloatValue{take(token_.text)}, location};
    case TokenKind::string: return {StringValue{take(token_.value), false}, location};
    case TokenKind::block_string: return {StringValue{take(token_.value), true}, location};
    default: unexpected(); return {};
  }
}

// A name that is not `true`, `false` or `null` is an enum value.
Value DocumentParser::named_value() {
  const auto location = token_.location;
  const auto text = name();
  if (text == "true") return {BooleanValue{true}, location};
  if (text == "false") return {BooleanValue{false}, location};
  if (text == "null") return {NullValue{}, location};
  return {EnumValue{text}, location};
}

Value DocumentParser::variable_value(Constant constant) {
  const auto dollar = token_;
  advance();
  if (constant == Constant::yes) {
    refuse(dollar.location,
           at(TokenKind::name)
               ? fmt::format("Unexpected variable \"${}\" in constant value.", token_.text)
               : fmt::format("Unexpected {}.", describe(dollar)));
  }
  return {Variable{name()}, dollar.location};
}

Value DocumentParser::list_value(Constant constant) {
  enter();
  const auto location = token_.location;
  advance();
  const auto mark = items_.mark();
  while (more(TokenKind::close_bracket)) items_.push(value(constant));
  advance();
  leave();
  return {ListValue{items_.pop<Value>(mark, arena_)}, location};
}

Value DocumentParser::object_value(Constant constant) {
  enter();
  const auto location = token_.location;
  advance();
  const auto mark = items_.mark();
  while (more(TokenKind::close_brace)) items_.push(object_field(constant));
  advance();
  leave();
  return {ObjectValue{items_.pop<ObjectField>(mark, arena_)}, location};
}

ObjectField DocumentParser::object_field(Constant constant) {
  const auto location = token_.location;
  const auto text = name();
  expect(TokenKind::colon);
  return {text, value(constant), location};
}

TypeReference DocumentParser::type() {
  TypeReference parsed;
  parsed.location = token_.location;
  if (at(TokenKind::open_bracket)) {
    enter();
    advance();
    auto* item = arena_.create<TypeReference>();
    *item = type();
    parsed.item = item;
    expect(TokenKind::close_bracket);
    leave();
  } else {
    parsed.name = name();
  }
  parsed.non_null = skip(TokenKind::bang);
  return parsed;
}

TypeName DocumentParser::type_name() {
  TypeName parsed;
  parsed.location = token_.location;
  parsed.name = name();
  return parsed;
}

}  // namespace syncline::graphql
