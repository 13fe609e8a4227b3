// The syntax tree of a GraphQL document (specification, September 2025, section 2; appendix B).
// Plain values: a node owns its children. Names and texts are owned strings, so that a document
// outlives the text it was read from. Nodes are immutable once parsed, and shared by const.
// The parser bounds the depth of a tree (ParseLimits::depth_max), so that walks may recurse.
// A definition's location is its first token after the description.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace syncline::graphql {

struct Location {  // 1-based; columns count UTF-8 code points
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  bool operator==(const Location&) const = default;
};

struct Value;
struct ObjectField;

struct Variable {
  std::string name;
};
struct IntValue {
  std::string text;
};  // as written: any size
struct FloatValue {
  std::string text;
};  // as written
struct StringValue {
  std::string text;
  bool block = false;
};  // decoded
struct BooleanValue {
  bool value = false;
};
struct NullValue {};
struct EnumValue {
  std::string name;
};
struct ListValue {
  std::vector<Value> values;
};
struct ObjectValue {
  std::vector<ObjectField> fields;
};

struct Value {
  std::variant<NullValue, Variable, IntValue, FloatValue, StringValue, BooleanValue, EnumValue,
               ListValue, ObjectValue>
      node;
  Location location;
};

struct ObjectField {
  std::string name;
  Value value;
  Location location;
};

// Type references: `Name`, `[Type]`, each perhaps with `!`.
struct TypeReference {
  std::string name;                           // empty for a list
  std::shared_ptr<const TypeReference> item;  // set for a list
  bool non_null = false;
  Location location;
};

struct Argument {
  std::string name;
  Value value;
  Location location;
};

struct Directive {
  std::string name;
  std::vector<Argument> arguments;
  Location location;
};

// ---- Executable documents ----

struct Field;
struct FragmentSpread;
struct InlineFragment;
using Selection = std::variant<Field, FragmentSpread, InlineFragment>;
struct SelectionSet {
  std::vector<Selection> selections;
  Location location;
};

struct Field {
  std::string alias;  // empty when none was written
  std::string name;
  std::vector<Argument> arguments;
  std::vector<Directive> directives;
  SelectionSet selection_set;  // empty for a leaf
  Location location;

  [[nodiscard]] const std::string& response_key() const { return alias.empty() ? name : alias; }
};

struct FragmentSpread {
  std::string name;
  std::vector<Directive> directives;
  Location location;
};

struct InlineFragment {
  std::string type_condition;  // empty when none was written
  std::vector<Directive> directives;
  SelectionSet selection_set;
  Location location;
};

enum class OperationType : std::uint8_t { query, mutation, subscription };

struct VariableDefinition {
  std::string description;  // September 2025; empty when none
  std::string name;
  TypeReference type;
  std::optional<Value> default_value;
  std::vector<Directive> directives;
  Location location;
};

struct OperationDefinition {
  std::string description;
  OperationType operation = OperationType::query;
  bool shorthand = false;  // `{ field }`
  std::string name;        // empty when anonymous
  std::vector<VariableDefinition> variables;
  std::vector<Directive> directives;
  SelectionSet selection_set;
  Location location;
};

struct FragmentDefinition {
  std::string description;
  std::string name;
  std::string type_condition;
  std::vector<Directive> directives;
  SelectionSet selection_set;
  Location location;
};

// ---- Type system documents ----

struct InputValueDefinition {
  std::optional<std::string> description;
  std::string name;
  TypeReference type;
  std::optional<Value> default_value;
  std::vector<Directive> directives;
  Location location;
};

struct FieldDefinition {
  std::optional<std::string> description;
  std::string name;
  std::vector<InputValueDefinition> arguments;
  TypeReference type;
  std::vector<Directive> directives;
  Location location;
};

struct EnumValueDefinition {
  std::optional<std::string> description;
  std::string name;
  std::vector<Directive> directives;
  Location location;
};

// A named type where nothing but its name may stand.
struct TypeName {
  std::string name;
  Location location;
};

enum class TypeKind : std::uint8_t { scalar, object, interface, union_, enum_, input_object };

// One struct for the six kinds: the members that a kind does not have stay empty.
struct TypeDefinition {
  TypeKind kind = TypeKind::object;
  bool extension = false;  // `extend type …`
  std::optional<std::string> description;
  std::string name;
  std::vector<Directive> directives;
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
  std::optional<std::string> description;
  std::vector<Directive> directives;
  std::vector<RootOperation> operations;
  Location location;
};

struct DirectiveDefinition {
  std::optional<std::string> description;
  std::string name;
  std::vector<InputValueDefinition> arguments;
  bool repeatable = false;
  std::vector<std::string> locations;
  Location location;
};

using Definition = std::variant<OperationDefinition, FragmentDefinition, SchemaDefinition,
                                TypeDefinition, DirectiveDefinition>;

struct Document {
  std::vector<Definition> definitions;
};

}  // namespace syncline::graphql
