#include <algorithm>

#include "control/appsync/api.h"
#include "control/appsync/function.h"
#include "control/operation.h"

namespace syncline::control {
namespace {

Result<Json> run(const Call& call) {
  TRY(catalog::Api api, find_api(call));
  TRY(const catalog::Function* function, find_function(call, api));
  for (const auto& [name, resolver] : api.resolvers) {
    if (std::ranges::find(resolver.functions, function->id) == resolver.functions.end()) continue;
    return fail(ErrorKind::conflict, "BadRequestException",
                "Cannot delete a function which is currently used by a resolver: " + name);
  }
  api.functions.erase(std::string(function->id));
  TRY(call.rooms.catalog.put(std::move(api)));
  return JsonObject();
}

}  // namespace

extern const Operation delete_function{"DeleteFunction", &answer<run>};

}  // namespace syncline::control
