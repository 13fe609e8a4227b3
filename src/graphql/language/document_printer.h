// The walk behind printer.h, in two files: print_executable.cc and print_type_system.cc.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graphql/language/ast.h"

namespace syncline::graphql {

class DocumentPrinter {
 public:
  void document(const Document& document);
  void value(const Value& value);
  void type(const TypeReference& type);
  void selection_set(const SelectionSet& set);
  void definition(const Definition& definition);

  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  // Every `{`, `(` of several lines indents by two blanks until its partner.
  void open(std::string_view bracket);
  void close(std::string_view bracket);
  void new_line();

  void write(const OperationDefinition& operation);
  void write(const FragmentDefinition& fragment);
  void write(const SchemaDefinition& schema);
  void write(const TypeDefinition& type);
  void write(const DirectiveDefinition& directive);

  void selection(const Field& field);
  void selection(const FragmentSpread& spread);
  void selection(const InlineFragment& fragment);

  void variables(const List<VariableDefinition>& variables);
  void variable(const VariableDefinition& variable);
  void arguments(const List<Argument>& arguments);
  void directives(const List<Directive>& directives);
  void list(const ListValue& list);
  void object(const ObjectValue& object);
  void string(const StringValue& string);
  void quoted(std::string_view text);
  void executable_description(std::string_view text);
  void description(std::optional<std::string_view> text);

  void type_body(const TypeDefinition& type);
  void union_members(const std::vector<TypeName>& members);
  void field(const FieldDefinition& field);
  void argument_definitions(const std::vector<InputValueDefinition>& arguments);
  void input_value(const InputValueDefinition& input);

  std::string out_;
  std::string indent_;
};

// `query`, `mutation`, `subscription`.
std::string_view to_string(OperationType operation);
// The keyword of a definition: `type`, `input` …
std::string_view keyword_of(TypeKind kind);

}  // namespace syncline::graphql
