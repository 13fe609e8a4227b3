#include "control/appsync/resolver.h"

#include "base/limits.h"
#include "control/appsync/api.h"
#include "control/appsync/data_source.h"
#include "control/appsync/function.h"
#include "control/appsync/mapping.h"
#include "control/input.h"

namespace syncline::control {
namespace {

Result<void> read_unit(const Input& input, catalog::Api& api, catalog::Resolver& resolver) {
  TRY(resolver.data_source, input.required_text("dataSourceName"));
  TRY(find_data_source(api, resolver.data_source));
  return {};
}

Result<void> read_pipeline(const Input& input, catalog::Api& api, catalog::Resolver& resolver) {
  resolver.pipeline = true;
  TRY(const JsonObject* config, input.optional_object("pipelineConfig"));
  if (config == nullptr) return {};
  TRY(resolver.functions, Input(*config).texts("functions"));
  if (resolver.functions.size() > limits::pipeline_functions_max) {
    return fail(
        ErrorKind::invalid, "BadRequestException",
        "A pipeline has at most " + std::to_string(limits::pipeline_functions_max) + " functions");
  }
  for (const std::string& id : resolver.functions) TRY(find_function(api, id));
  return {};
}

}  // namespace

Result<catalog::Resolver> read_resolver(const JsonObject& members, catalog::Api& api,
                                        std::string type, std::string field) {
  const Input input(members);
  catalog::Resolver resolver{.type = std::move(type), .field = std::move(field)};
  TRY(const std::string kind, input.choice_or("kind", {"UNIT", "PIPELINE"}, "UNIT"));
  TRY(kind == "UNIT" ? read_unit(input, api, resolver) : read_pipeline(input, api, resolver));
  TRY(Mapping mapping, read_mapping(input));
  resolver.request_template = std::move(mapping.request);
  resolver.response_template = std::move(mapping.response);
  resolver.settings = std::move(mapping.settings);
  return resolver;
}

Result<catalog::Resolver*> find_resolver(const Call& call, catalog::Api& api) {
  const Input input(call.input);
  TRY(const std::string type, input.required_text("typeName"));
  TRY(const std::string field, input.required_text("fieldName"));
  const auto found = api.resolvers.find(type + "." + field);
  if (found == api.resolvers.end()) {
    return fail(ErrorKind::not_found, "NotFoundException",
                "No resolver found for field " + field + " on type " + type);
  }
  return &found->second;
}

Json show_resolver(const catalog::Resolver& resolver, const catalog::Api& api, const Rooms& rooms) {
  const std::string below = "types/" + resolver.type + "/resolvers/" + resolver.field;
  JsonObject out{{"typeName", resolver.type},
                 {"fieldName", resolver.field},
                 {"resolverArn", api_arn(rooms, api.id, below)},
                 {"kind", resolver.pipeline ? "PIPELINE" : "UNIT"}};
  if (!resolver.data_source.empty()) out["dataSourceName"] = resolver.data_source;
  if (resolver.pipeline) {
    out["pipelineConfig"] =
        JsonObject{{"functions", JsonArray(resolver.functions.begin(), resolver.functions.end())}};
  }
  if (resolver.request_template) out["requestMappingTemplate"] = *resolver.request_template;
  if (resolver.response_template) out["responseMappingTemplate"] = *resolver.response_template;
  show_settings(resolver.settings, out);
  return JsonObject{{"resolver", std::move(out)}};
}

}  // namespace syncline::control
