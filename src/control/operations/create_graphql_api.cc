#include "base/text.h"
#include "control/appsync/api.h"
#include "control/operation.h"

namespace syncline::control {
namespace {

Result<Json> run(const Call& call) {
  catalog::Api api{.id = random_id(26)};
  TRY(read_api(call.input, api));
  TRY(call.rooms.catalog.put(api));
  return show_api(api, call.rooms);
}

}  // namespace

extern const Operation create_graphql_api{"CreateGraphqlApi", &answer<run>};

}  // namespace syncline::control
