#include "control/iam/role.h"
#include "control/input.h"
#include "control/operation.h"

namespace syncline::control {
namespace {

Result<Json> run(const Call& call) {
  TRY(Role role, find_role(call));
  TRY(const std::string arn, policy_arn(Input(call.input, "ValidationError")));
  if (role.attached.erase(arn) == 0) {
    return fail(ErrorKind::not_found, "NoSuchEntity", "Policy " + arn + " was not found.");
  }
  TRY(keep_role(role, call.rooms));
  return JsonObject();
}

}  // namespace

extern const Operation detach_role_policy{"DetachRolePolicy", &answer<run>};

}  // namespace syncline::control
