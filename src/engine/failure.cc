#include "engine/failure.h"

#include <fmt/format.h>

#include "base/log.h"
#include "engine/error_format.h"
#include "graphql/execution/selection.h"

namespace syncline::engine {

std::unexpected<Error> execution_timed_out() {
  return fail(ErrorKind::timeout, "ExecutionTimeout", "Execution timed out.");
}

std::unexpected<Error> selections_too_large() {
  return fail(ErrorKind::exhausted, "SelectionLimitReached",
              fmt::format("The selections that ctx.info lists take more than {} bytes.",
                          graphql::selection_bytes_max));
}

std::unexpected<Error> internal_failure() {
  return fail(ErrorKind::internal, std::string(internal_failure_type),
              std::string(internal_failure_message));
}

Reply internal_reply() {
  return to_reply(refuse_request(500, internal_failure_type, internal_failure_message), false);
}

void log_exception(const std::exception_ptr& thrown) {
  try {
    std::rethrow_exception(thrown);
  } catch (const std::exception& exception) {
    log_error("an operation ended with an exception: {}", exception.what());
  } catch (...) {
    log_error("an operation ended with an exception of unknown type");
  }
}

}  // namespace syncline::engine
