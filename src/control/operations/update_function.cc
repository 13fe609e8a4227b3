#include "control/appsync/api.h"
#include "control/appsync/function.h"
#include "control/operation.h"

namespace syncline::control {
namespace {

Result<Json> run(const Call& call) {
  TRY(catalog::Api api, find_api(call));
  TRY(catalog::Function * function, find_function(call, api));
  TRY(*function, read_function(call.input, api, function->id));
  Json shown = show_function(*function, api, call.rooms);
  TRY(call.rooms.catalog.put(std::move(api)));
  return shown;
}

}  // namespace

extern const Operation update_function{"UpdateFunction", &answer<run>};

}  // namespace syncline::control
