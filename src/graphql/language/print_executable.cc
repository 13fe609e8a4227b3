// Documents, operations, fragments and values as text.
#include <fmt/format.h>

#include <algorithm>

#include "graphql/language/block_string.h"
#include "graphql/language/document_printer.h"
#include "graphql/language/printer.h"

namespace syncline::graphql {
namespace {

template <class... Cases>
struct Overloaded : Cases... {
  using Cases::operator()...;
};

}  // namespace

std::string_view to_string(OperationType operation) {
  switch (operation) {
    case OperationType::query: return "query";
    case OperationType::mutation: return "mutation";
    case OperationType::subscription: return "subscription";
  }
  return "";
}

void DocumentPrinter::open(std::string_view bracket) {
  out_ += bracket;
  indent_ += "  ";
}

void DocumentPrinter::close(std::string_view bracket) {
  indent_.resize(indent_.size() - 2);
  new_line();
  out_ += bracket;
}

void DocumentPrinter::new_line() {
  out_ += '\n';
  out_ += indent_;
}

void DocumentPrinter::document(const Document& document) {
  for (const auto& next : document.definitions) {
    if (!out_.empty()) out_ += "\n\n";
    definition(next);
  }
}

void DocumentPrinter::definition(const Definition& definition) {
  std::visit([this](const auto& node) { write(node); }, definition);
}

void DocumentPrinter::write(const OperationDefinition& operation) {
  executable_description(operation.description);
  if (!operation.shorthand) {
    out_ += to_string(operation.operation);
    if (!operation.name.empty()) out_.append(" ").append(operation.name);
    variables(operation.variables);
    directives(operation.directives);
    out_ += ' ';
  }
  selection_set(operation.selection_set);
}

void DocumentPrinter::write(const FragmentDefinition& fragment) {
  executable_description(fragment.description);
  out_.append("fragment ").append(fragment.name).append(" on ");
  out_.append(fragment.type_condition.name);
  directives(fragment.directives);
  out_ += ' ';
  selection_set(fragment.selection_set);
}

void DocumentPrinter::selection_set(const SelectionSet& set) {
  if (set.selections.empty()) return;
  open("{");
  for (const auto& next : set.selections) {
    new_line();
    std::visit([this](const auto* node) { selection(*node); }, next);
  }
  close("}");
}

void DocumentPrinter::selection(const Field& field) {
  if (!field.alias.empty()) out_.append(field.alias).append(": ");
  out_ += field.name;
  arguments(field.arguments);
  directives(field.directives);
  if (field.selection_set.selections.empty()) return;
  out_ += ' ';
  selection_set(field.selection_set);
}

void DocumentPrinter::selection(const FragmentSpread& spread) {
  out_.append("...").append(spread.name);
  directives(spread.directives);
}

void DocumentPrinter::selection(const InlineFragment& fragment) {
  out_ += "...";
  if (!fragment.type_condition.name.empty()) {
    out_.append(" on ").append(fragment.type_condition.name);
  }
  directives(fragment.directives);
  out_ += ' ';
  selection_set(fragment.selection_set);
}

// On one line, unless one of them has a description.
void DocumentPrinter::variables(const List<VariableDefinition>& variables) {
  if (variables.empty()) return;
  const bool described = std::ranges::any_of(
      variables, [](const auto& definition) { return !definition.description.empty(); });
  if (described) {
    open("(");
    for (const auto& next : variables) {
      new_line();
      executable_description(next.description);
      variable(next);
    }
    close(")");
    return;
  }
  std::string_view separator = "(";
  for (const auto& next : variables) {
    out_ += separator;
    variable(next);
    separator = ", ";
  }
  out_ += ')';
}

void DocumentPrinter::variable(const VariableDefinition& variable) {
  out_.append("$").append(variable.name).append(": ");
  type(variable.type);
  if (variable.default_value) {
    out_ += " = ";
    value(*variable.default_value);
  }
  directives(variable.directives);
}

void DocumentPrinter::arguments(const List<Argument>& arguments) {
  if (arguments.empty()) return;
  std::string_view separator = "(";
  for (const auto& argument : arguments) {
    out_.append(separator).append(argument.name).append(": ");
    value(argument.value);
    separator = ", ";
  }
  out_ += ')';
}

void DocumentPrinter::directives(const List<Directive>& directives) {
  for (const auto& directive : directives) {
    out_.append(" @").append(directive.name);
    arguments(directive.arguments);
  }
}

void DocumentPrinter::value(const Value& value) {
  std::visit(Overloaded{
                 [this](const NullValue&) { out_ += "null"; },
                 [this](const Variable& node) { out_.append("$").append(node.name); },
                 [this](const IntValue& node) { out_ += node.text; },
                 [this](const FloatValue& node) { out_ += node.text; },
                 [this](const StringValue& node) { string(node); },
                 [this](const BooleanValue& node) { out_ += node.value ? "true" : "false"; },
                 [this](const EnumValue& node) { out_ += node.name; },
                 [this](const ListValue& node) { list(node); },
                 [this](const ObjectValue& node) { object(node); },
             },
             value.node);
}

void DocumentPrinter::list(const ListValue& list) {
  out_ += '[';
  std::string_view separator;
  for (const auto& element : list.values) {
    out_ += separator;
    value(element);
    separator = ", ";
  }
  out_ += ']';
}

void DocumentPrinter::object(const ObjectValue& object) {
  out_ += '{';
  std::string_view separator;
  for (const auto& field : object.fields) {
    out_.append(separator).append(field.name).append(": ");
    value(field.value);
    separator = ", ";
  }
  out_ += '}';
}

void DocumentPrinter::string(const StringValue& string) {
  if (string.block) {
    if (const auto block = print_block_string(string.text, indent_)) {
      out_ += *block;
      return;
    }
  }
  quoted(string.text);
}

void DocumentPrinter::quoted(std::string_view text) {
  out_ += '"';
  for (const char c : text) {
    switch (c) {
      case '"': out_ += "\\\""; break;
      case '\\': out_ += "\\\\"; break;
      case '\b': out_ += "\\b"; break;
      case '\f': out_ += "\\f"; break;
      case '\n': out_ += "\\n"; break;
      case '\r': out_ += "\\r"; break;
      case '\t': out_ += "\\t"; break;
      default:
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
          out_ += fmt::format("\\u{:04X}", static_cast<unsigned char>(c));
        } else {
          out_ += c;
        }
    }
  }
  out_ += '"';
}

// On its own lines in front of what it describes.
void DocumentPrinter::executable_description(std::string_view text) {
  if (text.empty()) return;
  string(StringValue{text, true});
  new_line();
}

void DocumentPrinter::type(const TypeReference& reference) {
  if (reference.item) {
    out_ += '[';
    type(*reference.item);
    out_ += ']';
  } else {
    out_ += reference.name;
  }
  if (reference.non_null) out_ += '!';
}

std::string print(const Document& document) {
  DocumentPrinter printer;
  printer.document(document);
  return printer.take();
}

std::string print(const Value& value) {
  DocumentPrinter printer;
  printer.value(value);
  return printer.take();
}

std::string print(const TypeReference& type) {
  DocumentPrinter printer;
  printer.type(type);
  return printer.take();
}

std::string print(const SelectionSet& selection_set) {
  DocumentPrinter printer;
  printer.selection_set(selection_set);
  return printer.take();
}

}  // namespace syncline::graphql
