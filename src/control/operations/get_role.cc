#include "control/iam/role.h"
#include "control/operation.h"

namespace syncline::control {
namespace {

Result<Json> run(const Call& call) {
  TRY(const Role role, find_role(call));
  return JsonObject{{"Role", show_role(role, call.rooms)}};
}

}  // namespace

extern const Operation get_role{"GetRole", &answer<run>};

}  // namespace syncline::control
