// Step 2: every type by its name, still empty, so that types may refer to each other; the root
// operation types.
#include <fmt/format.h>

#include "graphql/language/document_printer.h"
#include "graphql/type/predeclared.h"
#include "graphql/type/scalars.h"
#include "graphql/type/schema_build.h"

namespace syncline::graphql {
namespace {

void declare_scalar(Schema& schema, const Scalar& scalar) {
  auto type = std::make_unique<NamedType>();
  type->kind = TypeKind::scalar;
  type->name = scalar.name;
  type->predeclared = true;
  type->scalar = &scalar;
  if (!scalar.description.empty()) type->description = std::string(scalar.description);
  schema.types.emplace(type->name, std::move(type));
}

void declare_type(SchemaBuild& build, TypeDefinition& definition, bool predeclared) {
  auto type = std::make_unique<NamedType>();
  type->kind = definition.kind;
  type->name = definition.name;
  type->description = definition.description;
  type->predeclared = predeclared;
  // In AppSync's dialect it is a fault already; with some rules it does not cause others.
  if (type->kind == TypeKind::scalar) type->scalar = &own_scalar();
  build.schema->types.emplace(type->name, std::move(type));
}

const NamedType*& root_of(Schema& schema, OperationType operation) {
  switch (operation) {
    case OperationType::query: return schema.query;
    case OperationType::mutation: return schema.mutation;
    case OperationType::subscription: break;
  }
  return schema.subscription;
}

void set_root(SchemaBuild& build, const RootOperation& root) {
  auto& schema = *build.schema;
  const auto* type = schema.type(root.type.name);
  if (type == nullptr) {
    build.fault(fmt::format("Unknown type \"{}\".", root.type.name), root.type.location);
    return;
  }
  if (type->kind != TypeKind::object) {
    build.fault(fmt::format("The {} root type must be an object type, it cannot be {}.",
                            to_string(root.operation), root.type.name),
                root.type.location);
    return;
  }
  for (const auto other :
       {OperationType::query, OperationType::mutation, OperationType::subscription}) {
    if (other != root.operation && schema.root(other) == type) {
      build.fault(
          fmt::format("All root types must be different. \"{}\" is used for both {} and {}.",
                      root.type.name, to_string(other), to_string(root.operation)),
          root.type.location);
    }
  }
  root_of(schema, root.operation) = type;
}

}  // namespace

void declare_types(SchemaBuild& build) {
  auto& schema = *build.schema;
  for (const auto* scalar : predeclared_scalars(build.options.dialect)) {
    declare_scalar(schema, *scalar);
  }
  for (std::size_t i = 0; i < build.definitions.size(); ++i) {
    declare_type(build, build.definitions[i], i < build.predeclared);
  }
  schema.description = build.schema_definition->description;
  bool has_query = false;
  for (const auto& root : build.schema_definition->operations) {
    has_query = has_query || root.operation == OperationType::query;
    set_root(build, root);
  }
  if (!has_query) {
    build.fault("Query root type must be provided.", build.schema_definition->location);
  }
}

}  // namespace syncline::graphql
