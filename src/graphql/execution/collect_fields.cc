#include "graphql/execution/collect_fields.h"

#include <algorithm>
#include <unordered_map>

namespace syncline::graphql {
namespace {

// Below this many fields a scan is faster than a hash table.
constexpr std::size_t scanned_fields_max = 16;

std::unexpected<Error> too_deep() {
  return fail(ErrorKind::exhausted, "QueryDepthLimitReached", "Query depth limit reached");
}

const Result<JsonObject>& coerced(const Operation& operation, CollectedField& field,
                                  CoercionBudget* budget) {
  if (!field.arguments && field.definition->arguments.empty()) {
    field.arguments.emplace();  // whatever the document gives: unknown ones are ignored
  } else if (!field.arguments) {
    field.arguments = coerce_arguments(operation, field.definition->arguments,
                                       field.nodes.front()->arguments, budget);
  }
  return *field.arguments;
}

// `if: true` and `if: $variable`, which need no copy; null for all else.
const bool* plain_condition(const Operation& operation, const Directive& directive) {
  if (directive.arguments.size() != 1 || directive.arguments.front().name != "if") return nullptr;
  const auto& node = directive.arguments.front().value.node;
  if (const auto* literal = std::get_if<BooleanValue>(&node)) return &literal->value;
  const auto* variable = std::get_if<Variable>(&node);
  const Json* value =
      variable == nullptr ? nullptr : find_member(operation.variables, variable->name);
  return value == nullptr ? nullptr : value->if_bool();
}

}  // namespace

const Result<JsonObject>& arguments_of(const Operation& operation, CollectedField& field) {
  return coerced(operation, field, nullptr);
}

FieldCollector::FieldCollector(const Operation& operation)
    : operation_(operation), budget_{.variable_bytes = &operation.variable_bytes} {}

const Result<JsonObject>& FieldCollector::arguments(CollectedField& field) {
  return coerced(operation_, field, &budget_);
}

// What one collection for one object type has seen so far.
struct FieldCollector::Pass {
  CollectedFields& out;
  std::vector<const FragmentDefinition*> visited;
  std::unordered_map<std::string_view, std::size_t> index;  // used for long selections only

  CollectedField* find(std::string_view key) {
    if (out.fields.size() <= scanned_fields_max) {
      const auto found = std::ranges::find(out.fields, key, &CollectedField::key);
      return found == out.fields.end() ? nullptr : &*found;
    }
    if (index.empty()) {
      for (std::size_t i = 0; i < out.fields.size(); ++i) index.emplace(out.fields[i].key, i);
    }
    const auto found = index.find(key);
    return found == index.end() ? nullptr : &out.fields[found->second];
  }

