#include "control/appsync/api.h"
#include "control/appsync/api_key.h"
#include "control/operation.h"

namespace syncline::control {
namespace {

Result<Json> run(const Call& call) {
  TRY(catalog::Api api, find_api(call));
  TRY(const catalog::ApiKey* key, find_key(call, api));
  api.keys.erase(std::string(key->id));
  TRY(call.rooms.catalog.put(std::move(api)));
  return JsonObject();
}

}  // namespace

extern const Operation delete_api_key{"DeleteApiKey", &answer<run>};

}  // namespace syncline::control
