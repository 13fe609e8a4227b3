#include "control/appsync/function.h"

#include "control/appsync/api.h"
#include "control/appsync/data_source.h"
#include "control/appsync/mapping.h"
#include "control/input.h"

namespace syncline::control {
namespace {

// Version 2018-05-29 is the only one there is; JavaScript functions carry an empty one.
Result<std::string> read_version(const Input& input) {
  constexpr std::string_view only = "2018-05-29";
  TRY(std::string version, input.text_or("functionVersion", only));
  if (version.empty() || version == only) return std::string(only);
  return fail(ErrorKind::invalid, "BadRequestException",
              "The function version " + version + " is not valid: it is " + std::string(only));
}

}  // namespace

Result<catalog::Function> read_function(const JsonObject& members, catalog::Api& api,
                                        std::string id) {
  const Input input(members);
  catalog::Function function{.id = std::move(id)};
  TRY(function.name, input.required_name("name"));
  TRY(function.data_source, input.required_text("dataSourceName"));
  TRY(find_data_source(api, function.data_source));
  TRY(function.description, input.text_or("description", ""));
  TRY(Mapping mapping, read_mapping(input));
  TRY(function.function_version, read_version(input));
  function.request_template = mapping.request.value_or("");
  function.response_template = mapping.response.value_or("");
  function.settings = std::move(mapping.settings);
  return function;
}

Result<catalog::Function*> find_function(catalog::Api& api, std::string_view id) {
  const auto found = api.functions.find(std::string(id));
  if (found == api.functions.end()) {
    return fail(ErrorKind::not_found, "NotFoundException",
                "No function found with id " + std::string(id));
  }
  return &found->second;
}

Result<catalog::Function*> find_function(const Call& call, catalog::Api& api) {
  TRY(const std::string id, Input(call.input).required_text("functionId"));
  return find_function(api, id);
}

Json show_function(const catalog::Function& function, const catalog::Api& api, const Rooms& rooms) {
  JsonObject out{{"functionId", function.id},
                 {"functionArn", api_arn(rooms, api.id, "functions/" + function.id)},
                 {"name", function.name},
                 {"dataSourceName", function.data_source},
                 {"functionVersion", function.function_version}};
  if (!function.description.empty()) out["description"] = function.description;
  if (!function.request_template.empty()) {
    out["requestMappingTemplate"] = function.request_template;
  }
  if (!function.response_template.empty()) {
    out["responseMappingTemplate"] = function.response_template;
  }
  show_settings(function.settings, out);
  return JsonObject{{"functionConfiguration", std::move(out)}};
}

}  // namespace syncline::control
