// From a request to an operation that may run: parse and validate (cached), choose the operation,
// coerce its variables, and apply what the API's settings forbid.
#pragma once

#include <expected>
#include <optional>
#include <string_view>

#include "engine/document_cache.h"
#include "engine/engine.h"
#include "engine/error_format.h"
#include "graphql/execution/operation.h"

namespace syncline::engine {

std::expected<graphql::Operation, Refusal> read_operation(DocumentCache& cache,
                                                          const Request& request);

// A setting that is a number above 0, such as "queryDepthLimit"; 0 and none mean no limit.
std::optional<std::size_t> positive_setting(const catalog::Api& api, std::string_view name);

}  // namespace syncline::engine
