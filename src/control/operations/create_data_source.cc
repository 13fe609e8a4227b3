#include "control/appsync/api.h"
#include "control/appsync/data_source.h"
#include "control/input.h"
#include "control/operation.h"

namespace syncline::control {
namespace {

Result<Json> run(const Call& call) {
  TRY(catalog::Api api, find_api(call));
  TRY(std::string name, Input(call.input).required_name("name"));
  if (api.data_sources.contains(name)) {
    return fail(ErrorKind::conflict, "BadRequestException",
                "Data source with name " + name + " already exists");
  }
  TRY(const catalog::DataSource source, read_data_source(call.input, std::move(name)));
  api.data_sources.emplace(source.name, source);
  Json shown = show_data_source(source, api, call.rooms);
  TRY(call.rooms.catalog.put(std::move(api)));
  return shown;
}

}  // namespace

extern const Operation create_data_source{"CreateDataSource", &answer<run>};

}  // namespace syncline::control
