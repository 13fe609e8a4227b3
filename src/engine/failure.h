// Failures that are no script's and no data source's, in AppSync's words.
#pragma once

#include <exception>
#include <string_view>

#include "base/result.h"
#include "engine/engine.h"

namespace syncline::engine {

inline constexpr std::string_view internal_failure_type = "InternalFailure";
inline constexpr std::string_view internal_failure_message = "An internal failure occurred.";

std::unexpected<Error> execution_timed_out();
std::unexpected<Error> selections_too_large();  // for ctx.info: ours, AppSync names no limit
std::unexpected<Error> internal_failure();
Reply internal_reply();
// What the client is not told of an internal failure.
void log_exception(const std::exception_ptr& thrown);

}  // namespace syncline::engine
