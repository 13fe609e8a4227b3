// HTTP answers as DynamoDB gives them (AWS JSON 1.0 protocol; "DynamoDB Developer Guide", Error
// handling). What the database says of a failure becomes the wire's words here, and nowhere else.
#pragma once

#include <cstdint>

#include "base/result.h"
#include "edge/request_ids.h"
#include "io/http.h"

namespace syncline::edge {

enum class JsonType : std::uint8_t { amz_json, plain };  // what a request came as, its answer has

// A null output is that of an operation which has none: an empty body.
io::HttpResponse dynamodb_answer(JsonType type, const Json& output);
io::HttpResponse dynamodb_answer(JsonType type, std::string output);  // JSON already
// {"__type", "message" or "Message", what the error's detail has}. Faults of the client are all
// 400. An internal failure gives nothing away.
io::HttpResponse dynamodb_error(JsonType type, const Error& error);
// To what is no request of the protocol: 404 <UnknownOperationException/>.
io::HttpResponse dynamodb_not_found();

// The request's id, the checksum of the body, CORS. The body must be as it goes out.
void add_dynamodb_headers(io::HttpResponse& response, const LongRequestId& id);

}  // namespace syncline::edge
