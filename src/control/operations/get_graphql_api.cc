#include "control/appsync/api.h"
#include "control/operation.h"

namespace syncline::control {
namespace {

Result<Json> run(const Call& call) {
  TRY(const catalog::Api api, find_api(call));
  return show_api(api, call.rooms);
}

}  // namespace

extern const Operation get_graphql_api{"GetGraphqlApi", &answer<run>};

}  // namespace syncline::control
