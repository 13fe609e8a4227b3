#include "control/iam/role.h"
#include "control/input.h"
#include "control/operation.h"

namespace syncline::control {
namespace {

Result<Json> run(const Call& call) {
  TRY(Role role, find_role(call));
  TRY(const std::string name, policy_name(Input(call.input, "ValidationError")));
  if (role.policies.erase(name) == 0) {
    return fail(ErrorKind::not_found, "NoSuchEntity",
                "The role policy with name " + name + " cannot be found.");
  }
  TRY(keep_role(role, call.rooms));
  return JsonObject();
}

}  // namespace

extern const Operation delete_role_policy{"DeleteRolePolicy", &answer<run>};

}  // namespace syncline::control
