#include "graphql/validation/field_merge.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace syncline::graphql {
namespace {

// A value as text that is the same for the same value, however it was written.
struct CanonicalText {
  std::string& out;

  void operator()(const NullValue&) const { out += 'n'; }
  void operator()(const Variable& it) const { named('$', it.name); }
  void operator()(const IntValue& it) const { named('i', it.text); }
  void operator()(const FloatValue& it) const { named('f', it.text); }
  void operator()(const StringValue& it) const { named('s', it.text); }
  void operator()(const BooleanValue& it) const { out += it.value ? '1' : '0'; }
  void operator()(const EnumValue& it) const { named('e', it.name); }
  void operator()(const ListValue& it) const {
    out += '[';
    for (const Value& value : it.values) std::visit(*this, value.node);
    out += ']';
  }
  void operator()(const ObjectValue& it) const {
    out += '{';
    entries(it.fields);
    out += '}';
  }

  // Their order means nothing.
  template <class Entry>
  void entries(const List<Entry>& all) const {
    std::vector<const Entry*> sorted;
    for (const Entry& entry : all) sorted.push_back(&entry);
    // Of two with one name, that which was written first: their addresses are in that order.
    std::ranges::sort(sorted, {}, [](const Entry* it) {
      return std::pair<std::string_view, const Entry*>(it->name, it);
    });
    for (const Entry* entry : sorted) {
      named(':', entry->name);
      std::visit(*this, entry->value.node);
    }
  }

  void named(char kind, std::string_view text) const {
    out += kind;
    out += std::to_string(text.size());
    out += ' ';
    out += text;
  }
};

}  // namespace

void FieldMerge::check(const Document& document) {
  std::vector<Id> roots;
  for (const Definition& definition : document.definitions) {
    if (const auto* operation = std::get_if<OperationDefinition>(&definition)) {
      roots.push_back(new_set(nullptr));
      read(operation->selection_set, context_.schema().root(operation->operation), roots.back());
    } else if (const auto* fragment = std::get_if<FragmentDefinition>(&definition)) {
      set_of(*fragment);
    }
  }
  read_fragments();
  // Those that are spread are looked at where they are.
  for (const Definition& definition : document.definitions) {
    const auto* fragment = std::get_if<FragmentDefinition>(&definition);
    if (fragment != nullptr && !spread_.contains(set_of(*fragment))) {
      roots.push_back(set_of(*fragment));
    }
  }
  seen_.assign(sets_.size(), 0);
  grouped_.assign(keys_.size(), {});
  for (const Id root : roots) open({root}, false, sets_[root].place, nullptr);
  while (!scopes_.empty() && !over()) {
    const Scope scope = std::move(scopes_.front());
    scopes_.pop_front();
    merge(scope);
  }
  if (work_ > work_max) {
    const std::string text = fmt::format("More than {} fields would have to be merged", work_max);
    context_.report_at({}, "FieldsConflict", {text, text + "."}, {});
  }
}

// ---- The document, as sets of fields and spreads ----

FieldMerge::Id FieldMerge::new_set(const PathStep* place) {
  sets_.push_back({{}, {}, place});
  return static_cast<Id>(sets_.size() - 1);
}

FieldMerge::Id FieldMerge::set_of(const FragmentDefinition& fragment) {
  const auto [known, is_new] = fragments_.try_emplace(&fragment, nothing);
  if (is_new) {
    known->second = new_set(&steps_.emplace_back(PathStep{nullptr, fragment.name}));
    unread_.push_back(&fragment);
  }
  return known->second;
}

// With a list of what is still to do, as fragments may nest deeper than a stack is.
void FieldMerge::read_fragments() {
  while (!unread_.empty()) {
    const FragmentDefinition& fragment = *unread_.front();
    unread_.pop_front();
    read(fragment.selection_set,
         composite_or_null(context_.schema().type(fragment.type_condition.name)),
         fragments_.at(&fragment));
  }
}

void FieldMerge::read(const SelectionSet& set, const NamedType* type, Id into) {
  for (const Selection& selection : set.selections) {
    if (const auto* field = get_if<Field>(selection)) {
      read(*field, type, into);
    } else if (const auto* fragment = get_if<InlineFragment>(selection)) {
      const std::string_view condition = fragment->type_condition.name;
      read(fragment->selection_set,
           condition.empty() ? type : composite_or_null(context_.schema().type(condition)), into);
    } else if (const FragmentDefinition* target =
                   context_.fragment(std::get<const FragmentSpread*>(selection)->name)) {
      const Id spread = set_of(*target);
      sets_[into].spreads.push_back(spread);
      spread_.insert(spread);
    }
  }
}

