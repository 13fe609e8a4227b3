// The syntax tree of a GraphQL document (specification, September 2025, section 2; appendix B).
// Plain values in the arena of their Document, which also holds the text that names refer to: a
// node is valid as long as that document, wherever it is moved. Nodes are immutable once parsed,
// and shared by const.
// The parser bounds the depth of a tree (ParseLimits::depth_max), so that walks may recurse.
// A definition's location is its first token after the description.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>
#include <vector>

#include "graphql/language/arena.h"

namespace syncline::graphql {

struct Location {  // 1-based; columns count UTF-8 code points
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  bool operator==(const Location&) const = default;
};

struct Value;
struct ObjectField;

struct Variable {
  std::string_view name;
};
struct IntValue {
  std::string_view text;
};  // as written: any size
struct FloatValue {
  std::string_view text;
};  // as written
struct StringValue {
  std::string_view text;
  bool block = false;
};  // decoded
struct BooleanValue {
  bool value = false;
};
struct NullValue {};
struct EnumValue {
  std::string_view name;
};
struct ListValue {
  List<Value> values;
};
struct ObjectValue {
  List<ObjectField> fields;
};

struct Value {
  std::variant<NullValue, Variable, IntValue, FloatValue, StringValue, BooleanValue, EnumValue,
               ListValue, ObjectValue>
      node;
  Location location;
};

struct ObjectField {
  std::string_view name;
  Value value;
  Location location;
};

// Type references: `Name`, `[Type]`, each perhaps with `!`.
struct TypeReference {
  std::string_view name;                // empty for a list
  const TypeReference* item = nullptr;  // set for a list
  bool non_null = false;
  Location location;
};

// A named type where nothing but its name may stand.
struct TypeName {
  std::string_view name;
  Location location;
};

struct Argument {
  std::string_view name;
  Value value;
  Location location;
};

struct Directive {
  std::string_view name;
  List<Argument> arguments;
  Location location;
};

// ---- Executable documents ----

struct Field;
struct FragmentSpread;
struct InlineFragment;
using Selection = std::variant<const Field*, const FragmentSpread*, const InlineFragment*>;

// The node if it is a Field (FragmentSpread, InlineFragment), or null.
template <class Node>
const Node* get_if(const Selection& selection) {
  const auto* node = std::get_if<const Node*>(&selection);
  return node == nullptr ? nullptr : *node;
}

struct SelectionSet {
  List<Selection> selections;
  Location location;
};

struct Field {
  std::string_view alias;  // empty when none was written
  std::string_view name;
  List<Argument> arguments;
  List<Directive> directives;
  SelectionSet selection_set;  // empty for a leaf
  Location location;

  [[nodiscard]] std::string_view response_key() const { return alias.empty() ? name : alias; }
};

struct FragmentSpread {
  std::string_view name;
  List<Directive> directives;
  Location location;
};

struct InlineFragment {
  TypeName type_condition;  // without a name when none was written
  List<Directive> directives;
  SelectionSet selection_set;
  Location location;
};

enum class OperationType : std::uint8_t { query, mutation, subscription };

struct VariableDefinition {
  std::string_view description;  // September 2025; empty when none
  std::string_view name;
  TypeReference type;
  std::optional<Value> default_value;
  List<Directive> directives;
  Location location;
};

struct OperationDefinition {
  std::string_view description;
  OperationType operation = OperationType::query;
  bool shorthand = false;  // `{ field }`
  std::string_view name;   // empty when anonymous
  List<VariableDefinition> variables;
  List<Directive> directives;
  SelectionSet selection_set;
  Location location;
};

struct FragmentDefinition {
  std::string_view description;
  std::string_view name;
  TypeName type_condition;
  List<Directive> directives;
  SelectionSet selection_set;
  Location location;
};

// ---- Type system documents ----

struct InputValueDefinition {
  std::optional<std::string_view> description;
  std::string_view name;
  TypeReference type;
  std::optional<Value> default_value;
  List<Directive> directives;
  Location location;
};

struct FieldDefinition {
  std::optional<std::string_view> description;
  std::string_view name;
  std::vector<InputValueDefinition> arguments;
  TypeReference type;
  List<Directive> directives;
  Location location;
};

struct EnumValueDefinition {
  std::optional<std::string_view> description;
  std::string_view name;
  List<Directive> directives;
  Location location;
};

enum class TypeKind : std::uint8_t { scalar, object, interface, union_, enum_, input_object };

// One struct for the six kinds: the members that a kind does not have stay empty.
struct TypeDefinition {
  TypeKind kind = TypeKind::object;
  bool extension = false;  // `extend type …`
  std::optional<std::string_view> description;
  std::string_view name;
  List<Directive> directives;
  std::vector<TypeName> interfaces;                // object, interface
  std::vector<FieldDefinition> fields;             // object, interface
  std::vector<TypeName> members;                   // union
  std::vector<EnumValueDefinition> values;         // enum
  std::vector<InputValueDefinition> input_fields;  // input object
  Location location;
};

struct RootOperation {
  OperationType operation;
  TypeName type;
  Location location;
};

struct SchemaDefinition {
  bool extension = false;
  std::optional<std::string_view> description;
  List<Directive> directives;
  std::vector<RootOperation> operations;
  Location location;
};

struct DirectiveDefinition {
  std::optional<std::string_view> description;
  std::string_view name;
  std::vector<InputValueDefinition> arguments;
  bool repeatable = false;
  std::vector<std::string_view> locations;
  Location location;
};

using Definition = std::variant<OperationDefinition, FragmentDefinition, SchemaDefinition,
                                TypeDefinition, DirectiveDefinition>;

struct Document {
  std::vector<Definition> definitions;
  Arena arena;  // of what the definitions refer to
  std::size_t tokens = 0;
};

// One value or one type alone, with what it refers to.
struct LoneValue {
  Value value;
  Arena arena;
};
struct LoneType {
  TypeReference type;
  Arena arena;
};

}  // namespace syncline::graphql
