#include "control/appsync/api.h"
#include "control/appsync/resolver.h"
#include "control/appsync/schema.h"
#include "control/operation.h"

namespace syncline::control {
namespace {

Result<Json> run(const Call& call) {
  TRY(catalog::Api api, find_api(call));
  TRY(catalog::Resolver * resolver, find_resolver(call, api));
  TRY(check_field(call.rooms.catalog.schema(api.id).get(), resolver->type, resolver->field));
  TRY(*resolver, read_resolver(call.input, api, resolver->type, resolver->field));
  Json shown = show_resolver(*resolver, api, call.rooms);
  TRY(call.rooms.catalog.put(std::move(api)));
  return shown;
}

}  // namespace

extern const Operation update_resolver{"UpdateResolver", &answer<run>};

}  // namespace syncline::control
