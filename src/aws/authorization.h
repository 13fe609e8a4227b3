// The Authorization header of Signature Version 4 (AWS: "Signing AWS API requests"), read to route
// a request and to say what it lacks. Nothing here says whether a signature is genuine.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace syncline::aws {

// Credential=access_key/date/region/service/aws4_request. Views into the header.
struct Scope {
  std::string_view access_key;
  std::string_view date;
  std::string_view region;
  std::string_view service;
};

// Of a header in any state; nothing when it names no scope of five parts.
std::optional<Scope> find_scope(std::string_view authorization);
// The credential alone, as a signed query has it.
std::optional<Scope> parse_scope(std::string_view credential);

// What of a request says who sends it.
struct Signed {
  std::optional<std::string_view> authorization;                // the header
  bool dated = false;                                           // X-Amz-Date or Date is there
  std::vector<std::pair<std::string, std::string>> parameters;  // of the query, decoded
};

// Whether the request is signed as a whole, by its header or by its query. If not, the error has
// the type MissingAuthenticationTokenException, IncompleteSignatureException or
// InvalidSignatureException, and the text that AWS's services have for it.
Result<void> check_signed(const Signed& request);

}  // namespace syncline::aws
