// What each field of the introspection types says (specification 4.2 to 4.4).
#pragma once

#include <string_view>
#include <variant>
#include <vector>

#include "graphql/type/schema.h"

namespace syncline::graphql {

// A use of a type inside others: `!` and `[ ]` are introspected as types of their own. When
// `nullable` is set, the outer `!` was already looked through.
struct TypeUse {
  const Type* type;
  bool nullable = false;
};

// What an introspection object stands for.
using Shown = std::variant<const Schema*, const NamedType*, TypeUse, const FieldType*,
                           const InputField*, const EnumMember*, const DirectiveType*>;

// A leaf (or a list of leaves), an object, or a list of objects.
using Answer = std::variant<Json, Shown, std::vector<Shown>>;

// The value of the field `name` of what `shown` stands for; null when it has none.
Answer ask(const Schema& schema, const Shown& shown, std::string_view name,
           bool include_deprecated);

}  // namespace syncline::graphql
