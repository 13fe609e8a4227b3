#include "base/text.h"
#include "control/iam/role.h"
#include "control/input.h"
#include "control/operation.h"

namespace syncline::control {
namespace {

Result<Json> run(const Call& call) {
  const Input input(call.input, "ValidationError");
  TRY(const std::string name, role_name(input));
  TRY(const auto taken, call.rooms.catalog.document("role", name));
  if (taken) {
    return fail(ErrorKind::conflict, "EntityAlreadyExists",
                "Role with name " + name + " already exists.");
  }
  Role role{.name = name, .id = new_role_id(), .created_ms = call.rooms.clock.now_ms()};
  TRY(role.path, role_path(input));
  TRY(const std::string trust, input.required_text("AssumeRolePolicyDocument"));
  TRY(role.trust_policy, read_policy(trust));
  TRY(read_role_settings(input, role));
  TRY(keep_role(role, call.rooms));
  return JsonObject{{"Role", show_role(role, call.rooms)}};
}

}  // namespace

extern const Operation create_role{"CreateRole", &answer<run>};

}  // namespace syncline::control
