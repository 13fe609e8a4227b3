#include "control/appsync/data_source.h"

#include "base/log.h"
#include "control/appsync/api.h"
#include "control/input.h"

namespace syncline::control {
namespace {

constexpr std::initializer_list<std::string_view> types{"NONE",
                                                        "AMAZON_DYNAMODB",
                                                        "AWS_LAMBDA",
                                                        "AMAZON_ELASTICSEARCH",
                                                        "AMAZON_OPENSEARCH_SERVICE",
                                                        "HTTP",
                                                        "RELATIONAL_DATABASE",
                                                        "AMAZON_EVENTBRIDGE",
                                                        "AMAZON_BEDROCK_RUNTIME"};

Result<Json> read_dynamodb_config(const Input& input) {
  TRY(const JsonObject* given, input.optional_object("dynamodbConfig"));
  if (given == nullptr) return input.violation("dynamodbConfig", "null", "Member must not be null");
  const Input config(*given);
  JsonObject out;
  TRY(out["tableName"], config.required_text("tableName"));
  TRY(out["awsRegion"], config.required_text("awsRegion"));
  TRY(const bool callers, config.flag("useCallerCredentials"));
  if (callers) return not_offered("dynamodbConfig.useCallerCredentials");
  TRY(const bool versioned, config.flag("versioned"));
  if (versioned) return not_offered("dynamodbConfig.versioned");
  if (config.find("deltaSyncConfig") != nullptr) {
    return not_offered("dynamodbConfig.deltaSyncConfig");
  }
  return out;
}

}  // namespace

Result<catalog::DataSource> read_data_source(const JsonObject& members, std::string name) {
  const Input input(members);
  catalog::DataSource source{.name = std::move(name)};
  TRY(input.required_text("type"));
  TRY(source.type, input.choice_or("type", types, ""));
  if (source.type != "NONE" && source.type != "AMAZON_DYNAMODB") {
    return not_offered("The data source type " + source.type);
  }
  TRY(source.description, input.text_or("description", ""));
  TRY(source.service_role_arn, input.text_or("serviceRoleArn", ""));
  if (source.type == "AMAZON_DYNAMODB") {
    TRY(source.config, read_dynamodb_config(input));
  }
  TRY(const std::string metrics,
      input.choice_or("metricsConfig", {"ENABLED", "DISABLED"}, "DISABLED"));
  if (metrics == "ENABLED") {
    log_warning("data source {}: metricsConfig is kept, and has no effect on this server",
                source.name);
  }
  source.settings = JsonObject{{"metricsConfig", metrics}};
  return source;
}

Result<catalog::DataSource*> find_data_source(catalog::Api& api, std::string_view name) {
  const auto found = api.data_sources.find(std::string(name));
  if (found == api.data_sources.end()) {
    return fail(ErrorKind::not_found, "NotFoundException",
                "No data source found named " + std::string(name));
  }
  return &found->second;
}

Json show_data_source(const catalog::DataSource& source, const catalog::Api& api,
                      const Rooms& rooms) {
  JsonObject out{{"dataSourceArn", api_arn(rooms, api.id, "datasources/" + source.name)},
                 {"name", source.name},
                 {"type", source.type}};
  if (!source.description.empty()) out["description"] = source.description;
  if (!source.service_role_arn.empty()) out["serviceRoleArn"] = source.service_role_arn;
  if (source.config.is_object()) out["dynamodbConfig"] = source.config;
  show_settings(source.settings, out);
  return JsonObject{{"dataSource", std::move(out)}};
}

}  // namespace syncline::control
