#include "control/appsync/api.h"
#include "control/operation.h"

namespace syncline::control {
namespace {

Result<Json> run(const Call& call) {
  TRY(catalog::Api api, find_api(call));
  TRY(read_api(call.input, api));
  TRY(call.rooms.catalog.put(api));
  return show_api(api, call.rooms);
}

}  // namespace

extern const Operation update_graphql_api{"UpdateGraphqlApi", &answer<run>};

}  // namespace syncline::control
