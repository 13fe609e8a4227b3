#include "control/appsync/api.h"

#include "base/log.h"
#include "catalog/api_tags.h"
#include "control/input.h"

namespace syncline::control {
namespace {

constexpr std::initializer_list<std::string_view> modes{
    "API_KEY", "AWS_IAM", "AMAZON_COGNITO_USER_POOLS", "OPENID_CONNECT", "AWS_LAMBDA"};

// Settings that are kept and shown, and that do nothing on this server.
constexpr std::initializer_list<std::string_view> without_effect{"logConfig", "xrayEnabled",
                                                                 "enhancedMetricsConfig"};

Result<std::string> read_mode(const Input& input) {
  TRY(input.required_text("authenticationType"));
  TRY(std::string mode, input.choice_or("authenticationType", modes, ""));
  if (mode != "API_KEY") return not_offered("The authentication type " + mode);
  return mode;
}

Result<void> check_providers(const Input& input) {
  TRY(const JsonArray* providers, input.optional_list("additionalAuthenticationProviders"));
  if (providers == nullptr) return {};
  // The only mode that is offered is the API's own: each further one says it again.
  for (const Json& provider : *providers) {
    if (!provider.is_object()) {
      return input.violation("additionalAuthenticationProviders", "''",
                             "Member must be a list of objects");
    }
    TRY(const std::string mode, read_mode(Input(provider.get_object())));
    return fail(ErrorKind::invalid, "BadRequestException",
                "Authentication type " + mode +
                    " for additional authentication provider 1 already specified on the API. It "
                    "can only be specified once.");
  }
  return {};
}

Result<void> check_not_offered(const Input& input) {
  for (const std::string_view name : {"userPoolConfig", "openIDConnectConfig",
                                      "lambdaAuthorizerConfig", "mergedApiExecutionRoleArn"}) {
    if (input.find(name) != nullptr) return not_offered("The setting " + std::string(name));
  }
  TRY(const std::string type, input.choice_or("apiType", {"GRAPHQL", "MERGED"}, "GRAPHQL"));
  if (type != "GRAPHQL") return not_offered("The API type " + type);
  TRY(const std::string seen, input.choice_or("visibility", {"GLOBAL", "PRIVATE"}, "GLOBAL"));
  if (seen != "GLOBAL") return not_offered("The visibility " + seen);
  return {};
}

Result<JsonObject> read_settings(const Input& input) {
  JsonObject settings;
  TRY(settings["introspectionConfig"],
      input.choice_or("introspectionConfig", {"ENABLED", "DISABLED"}, "ENABLED"));
  TRY(const auto depth, input.optional_integer("queryDepthLimit", 0, 75));
  settings["queryDepthLimit"] = depth.value_or(0);
  TRY(const auto count, input.optional_integer("resolverCountLimit", 0, 10'000));
  settings["resolverCountLimit"] = count.value_or(0);
  TRY(const auto contact, input.optional_text("ownerContact"));
  if (contact) settings["ownerContact"] = *contact;
  TRY(settings["xrayEnabled"], input.flag("xrayEnabled"));
  for (const std::string_view name : {"logConfig", "enhancedMetricsConfig"}) {
    TRY(const JsonObject* config, input.optional_object(name));
    if (config != nullptr) settings[name] = *config;
  }
  return settings;
}

// "http://host:4000/x" → "host": what `dns` shows.
std::string host_of(std::string_view url) {
  const auto scheme = url.find("://");
  if (scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
  const std::size_t begin = url.starts_with('[') ? url.find(']') : 0;
  return std::string(url.substr(0, url.find_first_of(":/", std::min(begin, url.size()))));
}

}  // namespace

Result<catalog::Api> find_api(const Call& call) {
  TRY(const std::string id, Input(call.input).required_text("apiId"));
  const auto found = call.rooms.catalog.definition(id);
  if (found == nullptr) {
    return fail(ErrorKind::not_found, "NotFoundException", "GraphQL API " + id + " not found.");
  }
  return *found;
}

Result<void> check_tags(const JsonObject& tags) {
  for (const auto& [key, value] : tags) {
    if (!value.is_string() || key.empty() || key.size() > 128 || key.starts_with("aws:")) {
      return fail(ErrorKind::invalid, "BadRequestException",
                  "The tag '" + std::string(key) + "' is not valid");
    }
  }
  const auto read = catalog::read_api_tags(tags);
  if (!read) return fail(ErrorKind::invalid, "BadRequestException", read.error().message);
  return {};
}

std::string api_arn(const Rooms& rooms, std::string_view api_id, std::string_view below) {
  std::string arn = "arn:aws:appsync:" + rooms.region + ":" + rooms.account + ":apis/";
  arn.append(api_id);
  if (!below.empty()) arn.append("/").append(below);
  return arn;
}

void show_settings(const Json& settings, JsonObject& out) {
  const JsonObject* given = settings.if_object();
  if (given == nullptr) return;
  for (const auto& [name, value] : *given) out[name] = value;
}

Result<void> read_api(const JsonObject& members, catalog::Api& api) {
  const Input input(members);
  TRY(api.name, input.required_text("name"));
  TRY(api.authentication_type, read_mode(input));
  TRY(check_providers(input));
  TRY(check_not_offered(input));
  TRY(const JsonObject* given_tags, input.optional_object("tags"));
  if (given_tags != nullptr) TRY(check_tags(*given_tags));
  TRY(JsonObject settings, read_settings(input));
  const Json* tags = input.find("tags");
  if (tags == nullptr) tags = find_member(api.settings, "tags");
  settings["tags"] = tags != nullptr ? *tags : Json(JsonObject());
  for (const std::string_view name : without_effect) {
    const Json* given = input.find(name);
    if (given != nullptr && *given != Json(false)) {
      log_warning("API {}: {} is kept, and has no effect on this server", api.name, name);
    }
  }
  api.settings = std::move(settings);
  return {};
}

Json show_api(const catalog::Api& api, const Rooms& rooms) {
  JsonObject out{
      {"name", api.name},
      {"apiId", api.id},
      {"authenticationType", api.authentication_type},
      {"arn", api_arn(rooms, api.id)},
      {"uris",
       {{"GRAPHQL", rooms.base_url + "/graphql/" + api.id},
        {"REALTIME", rooms.realtime_url + "/graphql/" + api.id + "/realtime"}}},
      {"dns", {{"GRAPHQL", host_of(rooms.base_url)}, {"REALTIME", host_of(rooms.realtime_url)}}},
      {"visibility", "GLOBAL"},
      {"apiType", "GRAPHQL"},
      {"owner", rooms.account}};
  show_settings(api.settings, out);
  return JsonObject{{"graphqlApi", std::move(out)}};
}

}  // namespace syncline::control
