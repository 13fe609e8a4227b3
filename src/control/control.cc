#include "control/control.h"

namespace syncline::control {
namespace {

Task<Result<Json>> refuse(std::string operation) {
  co_return fail(ErrorKind::unsupported, "UnknownOperationException",
                 "The operation " + operation + " is not offered here");
}

}  // namespace

Task<Result<Json>> call(std::string_view operation, const JsonObject& input, Rooms& rooms) {
  for (const Operation* row : operations_table()) {
    if (row->name == operation) return row->run(Call{input, rooms});
  }
  return refuse(std::string(operation));
}

}  // namespace syncline::control