  void add(const Field& node, const Schema& schema) {
    if (CollectedField* known = find(node.response_key())) {
      known->nodes.push_back(&node);
      return;
    }
    const FieldType* definition = schema.field_of(*out.type, node.name);
    if (definition == nullptr) return;
    if (!index.empty()) index.emplace(node.response_key(), out.fields.size());
    const bool first = out.fields.empty();
    CollectedField& field = out.fields.emplace_back();
    field.key = node.response_key();
    if (!first) field.quoted = ',';
    field.quoted.append("\"").append(field.key).append("\":");  // a name needs no escapes
    field.definition = definition;
    field.nodes.push_back(&node);
  }
};

Result<std::unique_ptr<CollectedFields>> FieldCollector::root() {
  auto fields = std::make_unique<CollectedFields>();
  fields->type = operation_.schema->root(operation_.definition->operation);
  fields->fields.reserve(operation_.definition->selection_set.selections.size());
  Pass pass{*fields, {}, {}};
  TRY(collect(operation_.definition->selection_set, pass, 1));
  return fields;
}

Result<CollectedFields*> FieldCollector::below(CollectedField& field, const NamedType& type) {
  for (CollectedField::Below& known : field.below) {
    if (known.type != &type) continue;
    if (!known.fields) return std::unexpected(known.fields.error());
    return known.fields->get();
  }
  auto fields = std::make_unique<CollectedFields>();
  fields->type = &type;
  CollectedFields* result = fields.get();
  fields->fields.reserve(field.nodes.front()->selection_set.selections.size());
  // One pass over all nodes, so that a fragment they share is visited once.
  Pass pass{*fields, {}, {}};
  for (const Field* node : field.nodes) {
    if (Result<void> done = collect(node->selection_set, pass, 1); !done) {
      field.below.push_back({&type, std::unexpected(done.error())});
      return std::unexpected(std::move(done).error());
    }
  }
  field.below.push_back({&type, std::move(fields)});
  return result;
}

Result<void> FieldCollector::collect(const SelectionSet& set, Pass& pass, std::size_t depth) {
  if (depth > limits::graphql_depth_max) return too_deep();
  for (const Selection& selection : set.selections) {
    if (++selections_ > limits::graphql_selections_max) {
      return fail(ErrorKind::exhausted, "SelectionLimitReached", "Selection limit reached");
    }
    TRY(collect(selection, pass, depth));
  }
  return {};
}

Result<void> FieldCollector::collect(const Selection& selection, Pass& pass, std::size_t depth) {
  if (const auto* field = get_if<Field>(selection)) {
    TRY(const bool wanted, included(field->directives));
    if (wanted) pass.add(*field, *operation_.schema);
    return {};
  }
  if (const auto* fragment = get_if<InlineFragment>(selection)) {
    TRY(const bool wanted, included(fragment->directives));
    if (!wanted || !applies(fragment->type_condition.name, *pass.out.type)) return {};
    return collect(fragment->selection_set, pass, depth + 1);
  }
  return collect_spread(*std::get<const FragmentSpread*>(selection), pass, depth);
}

Result<void> FieldCollector::collect_spread(const FragmentSpread& spread, Pass& pass,
                                            std::size_t depth) {
  TRY(const bool wanted, included(spread.directives));
  const auto found = operation_.fragments.find(spread.name);
  if (!wanted || found == operation_.fragments.end()) return {};
  const FragmentDefinition* fragment = found->second;
  if (std::ranges::find(pass.visited, fragment) != pass.visited.end()) return {};
  pass.visited.push_back(fragment);
  if (!applies(fragment->type_condition.name, *pass.out.type)) return {};
  return collect(fragment->selection_set, pass, depth + 1);
}

// @skip wins over @include (specification 3.13.2).
Result<bool> FieldCollector::included(const List<Directive>& directives) {
  for (const Directive& directive : directives) {
    const bool skip = directive.name == "skip";
    if (!skip && directive.name != "include") continue;
    TRY(const bool holds, condition(directive));
    if (holds == skip) return false;
  }
  return true;
}

Result<bool> FieldCollector::condition(const Directive& directive) {
  if (const bool* plain = plain_condition(operation_, directive)) return *plain;
  const DirectiveType* definition = operation_.schema->directive(directive.name);
  if (definition == nullptr) return directive.name == "include";
  TRY(const JsonObject arguments,
      coerce_arguments(operation_, definition->arguments, directive.arguments, &budget_));
  const Json* value = arguments.if_contains("if");
  if (value != nullptr && value->is_bool()) return value->get_bool();
  return fail(
      ErrorKind::invalid, "ArgumentError",
      "Directive '" + std::string(directive.name) + "' needs a Boolean for its argument 'if'");
}

// 6.3.2 DoesFragmentTypeApply; an abstract `type` only takes what holds for all of its objects.
bool FieldCollector::applies(std::string_view condition, const NamedType& type) const {
  if (condition.empty()) return true;
  const NamedType* wanted = operation_.schema->type(condition);
  if (wanted == nullptr) return false;
  if (wanted == &type) return true;
  if (type.kind == TypeKind::object) return operation_.schema->is_possible(*wanted, type);
  return std::ranges::find(type.interfaces, wanted) != type.interfaces.end();
}

}  // namespace syncline::graphql
