// Text to Json (RFC 8259), strict: one value, no comments, no trailing commas, valid UTF-8.
#pragma once

#include <string_view>

#include "base/result.h"

namespace syncline {

// Fails with kind `invalid`, type "JsonError" and a message that says where.
// Nesting is limited to limits::json_depth_max.
Result<Json> parse_json(std::string_view text);

}  // namespace syncline
