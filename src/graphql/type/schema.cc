#include "graphql/type/schema.h"

#include <algorithm>

namespace syncline::graphql {
namespace {

template <class Named>
const Named* find_named(const std::vector<Named>& all, std::string_view name) {
  const auto found = std::ranges::find(all, name, &Named::name);
  return found == all.end() ? nullptr : &*found;
}

// `index` is NamedType::index, whose positions are those of the kind's own vector.
template <class Member>
const Member* find_member_of(const NamedType& type, const std::vector<Member>& members,
                             std::string_view name) {
  if (members.empty()) return nullptr;
  const auto found = type.index.find(name);
  return found == type.index.end() ? nullptr : &members[found->second];
}

}  // namespace

std::string to_string(const Type& type) {
  std::string text = type.is_list() ? "[" + to_string(*type.item) + "]" : type.named->name;
  if (type.non_null) text += '!';
  return text;
}

const AppliedDirective* find_directive(const std::vector<AppliedDirective>& directives,
                                       std::string_view name) {
  return find_named(directives, name);
}

const InputField* FieldType::argument(std::string_view argument_name) const {
  return find_named(arguments, argument_name);
}

const InputField* DirectiveType::argument(std::string_view argument_name) const {
  return find_named(arguments, argument_name);
}

const FieldType* NamedType::field(std::string_view field_name) const {
  return find_member_of(*this, fields, field_name);
}

const InputField* NamedType::input_field(std::string_view field_name) const {
  return find_member_of(*this, input_fields, field_name);
}

const EnumMember* NamedType::value(std::string_view value_name) const {
  return find_member_of(*this, values, value_name);
}

const NamedType* Schema::type(std::string_view name) const {
  const auto found = types.find(name);
  return found == types.end() ? nullptr : found->second.get();
}

const NamedType* Schema::object_type(std::string_view name) const {
  const NamedType* named = type(name);
  return named != nullptr && named->kind == TypeKind::object ? named : nullptr;
}

const NamedType* Schema::root(OperationType operation) const {
  switch (operation) {
    case OperationType::query: return query;
    case OperationType::mutation: return mutation;
    case OperationType::subscription: return subscription;
  }
  return nullptr;
}

const DirectiveType* Schema::directive(std::string_view name) const {
  const auto found = directive_index.find(name);
  return found == directive_index.end() ? nullptr : &directives[found->second];
}

const FieldType* Schema::field_of(const NamedType& parent, std::string_view name) const {
  if (!name.starts_with("__")) return parent.field(name);
  if (!parent.is_composite()) return nullptr;
  if (name != "__typename" && &parent != query) return nullptr;
  return find_named(meta_fields, name);
}

bool Schema::is_possible(const NamedType& abstract_or_same, const NamedType& object) const {
  if (&abstract_or_same == &object) return true;
  // An object lists its interfaces, which are fewer than an interface's objects.
  const bool interface = abstract_or_same.kind == TypeKind::interface;
  const auto& all = interface ? object.interfaces : abstract_or_same.possible_types;
  return std::ranges::find(all, interface ? &abstract_or_same : &object) != all.end();
}

bool Schema::is_sub_type(const Type& type, const Type& expected) const {
  if (expected.non_null && !type.non_null) return false;
  if (expected.is_list() != type.is_list()) return false;
  if (expected.is_list()) return is_sub_type(*type.item, *expected.item);
  return is_possible(*expected.named, *type.named);
}

bool same_type(const Type& a, const Type& b) {
  if (a.non_null != b.non_null || a.is_list() != b.is_list()) return false;
  return a.is_list() ? same_type(*a.item, *b.item) : a.named == b.named;
}

bool is_required(const InputField& field) { return field.type.non_null && !field.default_value; }

}  // namespace syncline::graphql
