#include "graphql/type/build_schema.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "base/limits.h"
#include "graphql/language/parser.h"
#include "graphql/type/predeclared.h"
#include "graphql/type/scalars.h"
#include "graphql/type/schema_build.h"

namespace syncline::graphql {
namespace {

template <class Said>
auto in_text_order(const Said& said) {
  return std::tuple(said.location.line, said.location.column, std::string_view(said.message));
}

std::unexpected<Error> schema_error(std::vector<SchemaFault> faults) {
  std::ranges::sort(faults, {}, in_text_order<SchemaFault>);
  JsonArray detail;
  for (const auto& fault : faults) {
    const auto [line, column] = fault.location;
    JsonArray locations;
    if (line > 0) locations.push_back(JsonObject{{"line", line}, {"column", column}});
    detail.push_back(JsonObject{{"message", fault.message}, {"locations", std::move(locations)}});
  }
  auto message = faults.front().message;
  if (faults.front().location.line > 0) {
    message += fmt::format(" (line {})", faults.front().location.line);
  }
  if (faults.size() > 1) message += fmt::format(" And {} more.", faults.size() - 1);
  return fail(ErrorKind::invalid, "GraphQLSchemaException", std::move(message), std::move(detail));
}

std::unexpected<Error> syntax_fault(const Error& error) {
  const auto line = error.detail.at("line").to_number<std::uint32_t>();
  const auto column = error.detail.at("column").to_number<std::uint32_t>();
  return schema_error({{error.message, {line, column}}});
}

void note_scalars(const Type& type, std::set<std::string_view>& names) {
  if (type.innermost().kind == TypeKind::scalar) names.insert(type.innermost().name);
}

std::set<std::string_view> scalars_in_use(const Schema& schema) {
  std::set<std::string_view> names;
  for (const auto& [name, type] : schema.types) {
    for (const auto& field : type->fields) {
      note_scalars(field.type, names);
      for (const auto& argument : field.arguments) note_scalars(argument.type, names);
    }
    for (const auto& field : type->input_fields) note_scalars(field.type, names);
  }
  for (const auto& directive : schema.directives) {
    for (const auto& argument : directive.arguments) note_scalars(argument.type, names);
  }
  return names;
}

// The SDL's types as written, the scalars that are used (specification 3.5: others must not show),
// then introspection's.
void order_types(SchemaBuild& build) {
  auto& order = build.schema->type_order;
  const auto own = build.definitions.begin() + static_cast<std::ptrdiff_t>(build.predeclared);
  for (auto definition = own; definition != build.definitions.end(); ++definition) {
    order.emplace_back(definition->name);
  }
  for (const auto name : scalars_in_use(*build.schema)) {
    if (build.schema->type(name)->predeclared) order.emplace_back(name);
  }
  for (auto definition = build.definitions.begin(); definition != own; ++definition) {
    if (definition->name != meta_fields_type) order.emplace_back(definition->name);
  }
}

// Specification 3.5: a scalar that is not used must not be there. AppSync shows all of them.
void drop_unused_scalars(Schema& schema) {
  const auto used = scalars_in_use(schema);
  std::erase_if(schema.types, [&](const auto& entry) {
    return entry.second->predeclared && entry.second->kind == TypeKind::scalar &&
           !used.contains(entry.first);
  });
}

void take_meta_fields(Schema& schema) {
  const auto found = schema.types.find(meta_fields_type);
  schema.meta_fields = std::move(found->second->fields);
  schema.types.erase(found);
}

}  // namespace

void SchemaBuild::fault(std::string message, Location location) {
  if (!full()) faults.push_back({std::move(message), location});
}

void SchemaBuild::warn(std::string message, Location location) {
  auto& warnings = schema->warnings;
  if (warnings.size() >= limits::graphql_schema_faults_max) return;
  warnings.push_back({std::move(message), location});
}

void SchemaBuild::fault_or_warn(std::string message, Location location) {
  appsync() ? warn(std::move(message), location) : fault(std::move(message), location);
}

bool SchemaBuild::full() const { return faults.size() >= limits::graphql_schema_faults_max; }

NamedType& SchemaBuild::type_of(const TypeDefinition& definition) const {
  return *schema->types.find(definition.name)->second;
}

Result<std::shared_ptr<const Schema>> build_schema(std::string_view sdl,
                                                   const SchemaOptions& options) {
  if (sdl.size() > limits::graphql_schema_bytes_max) {
    return schema_error({{fmt::format("The schema document is larger than {} bytes.",
                                      limits::graphql_schema_bytes_max),
                          {}}});
  }
  auto document = parse(sdl, {.tokens_max = limits::graphql_schema_tokens_max});
  if (!document) return syntax_fault(document.error());
  SchemaBuild build;
  build.options = options;
  build.sdl = *std::move(document);
  collect_definitions(build);
  declare_types(build);
  fill_types(build);
  fill_directives(build);
  set_default_values(build);
  apply_directives(build);
  check_types(build);
  check_interfaces(build);
  check_input_cycles(build);
  check_directive_cycles(build);
  if (build.appsync()) check_subscriptions(build);
  if (!build.faults.empty()) return schema_error(std::move(build.faults));
  order_types(build);
  if (!build.appsync()) drop_unused_scalars(*build.schema);
  take_meta_fields(*build.schema);
  std::ranges::sort(build.schema->warnings, {}, in_text_order<SchemaWarning>);
  return std::shared_ptr<const Schema>(std::move(build.schema));
}

}  // namespace syncline::graphql
