// A schema while it is being built: the steps of build_schema, each in its own file, hand this
// from one to the next. Faults are collected, not raised: one build reports them all.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "graphql/language/ast.h"
#include "graphql/type/build_schema.h"
#include "graphql/type/schema.h"

namespace syncline::graphql {

struct SchemaFault {
  std::string message;
  Location location;
};

struct SchemaBuild {
  SchemaOptions options;
  std::shared_ptr<Schema> schema = std::make_shared<Schema>();
  // What the definitions refer to: the documents that they come from, and lists made of theirs.
  Document predeclared_document;
  Document sdl;
  Arena arena;
  // Definitions merged with their extensions: introspection's, then the SDL's as written. Once
  // filled, each one's members stand parallel to those of its NamedType.
  std::vector<TypeDefinition> definitions;
  std::size_t predeclared = 0;  // how many of them are not the SDL's own
  // The same for directives, parallel to those of the schema once they are filled.
  std::vector<DirectiveDefinition> directives;
  std::vector<bool> own_directives;  // which of them the SDL defines
  std::optional<SchemaDefinition> schema_definition;
  std::vector<SchemaFault> faults;

  void fault(std::string message, Location location);
  // Something without effect, which AppSync takes. No more are kept than faults.
  void warn(std::string message, Location location);
  // What the specification refuses and AppSync takes: a fault in the one dialect, a warning in the
  // other.
  void fault_or_warn(std::string message, Location location);
  // No more are kept: whoever needs long to say what is wrong may spare it.
  [[nodiscard]] bool full() const;
  [[nodiscard]] bool appsync() const { return options.dialect == Dialect::appsync; }
  // The type of a definition, to be filled in. Never null once types are declared.
  [[nodiscard]] NamedType& type_of(const TypeDefinition& definition) const;
};

// The steps, in their order.
void collect_definitions(SchemaBuild& build);
void declare_types(SchemaBuild& build);    // scalars, empty types, roots
void fill_types(SchemaBuild& build);       // fields, arguments, members, interfaces
void fill_directives(SchemaBuild& build);  // directive definitions
void set_default_values(SchemaBuild& build);
void apply_directives(SchemaBuild& build);
void check_types(SchemaBuild& build);
void check_interfaces(SchemaBuild& build);
void check_input_cycles(SchemaBuild& build);
void check_directive_cycles(SchemaBuild& build);
void check_subscriptions(SchemaBuild& build);

// What the filling steps share: fill_inputs.cc.

// The type that is referred to; nothing, and the fault told, when there is none.
std::optional<Type> resolve(SchemaBuild& build, const TypeReference& reference);
// An argument or an input field; nothing, and the fault told, when it cannot be one. `where` is
// its name in messages, such as "Query.f(a:)".
std::optional<InputField> fill_input(SchemaBuild& build, InputValueDefinition& node,
                                     const std::string& where);
// The arguments of a field or directive, `owner` in messages. Nodes that are at fault are left out
// of `nodes` too.
std::vector<InputField> fill_arguments(SchemaBuild& build, std::vector<InputValueDefinition>& nodes,
                                       const std::string& owner, bool predeclared);
// Names that start with `__` belong to introspection (specification 2.1.9 "Reserved Names").
bool is_reserved(std::string_view name);
// False, and the fault told, when the SDL may not use the name.
bool may_name(SchemaBuild& build, std::string_view name, Location location);

}  // namespace syncline::graphql
