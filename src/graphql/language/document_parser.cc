#include "graphql/language/document_parser.h"

#include <fmt/format.h>

#include <algorithm>

namespace syncline::graphql {
namespace {

bool is_executable_keyword(std::string_view word) {
  return word == "query" || word == "mutation" || word == "subscription" || word == "fragment";
}

bool is_type_system_keyword(std::string_view word) {
  return word == "schema" || word == "directive" || type_keyword(word).has_value();
}

// About what the nodes of a byte take: most documents need no second block.
constexpr std::size_t bytes_a_byte = 12;
constexpr std::size_t first_block_max = std::size_t{16} * 1024;

std::size_t first_block(std::string_view text) {
  return std::min((text.size() + 64) * bytes_a_byte, std::max(text.size() + 8, first_block_max));
}

}  // namespace

DocumentParser::DocumentParser(std::string_view text, const ParseLimits& limits)
    : arena_(first_block(text)),
      lexer_(text, arena_),
      limits_(limits),
      tokens_left_(limits.tokens_max) {}

void DocumentParser::expect_keyword(std::string_view word) {
  if (at_keyword(word)) return advance();
  refuse(token_.location, fmt::format("Expected \"{}\", found {}.", word, describe(token_)));
}

DocumentParser::Description DocumentParser::description() {
  if (!at(TokenKind::string) && !at(TokenKind::block_string)) return std::nullopt;
  const auto text = token_.value;
  advance();
  return text;
}

void DocumentParser::refuse_depth() {
  refuse(token_.location,
         fmt::format("Document nests deeper than {} levels. Parsing aborted.", limits_.depth_max));
}

void DocumentParser::refuse(Location location, std::string_view message) {
  lexer_.fail(location, message);
  token_ = {};
}

void DocumentParser::refuse_for(TokenKind expected) {
  refuse(token_.location,
         fmt::format("Expected {}, found {}.", describe(expected), describe(token_)));
}

void DocumentParser::refuse_tokens() {
  if (at(TokenKind::end)) return;
  refuse(token_.location, fmt::format("Document contains more than {} tokens. Parsing aborted.",
                                      limits_.tokens_max));
}

void DocumentParser::unexpected() {
  refuse(token_.location, fmt::format("Unexpected {}.", describe(token_)));
}

template <class Parsed>
Result<Parsed> DocumentParser::finish(Parsed parsed) {
  if (auto& fault = lexer_.fault()) return std::unexpected(*std::move(fault));
  parsed.arena = std::move(arena_);
  return parsed;
}

Result<Document> DocumentParser::document() {
  constexpr std::size_t usual = 4;
  Document document;
  document.definitions.reserve(usual);
  advance();
  do {
    document.definitions.push_back(definition());
  } while (more(TokenKind::end));
  document.tokens = limits_.tokens_max - tokens_left_ - 1;  // without the end
  return finish(std::move(document));
}

Result<LoneValue> DocumentParser::lone_value() {
  advance();
  LoneValue parsed{value(Constant::no), {}};
  expect(TokenKind::end);
  return finish(std::move(parsed));
}

Result<LoneType> DocumentParser::lone_type() {
  advance();
  LoneType parsed{type(), {}};
  expect(TokenKind::end);
  return finish(std::move(parsed));
}

Definition DocumentParser::definition() {
  if (at(TokenKind::open_brace)) return operation({});
  const auto start = token_.location;
  const auto text = description();
  if (text && at(TokenKind::open_brace)) {
    refuse(start, "Unexpected description, descriptions are not supported on shorthand queries.");
  }
  if (!at(TokenKind::name)) unexpected();
  if (at_keyword("fragment")) return fragment_definition(text.value_or(""));
  if (is_executable_keyword(token_.text)) return operation(text.value_or(""));
  if (is_type_system_keyword(token_.text)) return type_system_definition(text, false);
  if (text) {
    refuse(start, "Unexpected description, only GraphQL definitions support descriptions.");
  }
  return extension();
}

Definition DocumentParser::extension() {
  const auto start = token_.location;
  const bool extends = skip_keyword("extend");
  // Directive definitions cannot be extended (appendix B, TypeSystemExtension).
  if (!extends || !is_type_system_keyword(token_.text) || at_keyword("directive")) {
    unexpected();
    return {};
  }
  auto parsed = type_system_definition(std::nullopt, true);
  std::visit([start](auto& definition) { definition.location = start; }, parsed);
  return parsed;
}

Definition DocumentParser::type_system_definition(Description text, bool extends) {
  if (at_keyword("schema")) {
    auto parsed = schema_definition(extends);
    parsed.description = text;
    return parsed;
  }
  if (at_keyword("directive")) {
    auto parsed = directive_definition();
    parsed.description = text;
    return parsed;
  }
  const auto kind = type_keyword(token_.text);
  auto parsed = type_definition(kind.value_or(TypeKind::object), extends);
  parsed.description = text;
  return parsed;
}

OperationDefinition DocumentParser::operation(std::string_view text) {
  OperationDefinition parsed;
  parsed.description = text;
  parsed.location = token_.location;
  parsed.shorthand = at(TokenKind::open_brace);
  if (!parsed.shorthand) {
    parsed.operation = operation_type();
    if (at(TokenKind::name)) parsed.name = name();
    if (at(TokenKind::open_paren)) {
      parsed.variables = many<VariableDefinition>(
          TokenKind::open_paren, [this] { return variable_definition(); }, TokenKind::close_paren);
    }
    parsed.directives = directives(Constant::no);
  }
  selection_set(parsed.selection_set);
  return parsed;
}

OperationType DocumentParser::operation_type() {
  OperationType type = OperationType::query;
  if (at_keyword("mutation")) {
    type = OperationType::mutation;
  } else if (at_keyword("subscription")) {
    type = OperationType::subscription;
  } else if (at(TokenKind::name) && !at_keyword("query")) {
    unexpected();
  }
  expect(TokenKind::name);
  return type;
}

VariableDefinition DocumentParser::variable_definition() {
  VariableDefinition parsed;
  parsed.description = description().value_or("");
  parsed.location = token_.location;
  expect(TokenKind::dollar);
  parsed.name = name();
  expect(TokenKind::colon);
  parsed.type = type();
  if (skip(TokenKind::equals)) parsed.default_value = value(Constant::yes);
  parsed.directives = directives(Constant::yes);
  return parsed;
}

FragmentDefinition DocumentParser::fragment_definition(std::string_view text) {
  FragmentDefinition parsed;
  parsed.description = text;
  parsed.location = token_.location;
  expect_keyword("fragment");
  parsed.name = fragment_name();
  expect_keyword("on");
  parsed.type_condition = type_name();
  parsed.directives = directives(Constant::no);
  selection_set(parsed.selection_set);
  return parsed;
}

// FragmentName: Name but not `on`.
std::string_view DocumentParser::fragment_name() {
  if (at_keyword("on")) unexpected();
  return name();
}

Result<Document> parse(std::string_view text, const ParseLimits& limits) {
  return DocumentParser(text, limits).document();
}

Result<LoneValue> parse_value(std::string_view text, const ParseLimits& limits) {
  return DocumentParser(text, limits).lone_value();
}

Result<LoneType> parse_type(std::string_view text) {
  return DocumentParser(text, ParseLimits{}).lone_type();
}

}  // namespace syncline::graphql
