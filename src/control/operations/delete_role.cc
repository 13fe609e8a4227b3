#include "control/iam/role.h"
#include "control/operation.h"

namespace syncline::control {
namespace {

Result<Json> run(const Call& call) {
  TRY(const Role role, find_role(call));
  if (!role.attached.empty() || !role.policies.empty()) {
    return fail(ErrorKind::conflict, "DeleteConflict",
                role.policies.empty() ? "Cannot delete entity, must detach all policies first."
                                      : "Cannot delete entity, must delete policies first.");
  }
  TRY(call.rooms.catalog.remove_document("role", role.name));
  return JsonObject();
}

}  // namespace

extern const Operation delete_role{"DeleteRole", &answer<run>};

}  // namespace syncline::control
