#include "graphql/execution/selection.h"

#include <algorithm>

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

// Takes from what is left; false when it is not enough.
bool take(std::size_t& left, std::size_t bytes) {
  if (bytes > left) return false;
  left -= bytes;
  return true;
}

class Lister {
 public:
  Lister(const Operation& operation, std::size_t left) : collector_(operation), left_(left) {}

  // False when no more paths fit, or the selections cannot be collected.
  bool list_below(CollectedField& field, const std::string& prefix, std::size_t depth) {
    if (depth > limits::graphql_depth_max) return false;
    const NamedType& type = field.definition->type.innermost();
    // As on AppSync, nothing is listed under a union: it has no fields of its own.
    if (!type.is_composite() || type.kind == TypeKind::union_) return true;
    const Result<CollectedFields*> below = collector_.below(field, type);
    if (!below) return false;
    for (CollectedField& child : (*below)->fields) {
      if (!take(left_, sizeof(Json) + prefix.size() + child.key.size())) return false;
      std::string path = prefix;
      path.append(child.key);
      paths_.emplace_back(path);
      path.push_back('/');
      if (!list_below(child, path, depth + 1)) return false;
    }
    return true;
  }

  JsonArray paths() { return std::move(paths_); }
  [[nodiscard]] std::size_t left() const { return left_; }

 private:
  FieldCollector collector_;
  std::size_t left_;
  JsonArray paths_;
};

const NamedType& shape_of(const Schema& schema, const NamedType& declared, const Json& value) {
  if (declared.kind == TypeKind::object) return declared;
  const boost::json::string* name = find_string(value, "__typename");
  const NamedType* object = name == nullptr ? nullptr : schema.object_type(*name);
  if (object == nullptr || !schema.is_possible(declared, *object)) return declared;
  return *object;
}

class Filter {
 public:
  explicit Filter(const Operation& operation) : collector_(operation), schema_(*operation.schema) {}

  Json apply(const Json& value, CollectedField& field, std::size_t depth) {
    if (value.is_null() || depth > limits::graphql_depth_max) return nullptr;
    const NamedType& declared = field.definition->type.innermost();
    if (!declared.is_composite()) {
      return take(left_, bytes_of(value)) ? value : Json(nullptr);
    }
    if (const JsonArray* items = value.if_array()) {
      JsonArray out;
      for (const Json& item : *items) {
        if (!take(left_, sizeof(Json))) return nullptr;
        out.push_back(apply(item, field, depth + 1));
      }
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
      if (!take(left_, sizeof(JsonObject::value_type) + child.key.size())) return nullptr;
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
  std::size_t left_ = selection_bytes_max;
};

// Of selection_bytes_max in this execution.
std::size_t bytes_left(const FieldCall& call) {
  if (call.listed_bytes == nullptr) return selection_bytes_max;
  return selection_bytes_max - std::min(*call.listed_bytes, selection_bytes_max);
}

void use(const FieldCall& call, std::size_t bytes) {
  if (call.listed_bytes != nullptr) *call.listed_bytes += bytes;
}

std::string print_selections(const FieldCall& call) {
  if (call.nodes.size() == 1) return print(call.nodes.front()->selection_set);
  std::vector<Selection> merged;
  for (const Field* node : call.nodes) {
    const List<Selection>& selections = node->selection_set.selections;
    merged.insert(merged.end(), selections.begin(), selections.end());
  }
  return print(SelectionSet{{merged.data(), merged.size()}, {}});
}

}  // namespace

JsonArray selection_set_list(const FieldCall& call, bool* complete) {
  const std::size_t before = bytes_left(call);
  Lister lister(call.operation, before);
  CollectedField field = collected(call);
  const bool all = lister.list_below(field, "", 1);
  if (complete != nullptr) *complete = all;
  use(call, before - lister.left());
  return lister.paths();
}

std::string selection_set_graphql(const FieldCall& call, bool* complete) {
  std::string text;
  const std::size_t left = bytes_left(call);
  if (left > 0) text = print_selections(call);
  const bool fits = left > 0 && text.size() <= left;
  if (complete != nullptr) *complete = fits;
  if (!fits) text.clear();
  use(call, fits ? text.size() : left);
  return text;
}

Json filter_by_selection(const Json& value, const FieldCall& call) {
  CollectedField field = collected(call);
  return Filter(call.operation).apply(value, field, 1);
}

}  // namespace syncline::graphql
