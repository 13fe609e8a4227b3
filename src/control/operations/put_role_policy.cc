#include "control/iam/role.h"
#include "control/input.h"
#include "control/operation.h"

namespace syncline::control {
namespace {

Result<Json> run(const Call& call) {
  TRY(Role role, find_role(call));
  const Input input(call.input, "ValidationError");
  TRY(const std::string name, policy_name(input));
  TRY(const std::string text, input.required_text("PolicyDocument"));
  TRY(role.policies[name], read_policy(text));
  TRY(keep_role(role, call.rooms));
  return JsonObject();
}

}  // namespace

extern const Operation put_role_policy{"PutRolePolicy", &answer<run>};

}  // namespace syncline::control
