#include "engine/document_weight.h"

#include <string>
#include <variant>
#include <vector>

namespace syncline::engine {
namespace {

constexpr std::size_t allocation_bytes = 16;  // about what the allocator adds to a block

class Scale {
 public:
  void add(const graphql::Definition& definition) {
    if (const auto* operation = std::get_if<graphql::OperationDefinition>(&definition)) {
      weigh(*operation);
    } else if (const auto* fragment = std::get_if<graphql::FragmentDefinition>(&definition)) {
      weigh(*fragment);
    }
  }

  DocumentWeight weight;

 private:
  void take(std::size_t bytes) {
    if (bytes > 0) weight.bytes += bytes + allocation_bytes;
  }
  void weigh(const std::string& text) {
    if (text.capacity() > std::string().capacity()) take(text.capacity() + 1);
  }
  // The nodes themselves lie in the vector's block.
  template <class Node>
  void weigh(const std::vector<Node>& nodes) {
    take(nodes.capacity() * sizeof(Node));
    for (const auto& node : nodes) weigh(node);
  }

  void weigh(const graphql::OperationDefinition& operation) {
    weight.tokens += 2;  // its kind and name
    weigh(operation.description);
    weigh(operation.name);
    weigh(operation.variables);
    weigh(operation.directives);
    weigh(operation.selection_set);
  }
  void weigh(const graphql::FragmentDefinition& fragment) {
    weight.tokens += 4;  // fragment Name on Type
    weigh(fragment.description);
    weigh(fragment.name);
    weigh(fragment.type_condition);
    weigh(fragment.directives);
    weigh(fragment.selection_set);
  }
  void weigh(const graphql::VariableDefinition& variable) {
    weight.tokens += 3;  // $name:
    weigh(variable.description);
    weigh(variable.name);
    weigh(variable.type);
    if (variable.default_value) weigh(*variable.default_value);
    weigh(variable.directives);
  }
  void weigh(const graphql::TypeReference& type) {
    weight.tokens += 1 + (type.non_null ? 1 : 0);
    weigh(type.name);
    if (type.item == nullptr) return;
    take(sizeof(graphql::TypeReference));
    weigh(*type.item);
  }

  void weigh(const graphql::SelectionSet& set) {
    if (set.selections.empty()) return;
    weight.tokens += 2;
    weigh(set.selections);
  }
  void weigh(const graphql::Selection& selection) {
    std::visit([this](const auto& node) { weigh(node); }, selection);
  }
  void weigh(const graphql::Field& field) {
    weight.tokens += field.alias.empty() ? 1 : 3;
    weigh(field.alias);
    weigh(field.name);
    weigh(field.arguments);
    weigh(field.directives);
    weigh(field.selection_set);
  }
  void weigh(const graphql::FragmentSpread& spread) {
    weight.tokens += 2;
    weigh(spread.name);
    weigh(spread.directives);
  }
  void weigh(const graphql::InlineFragment& fragment) {
    weight.tokens += fragment.type_condition.empty() ? 1 : 3;
    weigh(fragment.type_condition);
    weigh(fragment.directives);
    weigh(fragment.selection_set);
  }
  void weigh(const graphql::Directive& directive) {
    weight.tokens += 2;
    weigh(directive.name);
    weigh(directive.arguments);
  }
  void weigh(const graphql::Argument& argument) {
    weight.tokens += 2;
    weigh(argument.name);
    weigh(argument.value);
  }

  void weigh(const graphql::Value& value) {
    std::visit([this](const auto& node) { weigh(node); }, value.node);
  }
  void weigh(const graphql::NullValue&) { ++weight.tokens; }
  void weigh(const graphql::BooleanValue&) { ++weight.tokens; }
  void weigh(const graphql::Variable& variable) { leaf(variable.name); }
  void weigh(const graphql::EnumValue& value) { leaf(value.name); }
  void weigh(const graphql::IntValue& value) { leaf(value.text); }
  void weigh(const graphql::FloatValue& value) { leaf(value.text); }
  void weigh(const graphql::StringValue& value) { leaf(value.text); }
  void leaf(const std::string& text) {
    ++weight.tokens;
    weigh(text);
  }
  void weigh(const graphql::ListValue& list) {
    weight.tokens += 2;
    weigh(list.values);
  }
  void weigh(const graphql::ObjectValue& object) {
    weight.tokens += 2;
    weigh(object.fields);
  }
  void weigh(const graphql::ObjectField& field) {
    weight.tokens += 2;
    weigh(field.name);
    weigh(field.value);
  }
};

}  // namespace

DocumentWeight weigh(const graphql::Document& document) {
  Scale scale;
  scale.weight.bytes = sizeof(graphql::Document) + allocation_bytes +
                       document.definitions.capacity() * sizeof(graphql::Definition);
  for (const auto& definition : document.definitions) scale.add(definition);
  return scale.weight;
}

}  // namespace syncline::engine
