#include "control/appsync/api.h"
#include "control/operation.h"

namespace syncline::control {
namespace {

Result<Json> run(const Call& call) {
  TRY(const catalog::Api api, find_api(call));
  TRY(call.rooms.catalog.remove(api.id));
  return JsonObject();
}

}  // namespace

extern const Operation delete_graphql_api{"DeleteGraphqlApi", &answer<run>};

}  // namespace syncline::control