void FieldMerge::read(const Field& field, const NamedType* type, Id into) {
  Node node{&field, type, nullptr, key_of(field), call_of(field), nothing};
  if (type != nullptr) node.definition = context_.schema().field_of(*type, field.name);
  if (!field.selection_set.selections.empty()) {
    node.selections = new_set(&steps_.emplace_back(PathStep{sets_[into].place, field.name}));
    read(field.selection_set,
         node.definition == nullptr ? nullptr
                                    : composite_or_null(&node.definition->type.innermost()),
         node.selections);
  }
  sets_[into].fields.push_back(static_cast<Id>(nodes_.size()));
  nodes_.push_back(node);
}

FieldMerge::Id FieldMerge::key_of(const Field& field) {
  const auto [known, is_new] =
      key_ids_.try_emplace(field.response_key(), static_cast<Id>(keys_.size()));
  if (is_new) keys_.push_back(known->first);
  return known->second;
}

FieldMerge::Id FieldMerge::call_of(const Field& field) {
  std::string text;
  const CanonicalText canonical{text};
  canonical.named('c', field.name);
  canonical.entries(field.arguments);
  return calls_.try_emplace(std::move(text), static_cast<Id>(calls_.size())).first->second;
}

// ---- Merging ----

std::vector<FieldMerge::Id> FieldMerge::closure(std::vector<Id> open) {
  ++closures_;
  std::vector<Id> sets;
  while (!open.empty()) {
    const Id id = open.back();
    open.pop_back();
    if (std::exchange(seen_[id], closures_) == closures_) continue;
    const Selections& set = sets_[id];
    work_ += 1 + set.spreads.size();
    if (work_ > work_max) return {};
    if (!set.fields.empty()) sets.push_back(id);
    open.insert(open.end(), set.spreads.begin(), set.spreads.end());
  }
  std::ranges::sort(sets);
  return sets;
}

void FieldMerge::open(std::vector<Id> sets, bool shapes_only, const PathStep* place,
                      const PathStep* merging) {
  std::vector<Id> met = closure(std::move(sets));
  // Where all is compared, shapes are too.
  if (met.empty() || (shapes_only && merged_.contains(met))) return;
  const auto [known, is_new] = (shapes_only ? merged_shapes_ : merged_).insert(std::move(met));
  if (is_new) scopes_.push_back({&*known, shapes_only, place, merging});
}

// In the order of their first fields, and fields in the order of the document.
FieldMerge::Groups FieldMerge::groups(const Scope& scope) {
  Groups out;
  ++scopes_merged_;
  std::size_t fields = 0;
  for (const Id set : *scope.sets) {
    work_ += sets_[set].fields.size();
    if (over()) return {};
    for (const Id node : sets_[set].fields) {
      auto& [seen_in, place] = grouped_[nodes_[node].key];
      if (std::exchange(seen_in, scopes_merged_) != scopes_merged_) {
        place = out.groups.size();
        out.groups.push_back({.key = nodes_[node].key});
      }
      ++out.groups[place].size;
      ++fields;
    }
  }
  for (std::size_t begin = 0; Group & group : out.groups) {
    group.begin = begin;
    begin += std::exchange(group.size, 0);
  }
  out.nodes.resize(fields);
  for (const Id set : *scope.sets) {
    for (const Id node : sets_[set].fields) {
      Group& group = out.groups[grouped_[nodes_[node].key].second];
      out.nodes[group.begin + group.size++] = node;
    }
  }
  return out;
}

void FieldMerge::merge(const Scope& scope) {
  const Groups all = groups(scope);
  for (const Group& group : all.groups) {
    if (over()) return;
    if (group.size > 1) {
      merge_group(all.of(group), group.key, scope);
    } else if (!scope.shapes_only) {
      merge_alone(all.of(group).front());
    }
  }
}

// A field that is merged with no other: merging begins anew below it. (Where only shapes matter it
// needs no look: each field stands in some scope where all matters.)
void FieldMerge::merge_alone(Id id) {
  const Id below = nodes_[id].selections;
  if (below != nothing) open({below}, false, sets_[below].place, nullptr);
}

void FieldMerge::merge_group(std::span<const Id> nodes, Id key, const Scope& scope) {
  const auto object_of = [this](Id node) {
    const NamedType* parent = nodes_[node].parent;
    return parent != nullptr && parent->kind == TypeKind::object ? parent : nullptr;
  };
  std::vector<const NamedType*> objects;
  std::unordered_set<const NamedType*> known;
  for (const Id node : nodes) {
    const NamedType* object = object_of(node);
    if (object == nullptr || (!objects.empty() && object == objects.back())) continue;
    if (known.insert(object).second) objects.push_back(object);
  }
  if (scope.shapes_only || objects.size() < 2) {
    merge_nodes(nodes, key, scope, scope.shapes_only);
    return;
  }
  for (const NamedType* object : objects) {
    work_ += nodes.size();
    if (over()) return;
    std::vector<Id> meeting;
    for (const Id node : nodes) {
      const NamedType* parent = object_of(node);
      if (parent == nullptr || parent == object) meeting.push_back(node);
    }
    if (meeting.size() == 1) {
      merge_alone(meeting.front());
    } else {
      merge_nodes(meeting, key, scope, false);
    }
  }
  merge_nodes(nodes, key, scope, true);
}

