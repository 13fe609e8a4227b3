// A schema while it is being built: the steps of build_schema, each in its own file, hand this
// from one to the next. Faults are collected, not raised: one build reports them all.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "graphql/language/ast.h"
#include "graphql/type/schema.h"

namespace syncline::graphql {

struct SchemaFault {
  std::string message;
  Location location;
};

struct SchemaBuild {
  std::shared_ptr<Schema> schema = std::make_shared<Schema>();
  // Definitions merged with their extensions: introspection's, then the SDL's as written. Once
  // filled, each one's members stand parallel to those of its NamedType.
  std::vector<TypeDefinition> definitions;
  std::size_t predeclared = 0;                  // how many of them are not the SDL's own
  std::vector<DirectiveDefinition> directives;  // the predeclared ones; nobody may add to them
  std::optional<SchemaDefinition> schema_definition;
  std::vector<SchemaFault> faults;

  void fault(std::string message, Location location);
  // No more are kept: whoever needs long to say what is wrong may spare it.
  [[nodiscard]] bool full() const;
  // The type of a definition, to be filled in. Never null once types are declared.
  [[nodiscard]] NamedType& type_of(const TypeDefinition& definition) const;
};

// The steps, in their order.
void collect_definitions(SchemaBuild& build, Document sdl);
void declare_types(SchemaBuild& build);  // scalars, directives, empty types, roots
void fill_types(SchemaBuild& build);     // fields, arguments, members, interfaces
void set_default_values(SchemaBuild& build);
void apply_directives(SchemaBuild& build);
void check_types(SchemaBuild& build);
void check_interfaces(SchemaBuild& build);
void check_input_cycles(SchemaBuild& build);
void check_subscriptions(SchemaBuild& build);

// Names that start with `__` belong to introspection (specification 2.1.9 "Reserved Names").
bool is_reserved(std::string_view name);

}  // namespace syncline::graphql
