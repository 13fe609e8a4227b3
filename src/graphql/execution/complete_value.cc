// Specification 6.4.3 CompleteValue: a resolved value to what the client sees. The error texts are
// AppSync's, which has those of graphql-java.
#include <fmt/format.h>

#include <cmath>
#include <utility>

#include "graphql/execution/walk.h"
#include "graphql/type/scalar_groups.h"

namespace syncline::graphql {
namespace {

std::string_view kind_of(const Json& value) {
  switch (value.kind()) {
    case boost::json::kind::null: return "NULL";
    case boost::json::kind::bool_: return "BOOLEAN";
    case boost::json::kind::string: return "STRING";
    case boost::json::kind::array: return "ARRAY";
    case boost::json::kind::object: return "OBJECT";
    default: return "NUMBER";
  }
}

std::string type_mismatch(const FieldPath& path, std::string_view expected, const Json& value) {
  return fmt::format("Can't resolve value ({}) : type mismatch error, expected type {}, got {}",
                     to_string(path), expected, kind_of(value));
}

// Whether a value of this type is shown as it is, which needs no call and no second copy.
bool shown_as_it_is(const NamedType& leaf, const Json& value) {
  if (leaf.scalar == nullptr) return false;
  switch (leaf.scalar->shows) {
    case AsItIs::nothing: break;
    case AsItIs::all: return true;
    case AsItIs::texts:
      return value.is_string() &&
             (leaf.scalar->holds == nullptr || leaf.scalar->holds(value.get_string()));
    case AsItIs::flags: return value.is_bool();
    case AsItIs::numbers: return value.is_double() && std::isfinite(value.get_double());
    case AsItIs::integers:
      return value.is_int64() && std::in_range<std::int32_t>(value.get_int64());
  }
  return false;
}

Result<Json> serialize(const NamedType& leaf, const Json& value) {
  if (leaf.scalar != nullptr) return leaf.scalar->serialize(value);
  if (value.is_string() && leaf.value(value.get_string()) != nullptr) return value;
  return fail(ErrorKind::invalid, "SerializationError",
              fmt::format("Invalid input for Enum '{}'. Unknown value '{}'", leaf.name,
                          shown_value(value)));
}

}  // namespace

Completing Walk::complete(const Type& type, const Json& value, Place place) {
  if (value.is_null()) {
    if (!type.non_null) return Completed(Json(nullptr));
    if (keeps_errors()) {
      add_error(place,
                fmt::format("Cannot return null for non-nullable type: '{}' within parent "
                            "'{}' ({})",
                            type.innermost().name, place.parent.name, to_string(place.path)));
    }
    return Completed();
  }
  if (type.is_list()) {
    if (value.is_array()) return complete_list(type, value, place);
    if (keeps_errors()) add_error(place, type_mismatch(place.path, "LIST", value));
    return failed(type.non_null);
  }
  if (type.named->is_leaf()) return complete_leaf(type, value, place);
  return complete_object(type, value, place);
}

Completed Walk::complete_leaf(const Type& type, const Json& value, Place place) {
  if (shown_as_it_is(*type.named, value)) {
    if (value.is_string() && !count(place, 0, value.get_string().size())) {
      return failed(type.non_null);
    }
    return value;
  }
  Result<Json> leaf = serialize(*type.named, value);
  if (leaf) {
    if (leaf->is_string() && !count(place, 0, leaf->get_string().size())) {
      return failed(type.non_null);
    }
    return std::move(*leaf);
  }
  if (keeps_errors()) {
    add_error(place, fmt::format("Can't serialize value ({}) : {}", to_string(place.path),
                                 leaf.error().message));
  }
  return failed(type.non_null);
}

Completing Walk::complete_object(const Type& type, const Json& value, Place place) {
  CollectedFields* fields = open_object(type, value, place);
  if (fields == nullptr) return failed(type.non_null);
  return run_fields(*fields, value, &place.path, type.non_null);
}

CollectedFields* Walk::open_object(const Type& type, const Json& value, const Place& place) {
  // Once the response is too large, no more objects are opened: their nulls would make it grow on.
  if (!count(place, 0)) return nullptr;
  const NamedType* object = type.named;
  if (object->kind != TypeKind::object || !value.is_object()) {
    object = object_type(*type.named, value, place);
    if (object == nullptr) return nullptr;
  }
  if (place.path.depth >= limits::graphql_depth_max) {
    add_error(place, "Query depth limit reached", "QueryDepthLimitReached");
    return nullptr;
  }
  if (CollectedFields* known = FieldCollector::known_below(place.field, *object)) return known;
  const Result<CollectedFields*> below = collector_.below(place.field, *object);
  if (below) return *below;
  add_error(place, below.error().message, Json(below.error().type));
  return nullptr;
}

const NamedType* Walk::named_by(const NamedType& abstract, const Json& value) {
  if (hooks_.type_of != nullptr) {
    const NamedType* told = (*hooks_.type_of)(abstract, value);
    return told != nullptr && told->kind == TypeKind::object ? told : nullptr;
  }
  const boost::json::string* name = find_string(value, "__typename");
  return name == nullptr ? nullptr : operation_.schema->object_type(*name);
}

// The type of an object that is there: its own, or for an interface or a union the one that the
// value names (AppSync: "the __typename member").
const NamedType* Walk::object_type(const NamedType& named, const Json& value, const Place& place) {
  if (!value.is_object()) {
    if (keeps_errors()) add_error(place, type_mismatch(place.path, "OBJECT", value));
    return nullptr;
  }
  if (named.kind == TypeKind::object) return &named;
  const NamedType* object = named_by(named, value);
  if (object != nullptr && operation_.schema->is_possible(named, *object)) return object;
  if (!keeps_errors()) return nullptr;
  const std::string why =
      object == nullptr ? fmt::format("Could not determine the exact type of '{}'", named.name)
                        : fmt::format("Runtime Object type '{}' is not a possible type for '{}'.",
                                      object->name, named.name);
  add_error(place, fmt::format("Can't resolve '{}'. Abstract type '{}' must resolve to an Object "
                               "type at runtime for field '{}.{}'. {}",
                               to_string(place.path), named.name, place.parent.name,
                               place.field.definition->name, why));
  return nullptr;
}

}  // namespace syncline::graphql
