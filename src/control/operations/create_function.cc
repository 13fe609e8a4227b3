#include "base/text.h"
#include "control/appsync/api.h"
#include "control/appsync/function.h"
#include "control/operation.h"

namespace syncline::control {
namespace {

Result<Json> run(const Call& call) {
  TRY(catalog::Api api, find_api(call));
  TRY(const catalog::Function function, read_function(call.input, api, random_id(26)));
  api.functions.emplace(function.id, function);
  Json shown = show_function(function, api, call.rooms);
  TRY(call.rooms.catalog.put(std::move(api)));
  return shown;
}

}  // namespace

extern const Operation create_function{"CreateFunction", &answer<run>};

}  // namespace syncline::control
