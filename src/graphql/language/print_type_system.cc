// Type system definitions as text.
#include <algorithm>

#include "graphql/language/document_printer.h"

namespace syncline::graphql {

std::string_view keyword_of(TypeKind kind) {
  switch (kind) {
    case TypeKind::scalar: return "scalar";
    case TypeKind::object: return "type";
    case TypeKind::interface: return "interface";
    case TypeKind::union_: return "union";
    case TypeKind::enum_: return "enum";
    case TypeKind::input_object: return "input";
  }
  return "";
}

void DocumentPrinter::description(std::optional<std::string_view> text) {
  if (!text) return;
  string(StringValue{*text, true});
  new_line();
}

void DocumentPrinter::write(const SchemaDefinition& schema) {
  description(schema.description);
  out_ += schema.extension ? "extend schema" : "schema";
  directives(schema.directives);
  if (schema.operations.empty()) return;
  open(" {");
  for (const auto& root : schema.operations) {
    new_line();
    out_.append(to_string(root.operation)).append(": ").append(root.type.name);
  }
  close("}");
}

void DocumentPrinter::write(const TypeDefinition& type) {
  description(type.description);
  if (type.extension) out_ += "extend ";
  out_.append(keyword_of(type.kind)).append(" ").append(type.name);
  std::string_view separator = " implements ";
  for (const auto& interface : type.interfaces) {
    out_.append(separator).append(interface.name);
    separator = " & ";
  }
  directives(type.directives);
  type_body(type);
}

void DocumentPrinter::type_body(const TypeDefinition& type) {
  union_members(type.members);
  if (type.fields.empty() && type.values.empty() && type.input_fields.empty()) return;
  open(" {");
  for (const auto& next : type.fields) {
    new_line();
    field(next);
  }
  for (const auto& next : type.values) {
    new_line();
    description(next.description);
    out_ += next.name;
    directives(next.directives);
  }
  for (const auto& next : type.input_fields) {
    new_line();
    input_value(next);
  }
  close("}");
}

void DocumentPrinter::union_members(const std::vector<TypeName>& members) {
  std::string_view separator = " = ";
  for (const auto& member : members) {
    out_.append(separator).append(member.name);
    separator = " | ";
  }
}

void DocumentPrinter::field(const FieldDefinition& field) {
  description(field.description);
  out_ += field.name;
  argument_definitions(field.arguments);
  out_ += ": ";
  type(field.type);
  directives(field.directives);
}

// On one line, unless one of them has a description.
void DocumentPrinter::argument_definitions(const std::vector<InputValueDefinition>& arguments) {
  if (arguments.empty()) return;
  const bool described = std::ranges::any_of(
      arguments, [](const auto& definition) { return definition.description.has_value(); });
  if (described) {
    open("(");
    for (const auto& next : arguments) {
      new_line();
      input_value(next);
    }
    close(")");
    return;
  }
  std::string_view separator = "(";
  for (const auto& next : arguments) {
    out_ += separator;
    input_value(next);
    separator = ", ";
  }
  out_ += ')';
}

void DocumentPrinter::input_value(const InputValueDefinition& input) {
  description(input.description);
  out_.append(input.name).append(": ");
  type(input.type);
  if (input.default_value) {
    out_ += " = ";
    value(*input.default_value);
  }
  directives(input.directives);
}

void DocumentPrinter::write(const DirectiveDefinition& directive) {
  description(directive.description);
  out_.append("directive @").append(directive.name);
  argument_definitions(directive.arguments);
  if (directive.repeatable) out_ += " repeatable";
  std::string_view separator = " on ";
  for (const auto& location : directive.locations) {
    out_.append(separator).append(location);
    separator = " | ";
  }
}

}  // namespace syncline::graphql
