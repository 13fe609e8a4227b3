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

Result<SchemaDefinition> DocumentParser::schema_definition(bool extends) {
  SchemaDefinition parsed;
  parsed.extension = extends;
  parsed.location = token_.location;
  TRY(expect_keyword("schema"));
  TRY(parsed.directives, directives(Constant::yes));
  const auto rule = [this] { return root_operation(); };
  if (!extends || at(TokenKind::open_brace)) {
    TRY(parsed.operations,
        many<RootOperation>(TokenKind::open_brace, rule, TokenKind::close_brace));
  }
  if (parsed.directives.empty() && parsed.operations.empty()) return unexpected();
  return parsed;
}

Result<RootOperation> DocumentParser::root_operation() {
  RootOperation parsed;
  parsed.location = token_.location;
  TRY(parsed.operation, operation_type());
  TRY(expect(TokenKind::colon));
  TRY(parsed.type, type_name());
  return parsed;
}

Result<TypeName> DocumentParser::type_name() {
  TypeName parsed;
  parsed.location = token_.location;
  TRY(parsed.name, name());
  return parsed;
}

Result<TypeDefinition> DocumentParser::type_definition(TypeKind kind, bool extends) {
  TypeDefinition parsed;
  parsed.kind = kind;
  parsed.extension = extends;
  parsed.location = token_.location;
  TRY(advance());
  TRY(parsed.name, name());
  if (kind == TypeKind::object || kind == TypeKind::interface) {
    TRY(const bool implements, skip_keyword("implements"));
    if (implements) {
      TRY(parsed.interfaces, separated_names(TokenKind::ampersand));
    }
  }
  TRY(parsed.directives, directives(Constant::yes));
  TRY(type_members(parsed));
  if (extends && adds_nothing(parsed)) return unexpected();
  return parsed;
}

Result<void> DocumentParser::type_members(TypeDefinition& type) {
  const auto open = TokenKind::open_brace;
  const auto close = TokenKind::close_brace;
  switch (type.kind) {
    case TypeKind::scalar: break;
    case TypeKind::object:
    case TypeKind::interface: {
      const auto rule = [this] { return field_definition(); };
      TRY(type.fields, optional_many<FieldDefinition>(open, rule, close));
      break;
    }
    case TypeKind::union_: {
      TRY(const bool has_members, skip(TokenKind::equals));
      if (has_members) {
        TRY(type.members, separated_names(TokenKind::pipe));
      }
      break;
    }
    case TypeKind::enum_: {
      const auto rule = [this] { return enum_value_definition(); };
      TRY(type.values, optional_many<EnumValueDefinition>(open, rule, close));
      break;
    }
    case TypeKind::input_object: {
      const auto rule = [this] { return input_value_definition(); };
      TRY(type.input_fields, optional_many<InputValueDefinition>(open, rule, close));
      break;
    }
  }
  return {};
}

// `A | B`, where a separator may also stand in front of the first.
Result<std::vector<TypeName>> DocumentParser::separated_names(TokenKind separator) {
  std::vector<TypeName> names;
  TRY(bool more, skip(separator));
  do {
    TRY(auto next, type_name());
    names.push_back(std::move(next));
    TRY(more, skip(separator));
  } while (more);
  return names;
}

Result<FieldDefinition> DocumentParser::field_definition() {
  FieldDefinition parsed;
  TRY(parsed.description, description());
  parsed.location = token_.location;
  TRY(parsed.name, name());
  const auto rule = [this] { return input_value_definition(); };
  TRY(parsed.arguments,
      optional_many<InputValueDefinition>(TokenKind::open_paren, rule, TokenKind::close_paren));
  TRY(expect(TokenKind::colon));
  TRY(parsed.type, type());
  TRY(parsed.directives, directives(Constant::yes));
  return parsed;
}

Result<InputValueDefinition> DocumentParser::input_value_definition() {
  InputValueDefinition parsed;
  TRY(parsed.description, description());
  parsed.location = token_.location;
  TRY(parsed.name, name());
  TRY(expect(TokenKind::colon));
  TRY(parsed.type, type());
  TRY(const bool has_default, skip(TokenKind::equals));
  if (has_default) {
    TRY(parsed.default_value, value(Constant::yes));
  }
  TRY(parsed.directives, directives(Constant::yes));
  return parsed;
}

Result<EnumValueDefinition> DocumentParser::enum_value_definition() {
  EnumValueDefinition parsed;
  TRY(parsed.description, description());
  parsed.location = token_.location;
  if (at_keyword("true") || at_keyword("false") || at_keyword("null")) {
    return syntax_error(
        token_.location,
        fmt::format("{} is reserved and cannot be used for an enum value.", describe(token_)));
  }
  TRY(parsed.name, name());
  TRY(parsed.directives, directives(Constant::yes));
  return parsed;
}

Result<DirectiveDefinition> DocumentParser::directive_definition() {
  DirectiveDefinition parsed;
  parsed.location = token_.location;
  TRY(expect_keyword("directive"));
  TRY(expect(TokenKind::at));
  TRY(parsed.name, name());
  const auto rule = [this] { return input_value_definition(); };
  TRY(parsed.arguments,
      optional_many<InputValueDefinition>(TokenKind::open_paren, rule, TokenKind::close_paren));
  TRY(parsed.repeatable, skip_keyword("repeatable"));
  TRY(expect_keyword("on"));
  TRY(bool more, skip(TokenKind::pipe));
  do {
    TRY(auto location, directive_location());
    parsed.locations.push_back(std::move(location));
    TRY(more, skip(TokenKind::pipe));
  } while (more);
  return parsed;
}

Result<std::string> DocumentParser::directive_location() {
  if (at(TokenKind::name) &&
      std::ranges::find(directive_locations, token_.text) == directive_locations.end()) {
    return unexpected();
  }
  return name();
}

}  // namespace syncline::graphql
