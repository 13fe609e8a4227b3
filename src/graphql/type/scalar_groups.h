// What the scalars' files share: the groups that find_scalar looks through, and their messages.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "graphql/type/scalars.h"

namespace syncline::graphql {

std::span<const Scalar> standard_scalars();  // scalars_standard.cc: the specification's five
std::span<const Scalar> time_scalars();      // scalars_time.cc: dates, times, AWSTimestamp
std::span<const Scalar> network_scalars();   // scalars_network.cc: AWSEmail, AWSURL, AWSIPAddress
std::span<const Scalar> json_scalars();      // scalars_json.cc: AWSJSON
std::span<const Scalar> phone_scalars();     // scalars_phone.cc: AWSPhone

// A value as AppSync's messages show it, in the manner of Java: text bare, `[1, 2]`, `{a=1}`. Of a
// long one only the start, with "…": a message is made for each use of a value.
std::string shown_value(const Json& value);

// "Expected type 'Int' but was 'String'."
std::unexpected<Error> wrong_kind(std::string_view error_type, std::string_view expected,
                                  const Json& found);
// "Unable to parse `x` as a valid date." and "Unable to serialize `x` as a valid date."
std::unexpected<Error> unable_to_parse(const Json& value, std::string_view as);
std::unexpected<Error> unable_to_serialize(const Json& value, std::string_view as);

inline constexpr std::string_view coercion_error = "CoercionError";
inline constexpr std::string_view serialization_error = "SerializationError";

}  // namespace syncline::graphql
