// Input objects that have one field twice: a fault of their own (specification 5.6.3), told by the
// rule about it and by no other.
#pragma once

#include <string_view>
#include <unordered_set>

#include "graphql/language/ast.h"

namespace syncline::graphql {

// Of the object itself, not of those inside it.
inline bool repeats_a_field(const Value* literal) {
  const auto* object = literal == nullptr ? nullptr : std::get_if<ObjectValue>(&literal->node);
  if (object == nullptr) return false;
  std::unordered_set<std::string_view> names;
  for (const ObjectField& field : object->fields) {
    if (!names.insert(field.name).second) return true;
  }
  return false;
}

}  // namespace syncline::graphql
