#include "graphql/type/print_schema.h"

#include "graphql/language/parser.h"
#include "graphql/language/printer.h"
#include "graphql/type/coerce.h"
#include "graphql/type/schema_build.h"

namespace syncline::graphql {
namespace {

// Turns a schema back into the syntax tree that the printer knows how to write. The tree refers to
// the schema and to the reverser.
class Reverser {
 public:
  Reverser(const Schema& schema, const PrintSchemaOptions& options)
      : schema_(schema), options_(options) {}

  Document document() {
    Document out;
    out.definitions.emplace_back(schema_definition());
    for (const auto& directive : schema_.directives) {
      if (!directive.predeclared) out.definitions.emplace_back(directive_definition(directive));
    }
    for (const auto& name : schema_.type_order) {
      const auto& type = *schema_.type(name);
      if (type.predeclared) continue;
      out.definitions.emplace_back(type_definition(type));
    }
    return out;
  }

 private:
  TypeReference reference(const Type& type) {
    TypeReference out;
    out.non_null = type.non_null;
    if (type.is_list()) {
      auto* item = arena_.create<TypeReference>();
      *item = reference(*type.item);
      out.item = item;
    } else {
      out.name = type.named->name;
    }
    return out;
  }

  SchemaDefinition schema_definition() {
    SchemaDefinition out;
    out.description = schema_.description;
    out.directives = directives(schema_.applied_directives);
    for (const auto operation :
         {OperationType::query, OperationType::mutation, OperationType::subscription}) {
      const auto* root = schema_.root(operation);
      if (root != nullptr) out.operations.push_back({operation, {root->name, {}}, {}});
    }
    return out;
  }

  DirectiveDefinition directive_definition(const DirectiveType& directive) {
    return {directive.description,
            directive.name,
            input_values(directive.arguments),
            directive.repeatable,
            {directive.locations.begin(), directive.locations.end()},
            {}};
  }

  TypeDefinition type_definition(const NamedType& type) {
    TypeDefinition out;
    out.kind = type.kind;
    out.description = type.description;
    out.name = type.name;
    out.directives = directives(type.directives);
    for (const auto* interface : type.interfaces) out.interfaces.push_back({interface->name, {}});
    if (type.kind == TypeKind::union_) {
      for (const auto* member : type.possible_types) out.members.push_back({member->name, {}});
    }
    for (const auto& field : type.fields) out.fields.push_back(field_definition(field));
    for (const auto& value : type.values) {
      out.values.push_back({value.description, value.name, directives(value.directives), {}});
    }
    out.input_fields = input_values(type.input_fields);
    return out;
  }

  FieldDefinition field_definition(const FieldType& field) {
    return {field.description,
            field.name,
            input_values(field.arguments),
            reference(field.type),
            directives(field.directives),
            {}};
  }

  std::vector<InputValueDefinition> input_values(const std::vector<InputField>& fields) {
    std::vector<InputValueDefinition> out;
    for (const auto& field : fields) {
      InputValueDefinition value{field.description,
                                 field.name,
                                 reference(field.type),
                                 {},
                                 directives(field.directives),
                                 {}};
      if (field.default_value_text) value.default_value = literal(*field.default_value_text);
      out.push_back(std::move(value));
    }
    return out;
  }

  Value literal(std::string_view text) {
    // No more tokens than the SDL that it comes from.
    auto parsed = parse_value(text, {.tokens_max = limits::graphql_schema_tokens_max});
    CHECK(parsed.has_value());
    literals_.push_back(*std::move(parsed));
    return literals_.back().value;
  }

  List<Directive> directives(const std::vector<AppliedDirective>& applied) {
    std::vector<Directive> out;
    for (const auto& directive : applied) {
      const bool always = directive.name == "deprecated" || directive.name == "oneOf" ||
                          directive.name == "specifiedBy";
      if (!always && !options_.directives) continue;
      const auto* type = schema_.directive(directive.name);
      std::vector<Argument> arguments;
      for (const auto& argument : directive.arguments) {
        const auto* definition = type->argument(argument.key());
        arguments.push_back(
            {definition->name, json_to_literal(arena_, definition->type, argument.value()), {}});
      }
      out.push_back({directive.name, arena_.copy(arguments), {}});
    }
    return arena_.copy(out);
  }

  const Schema& schema_;
  const PrintSchemaOptions& options_;
  Arena arena_;
  std::vector<LoneValue> literals_;
};

}  // namespace

std::string print_schema(const Schema& schema, const PrintSchemaOptions& options) {
  Reverser reverser(schema, options);
  return print(reverser.document()) + "\n";
}

}  // namespace syncline::graphql
