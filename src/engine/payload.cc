#include "engine/payload.h"

#include <algorithm>

namespace syncline::engine {
namespace {

using graphql::CollectedField;
using graphql::NamedType;

// A copy has the memory of what it copies; an event outlives its response.
Json own_copy(const Json& value) { return Json(value, boost::json::storage_ptr()); }

class PayloadWriter {
 public:
  PayloadWriter(const graphql::Operation& operation, graphql::FieldCollector& collector)
      : schema_(*operation.schema), collector_(collector) {}

  Json write(CollectedField& field, const Json& value) {
    const auto& type = field.definition->type.innermost();
    if (!type.is_composite()) return own_copy(value);
    if (const auto* items = value.if_array()) {
      JsonArray out;
      out.reserve(items->size());
      for (const auto& item : *items) out.push_back(write(field, item));
      return out;
    }
    if (!value.is_object()) return nullptr;
    return write_object(field, type, value);
  }

 private:
  Json write_object(CollectedField& field, const NamedType& declared, const Json& value) {
    JsonObject out;
    if (const auto* object = object_type(field, declared, value)) {
      if (object != &declared) out.emplace("__typename", object->name);
      add_members(out, field, *object, value);
      return out;
    }
    // The mutation did not ask for __typename: whatever any of the types could have meant.
    for (const auto* possible : declared.possible_types) add_members(out, field, *possible, value);
    return out;
  }

  void add_members(JsonObject& out, CollectedField& field, const NamedType& type,
                   const Json& value) {
    const auto below = collector_.below(field, type);
    if (!below) return;
    for (auto& child : (*below)->fields) {
      const auto* member = find_member(value, child.key);
      if (member == nullptr) continue;
      const std::string_view name = child.nodes.front()->name;
      if (child.key != name && out.contains(name)) continue;
      out.insert_or_assign(name, write(child, *member));
    }
  }

  const NamedType* object_type(CollectedField& field, const NamedType& declared,
                               const Json& value) {
    if (declared.kind == graphql::TypeKind::object) return &declared;
    if (declared.possible_types.size() == 1) return declared.possible_types.front();
    const auto below = collector_.below(field, declared);
    if (!below) return nullptr;
    const auto is_type_name = [](const CollectedField& child) {
      return child.definition->name == "__typename";
    };
    const auto child = std::ranges::find_if((*below)->fields, is_type_name);
    if (child == (*below)->fields.end()) return nullptr;
    const auto* name = find_string(value, child->key);
    return name == nullptr ? nullptr : schema_.type(*name);
  }

  const graphql::Schema& schema_;
  graphql::FieldCollector& collector_;
};

}  // namespace

Json event_payload(const graphql::Operation& operation, graphql::FieldCollector& collector,
                   CollectedField& field, const Json& value) {
  return PayloadWriter(operation, collector).write(field, value);
}

}  // namespace syncline::engine
