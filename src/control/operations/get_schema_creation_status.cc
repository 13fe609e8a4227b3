#include "control/appsync/api.h"
#include "control/operation.h"

namespace syncline::control {
namespace {

Result<Json> run(const Call& call) {
  TRY(const catalog::Api api, find_api(call));
  if (!api.schema_fault.empty()) {
    return JsonObject{{"status", "FAILED"}, {"details", api.schema_fault}};
  }
  if (api.schema.empty()) return JsonObject{{"status", "NOT_APPLICABLE"}};
  return JsonObject{{"status", "SUCCESS"}, {"details", "Successfully created schema."}};
}

}  // namespace

extern const Operation get_schema_creation_status{"GetSchemaCreationStatus", &answer<run>};

}  // namespace syncline::control
