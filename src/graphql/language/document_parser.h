// The recursive descent behind parser.h: one method a rule of the grammar (appendix B), in four
// files by chapter. A fault ends the text: the methods go on over its end and return what nobody
// will look at, so that no step has to ask for an error. A loop that goes on until a token comes
// asks `more`; one that goes on as long as a token comes ends by itself.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "graphql/language/arena.h"
#include "graphql/language/ast.h"
#include "graphql/language/lexer.h"
#include "graphql/language/list_stack.h"
#include "graphql/language/parser.h"

namespace syncline::graphql {

class DocumentParser {
 public:
  DocumentParser(std::string_view text, const ParseLimits& limits);

  Result<Document> document();
  Result<LoneValue> lone_value();
  Result<LoneType> lone_type();

 private:
  using Description = std::optional<std::string_view>;
  enum class Constant : bool { no, yes };  // whether variables are refused

  // Tokens: document_parser.cc
  void advance() {
    lexer_.next(token_);
    if (tokens_left_-- == 0) refuse_tokens();
  }
  [[nodiscard]] bool at(TokenKind kind) const { return token_.kind == kind; }
  [[nodiscard]] bool at_keyword(std::string_view word) const {
    return at(TokenKind::name) && token_.text == word;
  }
  // Whether there is another item before the token that ends the list.
  [[nodiscard]] bool more(TokenKind close) const { return !at(close) && !lexer_.failed(); }
  bool skip(TokenKind kind) {
    if (!at(kind)) return false;
    advance();
    return true;
  }
  bool skip_keyword(std::string_view word) {
    if (!at_keyword(word)) return false;
    advance();
    return true;
  }
  void expect(TokenKind kind) { at(kind) ? advance() : refuse_for(kind); }
  void expect_keyword(std::string_view word);
  std::string_view name() {
    const auto text = token_.text;
    expect(TokenKind::name);
    return text;
  }
  // A text of the token, which is left behind.
  std::string_view take(std::string_view text) {
    advance();
    return text;
  }
  Description description();
  // One level of nesting more.
  void enter() {
    if (++depth_ > limits_.depth_max) refuse_depth();
  }
  void leave() { --depth_; }

  // Faults. The token becomes the end.
  void refuse(Location location, std::string_view message);
  void refuse_for(TokenKind expected);
  void refuse_tokens();
  void refuse_depth();
  void unexpected();
  template <class Parsed>
  Result<Parsed> finish(Parsed parsed);

  // `open item+ close`
  template <class Item, class Rule>
  List<Item> many(TokenKind open, Rule rule, TokenKind close) {
    expect(open);
    const auto mark = items_.mark();
    do {
      items_.push<Item>(rule());
    } while (more(close));
    advance();
    return items_.pop<Item>(mark, arena_);
  }
  // `open item+ close`, or nothing, of the type system: its definitions are not plain values.
  template <class Item, class Rule>
  std::vector<Item> definitions(TokenKind open, Rule rule, TokenKind close) {
    std::vector<Item> items;
    if (!skip(open)) return items;
    do {
      items.push_back(rule());
    } while (more(close));
    advance();
    return items;
  }

  // Definitions: document_parser.cc
  Definition definition();
  Definition extension();
  Definition type_system_definition(Description text, bool extends);
  OperationDefinition operation(std::string_view text);
  OperationType operation_type();
  VariableDefinition variable_definition();
  FragmentDefinition fragment_definition(std::string_view text);
  std::string_view fragment_name();

  // Values and types: parse_values.cc
  Value value(Constant constant);
  Value named_value();
  Value variable_value(Constant constant);
  Value list_value(Constant constant);
  Value object_value(Constant constant);
  ObjectField object_field(Constant constant);
  TypeReference type();
  TypeName type_name();

  // Selections, arguments and directives: parse_selections.cc
  void selection_set(SelectionSet& set);
  Selection selection();
  const Field* field();
  Selection fragment();
  List<Argument> arguments(Constant constant) {
    return at(TokenKind::open_paren) ? some_arguments(constant) : List<Argument>();
  }
  List<Argument> some_arguments(Constant constant);
  Argument argument(Constant constant);
  List<Directive> directives(Constant constant) {
    return at(TokenKind::at) ? some_directives(constant) : List<Directive>();
  }
  List<Directive> some_directives(Constant constant);

  // The type system: parse_type_system.cc
  SchemaDefinition schema_definition(bool extends);
  RootOperation root_operation();
  TypeDefinition type_definition(TypeKind kind, bool extends);
  void type_members(TypeDefinition& type);
  std::vector<TypeName> separated_names(TokenKind separator);
  FieldDefinition field_definition();
  std::vector<InputValueDefinition> argument_definitions();
  InputValueDefinition input_value_definition();
  EnumValueDefinition enum_value_definition();
  DirectiveDefinition directive_definition();
  std::string_view directive_location();

  Arena arena_;
  Lexer lexer_;
  ParseLimits limits_;
  Token token_;
  ListStack items_;
  std::size_t tokens_left_;
  std::size_t depth_ = 0;
};

// The kind that a keyword of the type system starts: `type`, `input` …
std::optional<TypeKind> type_keyword(std::string_view word);

}  // namespace syncline::graphql
