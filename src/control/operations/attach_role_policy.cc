#include "control/iam/role.h"
#include "control/input.h"
#include "control/operation.h"

namespace syncline::control {
namespace {

Result<Json> run(const Call& call) {
  TRY(Role role, find_role(call));
  TRY(std::string arn, policy_arn(Input(call.input, "ValidationError")));
  role.attached.insert(std::move(arn));
  TRY(keep_role(role, call.rooms));
  return JsonObject();
}

}  // namespace

extern const Operation attach_role_policy{"AttachRolePolicy", &answer<run>};

}  // namespace syncline::control
