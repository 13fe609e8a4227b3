#include "control/appsync/api.h"
#include "control/appsync/schema.h"
#include "control/operation.h"

namespace syncline::control {
namespace {

Result<Json> run(const Call& call) {
  TRY(const catalog::Api api, find_api(call));
  if (!api.schema_fault.empty()) {
    return JsonObject{{"status", "FAILED"}, {"details", api.schema_fault}};
  }
  if (api.schema.empty()) return JsonObject{{"status", "NOT_APPLICABLE"}};
  const auto schema = call.rooms.catalog.schema(api.id);
  if (schema == nullptr) {  // an earlier version of this server took it
    return JsonObject{{"status", "FAILED"}, {"details", "The schema does not build."}};
  }
  return JsonObject{{"status", "SUCCESS"}, {"details", created_details(*schema)}};
}

}  // namespace

extern const Operation get_schema_creation_status{"GetSchemaCreationStatus", &answer<run>};

}  // namespace syncline::control
