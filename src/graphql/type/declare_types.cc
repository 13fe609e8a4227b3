// Step 2: every type by its name, still empty, so that types may refer to each other; the
// directives; the root operation types.
#include <fmt/format.h>

#include "graphql/language/document_printer.h"
#include "graphql/type/coerce.h"
#include "graphql/type/scalars.h"
#include "graphql/type/schema_build.h"

namespace syncline::graphql {
namespace {

constexpr std::string_view scalar_names[] = {
    "ID",          "String",       "Int",      "Float",   "Boolean", "AWSDate",  "AWSTime",
    "AWSDateTime", "AWSTimestamp", "AWSEmail", "AWSJSON", "AWSURL",  "AWSPhone", "AWSIPAddress"};

void declare_scalar(Schema& schema, std::string_view name) {
  auto type = std::make_unique<NamedType>();
  type->kind = TypeKind::scalar;
  type->name = name;
  type->scalar = find_scalar(name);
  type->description = std::string(type->scalar->description);
  schema.types.emplace(type->name, std::move(type));
}

void declare_type(Schema& schema, TypeDefinition& definition) {
  auto type = std::make_unique<NamedType>();
  type->kind = definition.kind;
  type->name = definition.name;
  type->description = std::move(definition.description);
  // A scalar of the SDL's own is a fault already; with some rules it does not cause others.
  if (type->kind == TypeKind::scalar) type->scalar = find_scalar("String");
  schema.types.emplace(type->name, std::move(type));
}

DirectiveType directive_type(const Schema& schema, DirectiveDefinition& definition) {
  DirectiveType directive{definition.name,
                          std::move(definition.description),
                          {},
                          std::move(definition.locations),
                          definition.repeatable};
  for (auto& argument : definition.arguments) {
    InputField field;
    field.name = argument.name;
    field.description = std::move(argument.description);
    field.type = *resolve_type(schema, argument.type);
    if (argument.default_value) {
      field.default_value = literal_to_json(*argument.default_value);
      DocumentPrinter printer;
      printer.value(*argument.default_value);
      field.default_value_text = printer.take();
    }
    directive.arguments.push_back(std::move(field));
  }
  return directive;
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
  const auto* type = schema.type(root.type);
  if (type == nullptr) {
    build.fault(fmt::format("Unknown type \"{}\".", root.type), root.location);
    return;
  }
  if (type->kind != TypeKind::object) {
    build.fault(fmt::format("The {} root type must be an object type, it cannot be {}.",
                            to_string(root.operation), root.type),
                root.location);
    return;
  }
  for (const auto other :
       {OperationType::query, OperationType::mutation, OperationType::subscription}) {
    if (other != root.operation && schema.root(other) == type) {
      build.fault(
          fmt::format("All root types must be different. \"{}\" is used for both {} and {}.",
                      root.type, to_string(other), to_string(root.operation)),
          root.location);
    }
  }
  root_of(schema, root.operation) = type;
}

}  // namespace

void declare_types(SchemaBuild& build) {
  auto& schema = *build.schema;
  for (const auto name : scalar_names) declare_scalar(schema, name);
  for (auto& definition : build.definitions) declare_type(schema, definition);
  for (auto& definition : build.directives) {
    schema.directives.push_back(directive_type(schema, definition));
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
