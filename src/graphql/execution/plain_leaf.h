// Leaves that are shown as they are (specification 6.4.3 CompleteValue): most of any answer. How
// such a value is written follows from the type, so that it is found once for many objects.
#pragma once

#include <cstdint>

#include "graphql/type/scalars.h"
#include "graphql/type/schema.h"

namespace syncline::graphql {

enum class PlainLeaf : std::uint8_t {
  none,  // no leaf, or of a scalar that makes what is shown
  text,
  checked_text,  // a member of an enum, or what a scalar takes as it is
  integer,
  number,
  flag,
  own,        // of a scalar that the SDL defines: any value
  type_name,  // __typename, for which no value is looked at
};

// How plain values of a type are written; never type_name.
inline PlainLeaf plain_leaf_of(const Type& type) {
  if (type.is_list()) return PlainLeaf::none;
  if (type.named->kind == TypeKind::enum_) return PlainLeaf::checked_text;
  if (type.named->kind != TypeKind::scalar || type.named->scalar == nullptr) return PlainLeaf::none;
  switch (type.named->scalar->shows) {
    case AsItIs::nothing: return PlainLeaf::none;
    case AsItIs::texts:
      return type.named->scalar->holds == nullptr ? PlainLeaf::text : PlainLeaf::checked_text;
    case AsItIs::integers: return PlainLeaf::integer;
    case AsItIs::numbers: return PlainLeaf::number;
    case AsItIs::flags: return PlainLeaf::flag;
    case AsItIs::all: return PlainLeaf::own;
  }
  return PlainLeaf::none;
}

}  // namespace syncline::graphql
