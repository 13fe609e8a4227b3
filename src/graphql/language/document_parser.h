// The recursive descent behind parser.h: one method a rule of the grammar (appendix B), in four
// files by chapter. After the first fault the parser is of no further use. Refers to the text.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graphql/language/ast.h"
#include "graphql/language/lexer.h"
#include "graphql/language/parser.h"

namespace syncline::graphql {

class DocumentParser {
 public:
  DocumentParser(std::string_view text, const ParseLimits& limits)
      : lexer_(text), limits_(limits) {}

  Result<Document> document();
  Result<Value> lone_value();
  Result<TypeReference> lone_type();

 private:
  using Description = std::optional<std::string>;
  enum class Constant : bool { no, yes };  // whether variables are refused

  // Tokens: document_parser.cc
  Result<void> advance();
  Result<Token> take();
  [[nodiscard]] bool at(TokenKind kind) const { return token_.kind == kind; }
  [[nodiscard]] bool at_keyword(std::string_view word) const;
  Result<bool> skip(TokenKind kind);
  Result<bool> skip_keyword(std::string_view word);
  Result<void> expect(TokenKind kind);
  Result<void> expect_keyword(std::string_view word);
  Result<std::string> name();
  Result<Description> description();
  [[nodiscard]] std::unexpected<Error> unexpected() const;
  // One level of nesting more; `leave` needs no call on a fault, which ends the parse.
  Result<void> enter();
  void leave() { --depth_; }

  // `open item+ close`
  template <class Item, class Rule>
  Result<std::vector<Item>> many(TokenKind open, Rule rule, TokenKind close) {
    std::vector<Item> items;
    TRY(expect(open));
    do {
      TRY(Item item, rule());
      items.push_back(std::move(item));
    } while (!at(close));
    TRY(advance());
    return items;
  }
  // The same, or nothing at all.
  template <class Item, class Rule>
  Result<std::vector<Item>> optional_many(TokenKind open, Rule rule, TokenKind close) {
    if (!at(open)) return std::vector<Item>{};
    return many<Item>(open, rule, close);
  }

  // Definitions: document_parser.cc
  Result<Definition> definition();
  Result<Definition> extension();
  Result<Definition> executable_definition(std::string text);
  Result<Definition> type_system_definition(Description text, bool extends);
  Result<OperationDefinition> operation(std::string text);
  Result<OperationType> operation_type();
  Result<std::vector<VariableDefinition>> variable_definitions();
  Result<VariableDefinition> variable_definition();
  Result<FragmentDefinition> fragment_definition(std::string text);
  Result<std::string> fragment_name();

  // Values and types: parse_values.cc
  Result<Value> value(Constant constant);
  Result<Value> named_value();
  Result<Value> variable_value(Constant constant);
  Result<Value> list_value(Constant constant);
  Result<Value> object_value(Constant constant);
  Result<ObjectField> object_field(Constant constant);
  Result<TypeReference> type();

  // Selections, arguments and directives: parse_selections.cc
  Result<SelectionSet> selection_set();
  Result<Selection> selection();
  Result<Field> field();
  Result<Selection> fragment();
  Result<std::vector<Argument>> arguments(Constant constant);
  Result<Argument> argument(Constant constant);
  Result<std::vector<Directive>> directives(Constant constant);

  // The type system: parse_type_system.cc
  Result<SchemaDefinition> schema_definition(bool extends);
  Result<RootOperation> root_operation();
  Result<TypeDefinition> type_definition(TypeKind kind, bool extends);
  Result<void> type_members(TypeDefinition& type);
  Result<TypeName> type_name();
  Result<std::vector<TypeName>> separated_names(TokenKind separator);
  Result<FieldDefinition> field_definition();
  Result<InputValueDefinition> input_value_definition();
  Result<EnumValueDefinition> enum_value_definition();
  Result<DirectiveDefinition> directive_definition();
  Result<std::string> directive_location();

  Lexer lexer_;
  ParseLimits limits_;
  Token token_;
  std::size_t tokens_ = 0;
  std::size_t depth_ = 0;
};

// The kind that a keyword of the type system starts: `type`, `input` …
std::optional<TypeKind> type_keyword(std::string_view word);

}  // namespace syncline::graphql
