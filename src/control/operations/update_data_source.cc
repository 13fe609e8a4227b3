#include "control/appsync/api.h"
#include "control/appsync/data_source.h"
#include "control/input.h"
#include "control/operation.h"

namespace syncline::control {
namespace {

Result<Json> run(const Call& call) {
  TRY(catalog::Api api, find_api(call));
  TRY(std::string name, Input(call.input).required_text("name"));
  TRY(catalog::DataSource * source, find_data_source(api, name));
  TRY(*source, read_data_source(call.input, std::move(name)));
  Json shown = show_data_source(*source, api, call.rooms);
  TRY(call.rooms.catalog.put(std::move(api)));
  return shown;
}

}  // namespace

extern const Operation update_data_source{"UpdateDataSource", &answer<run>};

}  // namespace syncline::control
