// How the values of each scalar are read and written: the five of the specification and AppSync's
// (AWSDate, AWSTime, AWSDateTime, AWSTimestamp, AWSEmail, AWSJSON, AWSURL, AWSPhone, AWSIPAddress;
// AppSync developer guide, "Scalar types").
#pragma once

#include <cstdint>
#include <string_view>

#include "base/result.h"

namespace syncline::graphql {

// Values of a kind that a scalar shows as they are: whoever writes them need not ask it for a copy.
enum class AsItIs : std::uint8_t {
  nothing,
  texts,     // those that hold
  integers,  // of 32 bits
  numbers,   // finite doubles
  flags,
  all,
};

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
  AsItIs shows = AsItIs::nothing;
  bool (*holds)(std::string_view text) = nullptr;  // null: every text does
};

const Scalar* find_scalar(std::string_view name);
// Of scalars that an SDL defines (specification 3.5.6): every value as it is, in and out.
const Scalar& own_scalar();

}  // namespace syncline::graphql
