#include "graphql/execution/selection.h"

#include "graphql/execution/collect_fields.h"
#include "graphql/language/printer.h"

namespace syncline::graphql {
namespace {

CollectedField collected(const FieldCall& call) {
  CollectedField field;
  field.definition = &call.field;
  field.nodes = call.nodes;
  return field;
}

void list_below(FieldCollector& collector, CollectedField& field, const std::string& prefix,
                std::size_t depth, JsonArray& out) {
  if (depth > limits::graphql_depth_max) return;
  const NamedType& type = field.definition->type.innermost();
  // As on AppSync, nothing is listed under a union: it has no fields of its own.
  if (!type.is_composite() || type.kind == TypeKind::union_) return;
  const Result<CollectedFields*> below = collector.below(field, type);
  if (!below) return;
  for (CollectedField& child : (*below)->fields) {
    std::string path = prefix;
    path.append(child.key);
    out.emplace_back(path);
    path.push_back('/');
    list_below(collector, child, path, depth + 1, out);
  }
}

const NamedType& shape_of(const Schema& schema, const NamedType& declared, const Json& value) {
  if (declared.kind == TypeKind::object) return declared;
  const boost::json::string* name = find_string(value, "__typename");
  const NamedType* object = name == nullptr ? nullptr : schema.type(*name);
  if (object == nullptr || !schema.is_possible(declared, *object)) return declared;
  return *object;
}

class Filter {
 public:
  explicit Filter(const Operation& operation) : collector_(operation), schema_(*operation.schema) {}

  Json apply(const Json& value, CollectedField& field, std::size_t depth) {
    if (value.is_null() || depth > limits::graphql_depth_max) return nullptr;
    const NamedType& declared = field.definition->type.innermost();
    if (!declared.is_composite()) return value;
    if (const JsonArray* items = value.if_array()) {
      JsonArray out;
      out.reserve(items->size());
      for (const Json& item : *items) out.push_back(apply(item, field, depth + 1));
      return out;
    }
    if (!value.is_object()) return nullptr;
    return members(value, shape_of(schema_, declared, value), field, depth);
  }

 private:
  Json members(const Json& value, const NamedType& type, CollectedField& field, std::size_t depth) {
    const Result<CollectedFields*> below = collector_.below(field, type);
    if (!below) return nullptr;
    JsonObject out;
    out.reserve((*below)->fields.size());
    for (CollectedField& child : (*below)->fields) {
      const Json* member = find_member(value, child.definition->name);
      if (child.definition->name == "__typename" && type.kind == TypeKind::object) {
        out.emplace(child.key, type.name);
      } else {
        out.emplace(child.key,
                    member == nullptr ? Json(nullptr) : apply(*member, child, depth + 1));
      }
    }
    return out;
  }

  FieldCollector collector_;
  const Schema& schema_;
};

}  // namespace

JsonArray selection_set_list(const FieldCall& call) {
  FieldCollector collector(call.operation);
  CollectedField field = collected(call);
  JsonArray out;
  list_below(collector, field, "", 1, out);
  return out;
}

std::string selection_set_graphql(const FieldCall& call) {
  if (call.nodes.size() == 1) return print(call.nodes.front()->selection_set);
  SelectionSet merged;
  for (const Field* node : call.nodes) {
    const std::vector<Selection>& selections = node->selection_set.selections;
    merged.selections.insert(merged.selections.end(), selections.begin(), selections.end());
  }
  return print(merged);
}

Json filter_by_selection(const Json& value, const FieldCall& call) {
  CollectedField field = collected(call);
  return Filter(call.operation).apply(value, field, 1);
}

}  // namespace syncline::graphql
