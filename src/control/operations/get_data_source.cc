#include "control/appsync/api.h"
#include "control/appsync/data_source.h"
#include "control/input.h"
#include "control/operation.h"

namespace syncline::control {
namespace {

Result<Json> run(const Call& call) {
  TRY(catalog::Api api, find_api(call));
  TRY(const std::string name, Input(call.input).required_text("name"));
  TRY(const catalog::DataSource* source, find_data_source(api, name));
  return show_data_source(*source, api, call.rooms);
}

}  // namespace

extern const Operation get_data_source{"GetDataSource", &answer<run>};

}  // namespace syncline::control
