// Attribute values as DynamoDB's JSON: {"S":"text"}, {"N":"1.5"}, {"M":{…}} …
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "dynamo/value.h"

namespace syncline::dynamo {

// Whether each attribute value's JSON has the right kinds, at any depth: a SerializationException
// if not. DynamoDB checks this for the whole request before it looks at any content.
Result<void> check_value_kinds(const Json& json);

// A boolean as DynamoDB reads it: also the texts true, false, yes, no, 1 and 0, in any case.
std::optional<bool> boolean_of(const Json& json);

// What DynamoDB says of JSON that is not of the Java class `wanted`, such as "String".
std::unexpected<Error> wrong_kind(const Json& json, std::string_view wanted);

// The content: exactly one type, numbers in range, sets without duplicates, nesting within
// limits::item_depth_max. The JSON's kinds must have been checked.
Result<Value> value_from_json(const Json& json);
Result<Item> item_from_json(const JsonObject& json);

Json to_json(const Value& value);
JsonObject to_json(const Item& item);

// A time as the wire has it: seconds, with a fraction only when there is one, so that it is always
// written out in digits.
Json epoch_seconds(std::int64_t ms);

// As DynamoDB shows a value in a message: {N:1}, {S:text}.
std::string show(const Value& value);

}  // namespace syncline::dynamo
