#include "graphql/language/document_parser.h"

#include <fmt/format.h>

namespace syncline::graphql {
namespace {

bool is_executable_keyword(std::string_view word) {
  return word == "query" || word == "mutation" || word == "subscription" || word == "fragment";
}

bool is_type_system_keyword(std::string_view word) {
  return word == "schema" || word == "directive" || type_keyword(word).has_value();
}

}  // namespace

Result<void> DocumentParser::advance() {
  TRY(token_, lexer_.next());
  if (token_.kind == TokenKind::end || ++tokens_ <= limits_.tokens_max) return {};
  return syntax_error(
      token_.location,
      fmt::format("Document contains more than {} tokens. Parsing aborted.", limits_.tokens_max));
}

Result<Token> DocumentParser::take() {
  Token taken = std::move(token_);
  TRY(advance());
  return taken;
}

bool DocumentParser::at_keyword(std::string_view word) const {
  return token_.kind == TokenKind::name && token_.text == word;
}

Result<bool> DocumentParser::skip(TokenKind kind) {
  if (!at(kind)) return false;
  TRY(advance());
  return true;
}

Result<bool> DocumentParser::skip_keyword(std::string_view word) {
  if (!at_keyword(word)) return false;
  TRY(advance());
  return true;
}

Result<void> DocumentParser::expect(TokenKind kind) {
  if (at(kind)) return advance();
  return syntax_error(token_.location,
                      fmt::format("Expected {}, found {}.", describe(kind), describe(token_)));
}

Result<void> DocumentParser::expect_keyword(std::string_view word) {
  if (at_keyword(word)) return advance();
  return syntax_error(token_.location,
                      fmt::format("Expected \"{}\", found {}.", word, describe(token_)));
}

Result<std::string> DocumentParser::name() {
  const auto text = token_.text;
  TRY(expect(TokenKind::name));
  return std::string(text);
}

Result<DocumentParser::Description> DocumentParser::description() {
  if (!at(TokenKind::string) && !at(TokenKind::block_string)) return std::nullopt;
  Description text = std::move(token_.value);
  TRY(advance());
  return text;
}

std::unexpected<Error> DocumentParser::unexpected() const {
  return syntax_error(token_.location, fmt::format("Unexpected {}.", describe(token_)));
}

Result<void> DocumentParser::enter() {
  if (++depth_ <= limits_.depth_max) return {};
  return syntax_error(
      token_.location,
      fmt::format("Document nests deeper than {} levels. Parsing aborted.", limits_.depth_max));
}

Result<Document> DocumentParser::document() {
  Document document;
  TRY(advance());
  do {
    TRY(auto next, definition());
    document.definitions.push_back(std::move(next));
  } while (!at(TokenKind::end));
  return document;
}

Result<Value> DocumentParser::lone_value() {
  TRY(advance());
  TRY(auto parsed, value(Constant::no));
  TRY(expect(TokenKind::end));
  return parsed;
}

Result<TypeReference> DocumentParser::lone_type() {
  TRY(advance());
  TRY(auto parsed, type());
  TRY(expect(TokenKind::end));
  return parsed;
}

Result<Definition> DocumentParser::definition() {
  if (at(TokenKind::open_brace)) return operation({});
  const auto start = token_.location;
  TRY(auto text, description());
  if (text && at(TokenKind::open_brace)) {
    return syntax_error(start,
                        "Unexpected description, descriptions are not supported on shorthand "
                        "queries.");
  }
  if (!at(TokenKind::name)) return unexpected();
  if (is_executable_keyword(token_.text)) {
    return executable_definition(std::move(text).value_or(""));
  }
  if (is_type_system_keyword(token_.text)) return type_system_definition(std::move(text), false);
  if (text) {
    return syntax_error(start,
                        "Unexpected description, only GraphQL definitions support descriptions.");
  }
  return extension();
}

Result<Definition> DocumentParser::extension() {
  const auto start = token_.location;
  TRY(const bool extends, skip_keyword("extend"));
  // Directive definitions cannot be extended (appendix B, TypeSystemExtension).
  if (!extends || !is_type_system_keyword(token_.text) || at_keyword("directive")) {
    return unexpected();
  }
  TRY(auto parsed, type_system_definition(std::nullopt, true));
  std::visit([start](auto& definition) { definition.location = start; }, parsed);
  return parsed;
}

Result<Definition> DocumentParser::executable_definition(std::string text) {
  if (at_keyword("fragment")) return fragment_definition(std::move(text));
  return operation(std::move(text));
}

Result<Definition> DocumentParser::type_system_definition(Description text, bool extends) {
  if (at_keyword("schema")) {
    TRY(auto parsed, schema_definition(extends));
    parsed.description = std::move(text);
    return parsed;
  }
  if (at_keyword("directive")) {
    TRY(auto parsed, directive_definition());
    parsed.description = std::move(text);
    return parsed;
  }
  TRY(auto parsed, type_definition(*type_keyword(token_.text), extends));
  parsed.description = std::move(text);
  return parsed;
}

Result<OperationDefinition> DocumentParser::operation(std::string text) {
  OperationDefinition parsed;
  parsed.description = std::move(text);
  parsed.location = token_.location;
  parsed.shorthand = at(TokenKind::open_brace);
  if (!parsed.shorthand) {
    TRY(parsed.operation, operation_type());
    if (at(TokenKind::name)) {
      TRY(parsed.name, name());
    }
    TRY(parsed.variables, variable_definitions());
    TRY(parsed.directives, directives(Constant::no));
  }
  TRY(parsed.selection_set, selection_set());
  return parsed;
}

Result<OperationType> DocumentParser::operation_type() {
  OperationType type = OperationType::query;
  if (at_keyword("mutation")) {
    type = OperationType::mutation;
  } else if (at_keyword("subscription")) {
    type = OperationType::subscription;
  } else if (at(TokenKind::name) && !at_keyword("query")) {
    return unexpected();
  }
  TRY(expect(TokenKind::name));
  return type;
}

Result<std::vector<VariableDefinition>> DocumentParser::variable_definitions() {
  return optional_many<VariableDefinition>(
      TokenKind::open_paren, [this] { return variable_definition(); }, TokenKind::close_paren);
}

Result<VariableDefinition> DocumentParser::variable_definition() {
  VariableDefinition parsed;
  TRY(auto text, description());
  parsed.description = std::move(text).value_or("");
  parsed.location = token_.location;
  TRY(expect(TokenKind::dollar));
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

Result<FragmentDefinition> DocumentParser::fragment_definition(std::string text) {
  FragmentDefinition parsed;
  parsed.description = std::move(text);
  parsed.location = token_.location;
  TRY(expect_keyword("fragment"));
  TRY(parsed.name, fragment_name());
  TRY(expect_keyword("on"));
  TRY(parsed.type_condition, name());
  TRY(parsed.directives, directives(Constant::no));
  TRY(parsed.selection_set, selection_set());
  return parsed;
}

// FragmentName: Name but not `on`.
Result<std::string> DocumentParser::fragment_name() {
  if (at_keyword("on")) return unexpected();
  return name();
}

Result<Document> parse(std::string_view text, const ParseLimits& limits) {
  return DocumentParser(text, limits).document();
}

Result<Value> parse_value(std::string_view text) {
  return DocumentParser(text, ParseLimits{}).lone_value();
}

Result<TypeReference> parse_type(std::string_view text) {
  return DocumentParser(text, ParseLimits{}).lone_type();
}

}  // namespace syncline::graphql
