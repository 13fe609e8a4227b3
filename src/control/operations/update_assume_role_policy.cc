#include "control/iam/role.h"
#include "control/input.h"
#include "control/operation.h"

namespace syncline::control {
namespace {

Result<Json> run(const Call& call) {
  TRY(Role role, find_role(call));
  TRY(const std::string policy,
      Input(call.input, "ValidationError").required_text("PolicyDocument"));
  TRY(role.trust_policy, read_policy(policy));
  TRY(keep_role(role, call.rooms));
  return JsonObject();
}

}  // namespace

extern const Operation update_assume_role_policy{"UpdateAssumeRolePolicy", &answer<run>};

}  // namespace syncline::control
