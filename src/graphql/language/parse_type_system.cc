// Type system definitions and extensions (specification 3).
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "graphql/language/document_parser.h"

namespace syncline::graphql {
namespace {

// ExecutableDirectiveLocation and TypeSystemDirectiveLocation (specification 3.13).
constexpr std::array<std::string_view, 19> directive_locations{
    "QUERY",
    "MUTATION",
    "SUBSCRIPTION",
    "FIELD",
    "FRAGMENT_DEFINITION",
    "FRAGMENT_SPREAD",
    "INLINE_FRAGMENT",
    "VARIABLE_DEFINITION",
    "SCHEMA",
    "SCALAR",
    "OBJECT",
    "FIELD_DEFINITION",
    "ARGUMENT_DEFINITION",
    "INTERFACE",
    "UNION",
    "ENUM",
    "ENUM_VALUE",
    "INPUT_OBJECT",
    "INPUT_FIELD_DEFINITION",
};

// An extension must add something (appendix B: each form lists at least one part).
bool adds_nothing(const TypeDefinition& type) {
  return type.directives.empty() && type.interfaces.empty() && type.fields.empty() &&
         type.members.empty() && type.values.empty() && type.input_fields.empty();
}

}  // namespace

std::optional<TypeKind> type_keyword(std::string_view word) {
  if (word == "scalar") return TypeKind::scalar;
  if (word == "type") return TypeKind::object;
  if (word == "interface") return TypeKind::interface;
  if (word == "union") return TypeKind::union_;
  if (word == "enum") return TypeKind::enum_;
  if (word == "input") return TypeKind::input_object;
  return std::nullopt;
}

SchemaDefinition DocumentParser::schema_definition(bool extends) {
  SchemaDefinition parsed;
  parsed.extension = extends;
  parsed.location = token_.location;
  expect_keyword("schema");
  parsed.directives = directives(Constant::yes);
  if (!extends && !at(TokenKind::open_brace)) refuse_for(TokenKind::open_brace);
  parsed.operations = definitions<RootOperation>(
      TokenKind::open_brace, [this] { return root_operation(); }, TokenKind::close_brace);
  if (parsed.directives.empty() && parsed.operations.empty()) unexpected();
  return parsed;
}

RootOperation DocumentParser::root_operation() {
  RootOperation parsed;
  parsed.location = token_.location;
  parsed.operation = operation_type();
  expect(TokenKind::colon);
  parsed.type = type_name();
  return parsed;
}

TypeDefinition DocumentParser::type_definition(TypeKind kind, bool extends) {
  TypeDefinition parsed;
  parsed.kind = kind;
  parsed.extension = extends;
  parsed.location = token_.location;
  advance();
  parsed.name = name();
  if (kind == TypeKind::object || kind == TypeKind::interface) {
    if (skip_keyword("implements")) parsed.interfaces = separated_names(TokenKind::ampersand);
  }
  parsed.directives = directives(Constant::yes);
  type_members(parsed);
  if (extends && adds_nothing(parsed)) unexpected();
  return parsed;
}

void DocumentParser::type_members(TypeDefinition& type) {
  const auto open = TokenKind::open_brace;
  const auto close = TokenKind::close_brace;
  switch (type.kind) {
    case TypeKind::scalar: break;
    case TypeKind::object:
    case TypeKind::interface:
      type.fields =
          definitions<FieldDefinition>(open, [this] { return field_definition(); }, close);
      break;
    case TypeKind::union_:
      if (skip(TokenKind::equals)) type.members = separated_names(TokenKind::pipe);
      break;
    case TypeKind::enum_:
      type.values =
          definitions<EnumValueDefinition>(open, [this] { return enum_value_definition(); }, close);
      break;
    case TypeKind::input_object:
      type.input_fields = definitions<InputValueDefinition>(
          open, [this] { return input_value_definition(); }, close);
      break;
  }
}

// `A | B`, where a separator may also stand in front of the first.
std::vector<TypeName> DocumentParser::separated_names(TokenKind separator) {
  std::vector<TypeName> names;
  skip(separator);
  do {
    names.push_back(type_name());
  } while (skip(separator));
  return names;
}

FieldDefinition DocumentParser::field_definition() {
  FieldDefinition parsed;
  parsed.description = description();
  parsed.location = token_.location;
  parsed.name = name();
  parsed.arguments = argument_definitions();
  expect(TokenKind::colon);
  parsed.type = type();
  parsed.directives = directives(Constant::yes);
  return parsed;
}

std::vector<InputValueDefinition> DocumentParser::argument_definitions() {
  return definitions<InputValueDefinition>(
      TokenKind::open_paren, [this] { return input_value_definition(); }, TokenKind::close_paren);
}

InputValueDefinition DocumentParser::input_value_definition() {
  InputValueDefinition parsed;
  parsed.description = description();
  parsed.location = token_.location;
  parsed.name = name();
  expect(TokenKind::colon);
  parsed.type = type();
  if (skip(TokenKind::equals)) parsed.default_value = value(Constant::yes);
  parsed.directives = directives(Constant::yes);
  return parsed;
}

EnumValueDefinition DocumentParser::enum_value_definition() {
  EnumValueDefinition parsed;
  parsed.description = description();
  parsed.location = token_.location;
  if (at_keyword("true") || at_keyword("false") || at_keyword("null")) {
    refuse(token_.location,
           fmt::format("{} is reserved and cannot be used for an enum value.", describe(token_)));
  }
  parsed.name = name();
  parsed.directives = directives(Constant::yes);
  return parsed;
}

DirectiveDefinition DocumentParser::directive_definition() {
  DirectiveDefinition parsed;
  parsed.location = token_.location;
  expect_keyword("directive");
  expect(TokenKind::at);
  parsed.name = name();
  parsed.arguments = argument_definitions();
  parsed.repeatable = skip_keyword("repeatable");
  expect_keyword("on");
  skip(TokenKind::pipe);
  do {
    parsed.locations.push_back(directive_location());
  } while (skip(TokenKind::pipe));
  return parsed;
}

std::string_view DocumentParser::directive_location() {
  if (at(TokenKind::name) &&
      std::ranges::find(directive_locations, token_.text) == directive_locations.end()) {
    unexpected();
  }
  return name();
}

}  // namespace syncline::graphql
