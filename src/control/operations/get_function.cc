#include "control/appsync/api.h"
#include "control/appsync/function.h"
#include "control/operation.h"

namespace syncline::control {
namespace {

Result<Json> run(const Call& call) {
  TRY(catalog::Api api, find_api(call));
  TRY(const catalog::Function* function, find_function(call, api));
  return show_function(*function, api, call.rooms);
}

}  // namespace

extern const Operation get_function{"GetFunction", &answer<run>};

}  // namespace syncline::control
