#include "control/appsync/api.h"
#include "control/appsync/resolver.h"
#include "control/operation.h"

namespace syncline::control {
namespace {

Result<Json> run(const Call& call) {
  TRY(catalog::Api api, find_api(call));
  TRY(const catalog::Resolver* resolver, find_resolver(call, api));
  return show_resolver(*resolver, api, call.rooms);
}

}  // namespace

extern const Operation get_resolver{"GetResolver", &answer<run>};

}  // namespace syncline::control
