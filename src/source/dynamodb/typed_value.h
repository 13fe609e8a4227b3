// Attribute values in their three forms: typed, as a request document writes them
// ({"N": 7}); on DynamoDB's wire ({"N": "7"}); and plain, as ctx.result shows them (7).
// AppSync: "Type system (request mapping)" and "Type system (response mapping)".
#pragma once

#include <string_view>

#include "base/result.h"

namespace syncline::source {

// Each fails with type "MappingTemplate" and a message that names the place below `path`, which is
// the document's member as AppSync writes it: "$[key]". A JSON number whose digits did not survive
// parsing is refused: beyond 64 bits, a number with more than 15 digits is written as a string.
Result<Json> typed_to_wire(const Json& typed, std::string_view path);
Result<JsonObject> typed_map_to_wire(const Json& map, std::string_view path);

// Whole numbers become integers when they fit 64 bits; others the nearest double.
Json wire_to_plain(const Json& wire);
Json wire_map_to_plain(const JsonObject& map);

// Whether two values on the wire are equal for DynamoDB: numbers by value, to the last digit, and
// sets in any order.
bool wire_equal(const Json& a, const Json& b);

}  // namespace syncline::source
