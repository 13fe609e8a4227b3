// DynamoDB's errors, by their type on the wire (AWS: "DynamoDB Developer Guide", Error handling).
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace syncline::dynamo {

std::unexpected<Error> validation_error(std::string message);
// "One or more parameter values were invalid: …"
std::unexpected<Error> invalid_parameter(std::string_view reason);
std::unexpected<Error> serialization_error(std::string message);
// Valid on AWS, not offered here; the message names it.
std::unexpected<Error> unsupported(std::string_view what);
std::unexpected<Error> resource_not_found(std::string message = "Requested resource not found");
// As the operations on tables word it.
std::unexpected<Error> table_not_found(std::string_view name);
// "Attempt to change a resource which is still in use: …"
std::unexpected<Error> resource_in_use(std::string_view reason);
// "Subscriber limit exceeded: …"
std::unexpected<Error> limit_exceeded(std::string_view reason);
std::unexpected<Error> condition_failed(Json detail);
// The stored bytes are not what we wrote.
std::unexpected<Error> internal_error(std::string message);

// A failure of the store, as a client shall see it: an SDK tries again by itself.
Error store_failed(Error error);

}  // namespace syncline::dynamo
