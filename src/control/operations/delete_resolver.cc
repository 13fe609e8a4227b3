#include "control/appsync/api.h"
#include "control/appsync/resolver.h"
#include "control/operation.h"

namespace syncline::control {
namespace {

Result<Json> run(const Call& call) {
  TRY(catalog::Api api, find_api(call));
  TRY(const catalog::Resolver* resolver, find_resolver(call, api));
  api.resolvers.erase(resolver->type + "." + resolver->field);
  TRY(call.rooms.catalog.put(std::move(api)));
  return JsonObject();
}

}  // namespace

extern const Operation delete_resolver{"DeleteResolver", &answer<run>};

}  // namespace syncline::control