void FieldMerge::merge_nodes(std::span<const Id> nodes, Id key, const Scope& scope,
                             bool shapes_only) {
  const PathStep* merging = &steps_.emplace_back(PathStep{scope.merging, keys_[key]});
  const auto known =
      std::ranges::find_if(nodes, [this](Id node) { return nodes_[node].definition != nullptr; });
  const Node& first = nodes_[known == nodes.end() ? nodes.front() : *known];
  std::vector<Id> below;
  std::set<std::pair<Unlike, std::string_view>> told;
  for (const Id id : nodes) {
    const Node& node = nodes_[id];
    const Unlike difference = unlike(first, node, shapes_only);
    if (difference == Unlike::nothing) {
      if (node.selections != nothing) below.push_back(node.selections);
      continue;
    }
    // One of a kind is told; what is below goes its own way.
    std::string_view kind;
    if (difference == Unlike::fields) kind = node.field->name;
    if (difference == Unlike::types) kind = node.definition->type.innermost().name;
    if (told.insert({difference, kind}).second) report(scope, merging, first, node, difference);
    if (!shapes_only) merge_alone(id);
  }
  if (!below.empty()) open(std::move(below), shapes_only, scope.place, merging);
}

FieldMerge::Unlike FieldMerge::unlike(const Node& first, const Node& other, bool shapes_only) {
  if (!shapes_only && first.call != other.call) {
    return first.field->name == other.field->name ? Unlike::arguments : Unlike::fields;
  }
  if (first.definition == other.definition) return Unlike::nothing;
  if (first.definition == nullptr || other.definition == nullptr) return Unlike::nothing;
  return unlike_shapes(first.definition->type, other.definition->type);
}

FieldMerge::Unlike FieldMerge::unlike_shapes(const Type& first, const Type& other) {
  if (first.non_null != other.non_null) return Unlike::nullability;
  if (first.is_list() != other.is_list()) return Unlike::lists;
  if (first.is_list()) return unlike_shapes(*first.item, *other.item);
  if (first.named == other.named) return Unlike::nothing;
  return first.named->is_leaf() || other.named->is_leaf() ? Unlike::types : Unlike::nothing;
}

Words FieldMerge::reason(const Node& first, const Node& other, Unlike unlike) {
  if (unlike == Unlike::arguments) {
    return {"fields have different arguments", "they have differing arguments"};
  }
  if (unlike == Unlike::fields) {
    return {fmt::format("{} and {} are different fields", first.field->name, other.field->name),
            fmt::format("\"{}\" and \"{}\" are different fields", first.field->name,
                        other.field->name)};
  }
  const Type& type = first.definition->type;
  const Type& another = other.definition->type;
  auto reference = fmt::format("they return conflicting types \"{}\" and \"{}\"", to_string(type),
                               to_string(another));
  if (unlike == Unlike::nullability) {
    return {"fields have different nullability shapes", std::move(reference)};
  }
  if (unlike == Unlike::lists) {
    return {"fields have different list shapes", std::move(reference)};
  }
  return {fmt::format("returns different types '{}' and '{}'", type.innermost().name,
                      another.innermost().name),
          std::move(reference)};
}

void FieldMerge::report(const Scope& scope, const PathStep* merging, const Node& first,
                        const Node& other, Unlike unlike) {
  if (!told_.emplace(first.field, other.field).second) return;
  const Words why = reason(first, other, unlike);
  std::vector<std::string> path;
  append_path(path, scope.place);
  std::vector<std::string> names;
  append_path(names, merging);
  std::string reference = fmt::format("Fields \"{}\" conflict because ", names.front());
  for (std::size_t i = 1; i < names.size(); ++i) {
    reference += fmt::format("subfields \"{}\" conflict because ", names[i]);
  }
  reference += why.reference +
               ". Use different aliases on the fields to fetch both if this was intentional.";
  context_.report_at(
      std::move(path), "FieldsConflict",
      {fmt::format("{}: {}", fmt::join(names, "/"), why.appsync), std::move(reference)},
      {first.field->location, other.field->location});
}

}  // namespace syncline::graphql
