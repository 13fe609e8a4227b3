// For tests and fuzzers: a syntax tree as one line of text that shows every part of it but the
// locations, so that two trees can be compared.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "graphql/language/ast.h"

namespace syncline::graphql {

class TreeText {
 public:
  template <class Node>
  static std::string of(const Node& node, bool blocks) {
    TreeText text;
    text.blocks_ = blocks;
    text.add(node);
    return std::move(text.out_);
  }

 private:
  template <class... Parts>
  void node(const char* kind, const Parts&... parts) {
    out_.append("(").append(kind);
    ((out_ += ' ', add(parts)), ...);
    out_ += ')';
  }

  void add(std::string_view text) { out_.append("<").append(text).append(">"); }
  void add(bool flag) { out_ += flag ? "yes" : "no"; }
  void add(OperationType type) { out_ += std::to_string(static_cast<int>(type)); }
  void add(TypeKind kind) { out_ += std::to_string(static_cast<int>(kind)); }
  template <class Part>
  void add(const std::optional<Part>& part) {
    part ? add(*part) : add(std::string_view("none"));
  }
  template <class Part>
  void add(const std::vector<Part>& parts) {
    list(parts);
  }
  template <class Part>
  void add(const List<Part>& parts) {
    list(parts);
  }
  template <class Parts>
  void list(const Parts& parts) {
    out_ += '[';
    for (const auto& part : parts) add(part);
    out_ += ']';
  }
  template <class... Parts>
  void add(const std::variant<Parts...>& part) {
    std::visit([this](const auto& chosen) { this->add(chosen); }, part);
  }

  void add(const NullValue&) { node("null"); }
  void add(const Variable& v) { node("variable", v.name); }
  void add(const IntValue& v) { node("int", v.text); }
  void add(const FloatValue& v) { node("float", v.text); }
  void add(const StringValue& v) { node("string", v.text, v.block && blocks_); }
  void add(const BooleanValue& v) { node("boolean", v.value); }
  void add(const EnumValue& v) { node("enum", v.name); }
  void add(const ListValue& v) { node("list", v.values); }
  void add(const ObjectValue& v) { node("object", v.fields); }
  void add(const Value& v) { add(v.node); }
  void add(const ObjectField& f) { node("field", f.name, f.value); }
  void add(const Argument& a) { node("argument", a.name, a.value); }
  void add(const Directive& d) { node("directive", d.name, d.arguments); }
  void add(const TypeReference& t) {
    t.item ? node("list-type", *t.item, t.non_null) : node("named-type", t.name, t.non_null);
  }
  void add(const SelectionSet& s) { add(s.selections); }
  void add(const Field& f) {
    node("select", f.alias, f.name, f.arguments, f.directives, f.selection_set);
  }
  template <class Selected>
  void add(const Selected* selected) {
    add(*selected);
  }
  void add(const FragmentSpread& s) { node("spread", s.name, s.directives); }
  void add(const InlineFragment& f) {
    node("inline", f.type_condition, f.directives, f.selection_set);
  }
  void add(const VariableDefinition& v) {
    node("define", v.description, v.name, v.type, v.default_value, v.directives);
  }
  void add(const OperationDefinition& o) {
    node("operation", o.description, o.operation, o.shorthand, o.name, o.variables, o.directives,
         o.selection_set);
  }
  void add(const FragmentDefinition& f) {
    node("fragment", f.description, f.name, f.type_condition, f.directives, f.selection_set);
  }
  void add(const InputValueDefinition& i) {
    node("input", i.description, i.name, i.type, i.default_value, i.directives);
  }
  void add(const FieldDefinition& f) {
    node("field", f.description, f.name, f.arguments, f.type, f.directives);
  }
  void add(const EnumValueDefinition& v) { node("value", v.description, v.name, v.directives); }
  void add(const TypeName& t) { add(t.name); }
  void add(const RootOperation& r) { node("root", r.operation, r.type); }
  void add(const TypeDefinition& t) {
    node("type", t.kind, t.extension, t.description, t.name, t.directives, t.interfaces, t.fields,
         t.members, t.values, t.input_fields);
  }
  void add(const SchemaDefinition& s) {
    node("schema", s.extension, s.description, s.directives, s.operations);
  }
  void add(const DirectiveDefinition& d) {
    node("directive", d.description, d.name, d.arguments, d.repeatable, d.locations);
  }
  void add(const Document& d) { add(d.definitions); }

  std::string out_;
  bool blocks_ = true;
};

// Without `blocks` it does not show which strings are block strings: one with characters that such
// a string cannot hold is printed as an ordinary one.
template <class Node>
std::string tree_text(const Node& node, bool blocks = true) {
  return TreeText::of(node, blocks);
}

}  // namespace syncline::graphql
