// Which AWS service a request is for: all of them share the server's ports.
#pragma once

#include <optional>
#include <string>

#include "io/http.h"

namespace syncline::edge {

// The service's name in signatures, such as "dynamodb", by what says it first: the credential's
// scope, in the header or the query; X-Amz-Target; the path /aws/{service}/; the Host, which is
// dynamodb.{region}.…; the content type, since nobody else has that of AWS's JSON 1.0. Nothing for
// a request that is no AWS service's. Only the paths "/" and "/aws/…" are looked at.
std::optional<std::string> aws_service_of(const io::HttpRequest& request);

// The region that the Host or the scope names; empty when neither does. Letters, digits and '-'.
std::string aws_region_of(const io::HttpRequest& request);

}  // namespace syncline::edge
