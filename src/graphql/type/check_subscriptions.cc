// Step 11: @aws_subscribe names mutations that exist and return what the subscription field returns
// (AppSync developer guide, "Real-time data"). `!` may differ: a published value is there, and
// AppSync advises subscription fields to be nullable.
#include <fmt/format.h>

#include <algorithm>

#include "graphql/type/schema_build.h"

namespace syncline::graphql {
namespace {

bool same_but_for_null(const Type& a, const Type& b) {
  if (a.is_list() != b.is_list()) return false;
  return a.is_list() ? same_but_for_null(*a.item, *b.item) : a.named == b.named;
}

void check_mutation(SchemaBuild& build, const FieldType& field, std::string_view name,
                    Location location) {
  const auto* mutations = build.schema->mutation;
  const auto* mutation = mutations == nullptr ? nullptr : mutations->field(name);
  if (mutation == nullptr) {
    build.fault(fmt::format("Subscription field \"{}\" names the mutation \"{}\", which is not "
                            "defined.",
                            field.name, name),
                location);
  } else if (!same_but_for_null(mutation->type, field.type)) {
    build.fault(fmt::format("Subscription field \"{}\" returns {} but the mutation \"{}\" that it "
                            "names returns {}.",
                            field.name, to_string(field.type), name, to_string(mutation->type)),
                location);
  }
}

// AppSync reads each of the two on the fields of one root alone.
void check_roots(SchemaBuild& build) {
  const std::pair<std::string_view, const NamedType*> read_on[] = {
      {"aws_subscribe", build.schema->subscription}, {"aws_publish", build.schema->mutation}};
  for (const auto& definition : build.definitions) {
    for (const auto& field : definition.fields) {
      for (const auto& directive : field.directives) {
        for (const auto& [name, root] : read_on) {
          if (directive.name != name || &build.type_of(definition) == root) continue;
          build.warn(
              fmt::format("Directive \"@{}\" has no effect on {}.{}: it belongs on fields of "
                          "the {} type.",
                          name, definition.name, field.name,
                          name == "aws_subscribe" ? "subscription" : "mutation"),
              directive.location);
        }
      }
    }
  }
}

}  // namespace

void check_subscriptions(SchemaBuild& build) {
  check_roots(build);
  const auto* subscription = build.schema->subscription;
  if (subscription == nullptr) return;
  const auto definition =
      std::ranges::find(build.definitions, subscription->name, &TypeDefinition::name);
  for (std::size_t i = 0; i < subscription->fields.size(); ++i) {
    const auto& field = subscription->fields[i];
    const auto* subscribe = find_directive(field.directives, "aws_subscribe");
    const auto* mutations =
        subscribe == nullptr ? nullptr : subscribe->arguments.if_contains("mutations");
    if (mutations == nullptr || !mutations->is_array()) continue;
    for (const auto& name : mutations->get_array()) {
      if (!name.is_string()) continue;
      check_mutation(build, field, name.get_string(), definition->fields[i].location);
    }
  }
}

}  // namespace syncline::graphql
