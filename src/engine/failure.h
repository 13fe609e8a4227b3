// Failures that are no script's and no data source's, in AppSync's words.
#pragma once

#include <exception>

#include "base/result.h"

namespace syncline::engine {

std::unexpected<Error> execution_timed_out();
std::unexpected<Error> internal_failure();
// What the client is not told of an internal failure.
void log_exception(const std::exception_ptr& thrown);

}  // namespace syncline::engine
