// Input coercion (specification 3.4.2 to 3.12 "Input Coercion", 6.1.2, 6.4.1): what a client wrote
// in a document or sent in its variables, to the JSON that resolvers see. Pure functions.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/json.h"
#include "base/limits.h"
#include "graphql/language/ast.h"
#include "graphql/type/schema.h"

namespace syncline::graphql {

enum class CoercionReason : std::uint8_t {
  null_value,     // null, or nothing, where the type is non-null
  wrong_scalar,   // the scalar does not take this value
  wrong_enum,     // no such member, or not an enum value
  not_an_object,  // an input object was expected
  missing_field,  // an input object lacks a required field
  unknown_field,  // an input object has a field that its type lacks
  wrong_one_of,   // a @oneOf object without exactly one field that is not null
  too_large,      // the budget is used up
};

// The first thing that is wrong. `message` is whole and for the client:
// - of a variable, as graphql-java words it (appsync-service: "Coercion messages"):
//   "Variable 'x' has an invalid value. …", "Field 'f' of variable 'x' has coerced Null value …",
//   "The variables input contains a field name 'f' that is not defined for input object type 'T'"
//   (AppSync shows that last one with neither path nor locations: see `reason`);
// - of an argument: "Argument 'a' has an invalid value. …", "Argument 'a' has coerced Null value
// …";
// - of a lone literal, the tail of that: "Expected a value of type 'Int!', found null."
struct CoercionFault {
  CoercionReason reason = CoercionReason::wrong_scalar;
  std::string message;
  // Down from the value: ".items[0].id", empty for the value itself; of coerce_arguments with the
  // argument's name in front: "input.items[0].id".
  std::string path;
  std::string field;  // missing_field, unknown_field, null_value of a field: its name
  std::string type;   // the type at that place, as SDL writes it
  // The faulty part of a literal, valid as long as the document; null for a variable's value, and
  // when an argument is missing altogether.
  const Value* literal = nullptr;
};

template <class T>
using Coerced = std::expected<T, CoercionFault>;

// About the memory that a copy of the value takes.
std::size_t bytes_of(const Json& value);

// What all values of one request may take together. A short document can use one large variable,
// literal or default a thousand times, and each use is a copy. Where a function below is given
// none, the value has a budget of its own.
struct CoercionBudget {
  std::size_t filled_values = limits::graphql_filled_values_max;  // that come from defaults
  std::size_t bytes = limits::graphql_argument_bytes_max;
  // bytes_of each variable, by name; worked out at each use where it is missing.
  const std::unordered_map<std::string_view, std::size_t>* variable_bytes = nullptr;
};

// The value that a client sent for the variable `name` (its definition's default is the caller's
// affair, as is a variable that was not sent at all). Enums become strings, Floats become doubles,
// a single value becomes a list of one, fields of input objects get their defaults. Only defaults
// are charged to the budget: all else is bounded by the request's body.
// The AWSJSON text `null` is null, and is refused where the type is non-null, here and in literals
// (graphql-java looks at the coerced value too).
Coerced<Json> coerce_variable(std::string_view name, const Type& type, const Json& input,
                              CoercionBudget* budget = nullptr);

// A value as written in a document. `variables` are already coerced, and stand as they are; a
// variable that is absent from them gives nothing here when it is the whole value, removes its
// field inside an object, and is null inside a list. A null pointer means a place where variables
// may not stand (defaults, SDL): each is a fault.
Coerced<std::optional<Json>> coerce_literal(const Type& type, const Value& literal,
                                            const JsonObject* variables,
                                            CoercionBudget* budget = nullptr);

// Whether a literal is right for a type, each variable in it being taken as right: validation's
// "values of correct type" (specification 5.6.1). Two fields of one name are another rule's affair.
// Defaults are not filled in: what they take is bounded where values are made.
std::optional<CoercionFault> check_literal(const Type& type, const Value& literal);

// The arguments of a field or a directive (specification 6.4.1). One that was not given, and has no
// default, is absent. Arguments that `definitions` lack are ignored: validation reports them.
Coerced<JsonObject> coerce_arguments(const std::vector<InputField>& definitions,
                                     const List<Argument>& arguments, const JsonObject* variables,
                                     CoercionBudget* budget = nullptr);

// A literal as plain JSON without a type: Int and Float as numbers, enum names as strings. Numbers
// too large for int64 and uint64 become doubles. Variables are null.
Json literal_to_json(const Value& literal);

// The other way: coerced JSON as an SDL literal of its type, for printing. Refers to both the
// value's texts and the arena.
Value json_to_literal(Arena& arena, const Type& type, const Json& value);

// The type that a reference in a document names, or nothing when the schema lacks it.
std::optional<Type> resolve_type(const Schema& schema, const TypeReference& reference);

}  // namespace syncline::graphql
