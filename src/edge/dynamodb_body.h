// The body of a request to DynamoDB: JSON, within bounds of memory and time.
#pragma once

#include <cstddef>
#include <string_view>

#include "base/parse_json.h"
#include "base/result.h"

namespace syncline::edge {

// Fails with DynamoDB's SerializationException: without a message for what is no JSON, and one of
// our own for more values than limits::dynamodb_values_max. The value stands in `memory`.
Result<Json> parse_dynamodb_body(std::string_view body, boost::json::storage_ptr memory);

// How much memory the JSON of a usual body of that size takes: the first block of its arena.
std::size_t arena_bytes(std::size_t body_bytes);

}  // namespace syncline::edge
