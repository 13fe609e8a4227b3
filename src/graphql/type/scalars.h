// How the values of each scalar are read and written: the five of the specification and AppSync's
// (AWSDate, AWSTime, AWSDateTime, AWSTimestamp, AWSEmail, AWSJSON, AWSURL, AWSPhone, AWSIPAddress;
// AppSync developer guide, "Scalar types").
#pragma once

#include <string_view>

#include "base/result.h"

namespace syncline::graphql {

// The functions answer with the message's tail only; callers add which variable or path it was.
struct Scalar {
  std::string_view name;
  std::string_view description;
  // A JSON value of a variable, or of a literal that was turned to JSON, to what resolvers see:
  // strict, as the specification's input coercion is. A whole double is an Int, and AWSJSON is
  // parsed. Never called with null. Fails with type "CoercionError".
  Result<Json> (*parse)(const Json& input);
  // What a resolver returned, to what the client sees: lenient, as graphql-java is (a number is a
  // String, "5" is an Int). Never called with null. Fails with type "SerializationError".
  Result<Json> (*serialize)(const Json& value);
};

const Scalar* find_scalar(std::string_view name);

}  // namespace syncline::graphql
