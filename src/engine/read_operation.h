// From a request to an operation that may run: parse and validate (cached), choose the operation,
// coerce its variables, and apply what the server and the API's settings forbid.
#pragma once

#include <expected>
#include <optional>
#include <string_view>

#include "engine/document_cache.h"
#include "engine/engine.h"
#include "engine/error_format.h"
#include "engine/options.h"
#include "graphql/execution/operation.h"

namespace syncline::engine {

struct ReadOperation {
  graphql::Operation operation;
  Options options;                  // the API's
  bool introspection_only = false;  // nothing else is asked for, and no variable is
};

// `server`: the options for APIs that have none of their own.
std::expected<ReadOperation, Refusal> read_operation(DocumentCache& cache, const Request& request,
                                                     const Options& server);

// A setting that is a number above 0, such as "queryDepthLimit"; 0 and none mean no limit.
std::optional<std::size_t> positive_setting(const catalog::Api& api, std::string_view name);

}  // namespace syncline::engine
