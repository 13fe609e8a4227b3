#include "control/appsync/api.h"
#include "control/appsync/data_source.h"
#include "control/input.h"
#include "control/operation.h"

namespace syncline::control {
namespace {

Result<Json> run(const Call& call) {
  TRY(catalog::Api api, find_api(call));
  TRY(const std::string name, Input(call.input).required_text("name"));
  TRY(find_data_source(api, name));
  api.data_sources.erase(name);
  TRY(call.rooms.catalog.put(std::move(api)));
  return JsonObject();
}

}  // namespace

extern const Operation delete_data_source{"DeleteDataSource", &answer<run>};

}  // namespace syncline::control
