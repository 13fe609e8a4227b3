// A schema in memory (specification section 3): built once from SDL, immutable, shared by const.
// Types point at each other by raw pointer; the Schema owns them all.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/json.h"
#include "graphql/language/ast.h"

namespace syncline::graphql {

struct NamedType;
struct Scalar;

// A use of a type: a named type under some `[ ]` and `!`.
struct Type {
  const NamedType* named = nullptr;  // set unless this is a list
  std::shared_ptr<const Type> item;  // set for a list
  bool non_null = false;

  [[nodiscard]] bool is_list() const { return item != nullptr; }
  [[nodiscard]] const NamedType& innermost() const {
    return is_list() ? item->innermost() : *named;
  }
};
std::string to_string(const Type& type);  // as SDL writes it: `[Message!]!`

// A directive as it stands on a definition in the SDL, with its arguments coerced to JSON.
struct AppliedDirective {
  std::string name;
  JsonObject arguments;
};
const AppliedDirective* find_directive(const std::vector<AppliedDirective>& directives,
                                       std::string_view name);

// What a schema says that has no effect, where AppSync takes it all the same.
struct SchemaWarning {
  std::string message;
  Location location;
};

struct InputField {  // an argument, or a field of an input object
  std::string name;
  std::optional<std::string> description;
  Type type;
  std::optional<Json> default_value;              // coerced
  std::optional<std::string> default_value_text;  // as the SDL has it
  std::size_t default_size = 0;                   // values in it, nested ones included
  std::size_t default_bytes = 0;                  // that a copy of it takes
  std::optional<std::string> deprecation_reason;
  std::vector<AppliedDirective> directives;
};

struct FieldType {  // a field of an object or interface
  std::string name;
  std::optional<std::string> description;
  std::vector<InputField> arguments;
  Type type;
  std::optional<std::string> deprecation_reason;
  std::vector<AppliedDirective> directives;

  [[nodiscard]] const InputField* argument(std::string_view argument_name) const;
};

struct EnumMember {
  std::string name;
  std::optional<std::string> description;
  std::optional<std::string> deprecation_reason;
  std::vector<AppliedDirective> directives;
};

// One struct for the six kinds, as in ast.h.
struct NamedType {
  TypeKind kind = TypeKind::object;
  std::string name;
  std::optional<std::string> description;
  std::vector<AppliedDirective> directives;
  bool predeclared = false;  // in every schema of the dialect, and not for its SDL to say

  const Scalar* scalar = nullptr;                // scalar: how its values are read and written
  std::vector<FieldType> fields;                 // object, interface: in SDL order
  std::vector<const NamedType*> interfaces;      // object, interface
  std::vector<const NamedType*> possible_types;  // interface, union: the objects
  std::vector<EnumMember> values;                // enum
  std::vector<InputField> input_fields;          // input object
  bool one_of = false;                           // input object with @oneOf

  std::unordered_map<std::string_view, std::size_t> index;  // name → fields/values/input_fields

  [[nodiscard]] const FieldType* field(std::string_view field_name) const;
  [[nodiscard]] const InputField* input_field(std::string_view field_name) const;
  [[nodiscard]] const EnumMember* value(std::string_view value_name) const;
  [[nodiscard]] bool is_leaf() const { return kind == TypeKind::scalar || kind == TypeKind::enum_; }
  [[nodiscard]] bool is_composite() const {
    return kind == TypeKind::object || kind == TypeKind::interface || kind == TypeKind::union_;
  }
  [[nodiscard]] bool is_input() const { return is_leaf() || kind == TypeKind::input_object; }
};

struct DirectiveType {
  std::string name;
  std::optional<std::string> description;
  std::vector<InputField> arguments;
  std::vector<std::string> locations;  // in the specification's words, such as "FIELD"
  bool repeatable = false;
  bool predeclared = false;

  [[nodiscard]] const InputField* argument(std::string_view argument_name) const;
};

struct Schema {
  std::optional<std::string> description;
  std::map<std::string, std::unique_ptr<NamedType>, std::less<>> types;
  std::vector<std::string> type_order;  // as written, for introspection and printing
  std::vector<DirectiveType> directives;
  std::unordered_map<std::string_view, std::size_t> directive_index;  // name → directives
  std::vector<AppliedDirective> applied_directives;                   // those of its own definition
  std::vector<SchemaWarning> warnings;                                // in the order of the text
  const NamedType* query = nullptr;                                   // never null once built
  const NamedType* mutation = nullptr;
  const NamedType* subscription = nullptr;
  std::vector<FieldType> meta_fields;  // __typename, __schema, __type (specification 4.1, 4.2)

  [[nodiscard]] const NamedType* type(std::string_view name) const;
  // Only if it is an object type: the name of an abstract type is no answer (6.4.3).
  [[nodiscard]] const NamedType* object_type(std::string_view name) const;
  [[nodiscard]] const NamedType* root(OperationType operation) const;
  [[nodiscard]] const DirectiveType* directive(std::string_view name) const;
  // A field of `parent`, or a meta field: __typename of any composite type, __schema and __type of
  // the query root.
  [[nodiscard]] const FieldType* field_of(const NamedType& parent, std::string_view name) const;
  // Whether an object of type `object` may stand where `abstract_or_same` is expected.
  [[nodiscard]] bool is_possible(const NamedType& abstract_or_same, const NamedType& object) const;
  // Whether a value of `type` may stand where `expected` is asked for (specification 3.6,
  // IsValidImplementationFieldType).
  [[nodiscard]] bool is_sub_type(const Type& type, const Type& expected) const;
};

bool same_type(const Type& a, const Type& b);
// Whether a value must be given: non-null, and no default.
bool is_required(const InputField& field);

}  // namespace syncline::graphql
