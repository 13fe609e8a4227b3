#include "control/iam/role.h"
#include "control/input.h"
#include "control/operation.h"

namespace syncline::control {
namespace {

Result<Json> run(const Call& call) {
  TRY(Role role, find_role(call));
  TRY(read_role_settings(Input(call.input, "ValidationError"), role));
  TRY(keep_role(role, call.rooms));
  return JsonObject();
}

}  // namespace

extern const Operation update_role{"UpdateRole", &answer<run>};

}  // namespace syncline::control
