// Text to Json (RFC 8259), strict: one value, no comments, no trailing commas, valid UTF-8.
#pragma once

#include <boost/json/monotonic_resource.hpp>
#include <string_view>

#include "base/result.h"

namespace syncline {

using JsonArena = boost::json::monotonic_resource;  // memory whose values go all at once

// Fails with kind `invalid`, type "JsonError" and a message that says where.
// Nesting is limited to limits::json_depth_max.
// The value stands in `memory`, which must outlive it.
Result<Json> parse_json(std::string_view text, boost::json::storage_ptr memory = {});

}  // namespace syncline
