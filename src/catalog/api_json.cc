#include "catalog/api_json.h"

namespace syncline::catalog {
namespace {

template <class T, class Write>
JsonArray write_all(const std::map<std::string, T>& items, Write write) {
  JsonArray out;
  for (const auto& [name, item] : items) out.push_back(write(item));
  return out;
}

Json write_key(const ApiKey& key) {
  return {{"id", key.id}, {"description", key.description}, {"expires", key.expires}};
}

Json write_data_source(const DataSource& source) {
  return {{"name", source.name},
          {"type", source.type},
          {"description", source.description},
          {"service_role_arn", source.service_role_arn},
          {"config", source.config},
          {"settings", source.settings}};
}

Json write_function(const Function& function) {
  return {{"id", function.id},
          {"name", function.name},
          {"data_source", function.data_source},
          {"description", function.description},
          {"function_version", function.function_version},
          {"request_template", function.request_template},
          {"response_template", function.response_template},
          {"settings", function.settings}};
}

Json write_resolver(const Resolver& resolver) {
  JsonObject out{{"type", resolver.type},
                 {"field", resolver.field},
                 {"pipeline", resolver.pipeline},
                 {"data_source", resolver.data_source},
                 {"functions", JsonArray(resolver.functions.begin(), resolver.functions.end())},
                 {"settings", resolver.settings}};
  // An empty template and no template are two things.
  if (resolver.request_template) out["request_template"] = *resolver.request_template;
  if (resolver.response_template) out["response_template"] = *resolver.response_template;
  return out;
}

std::optional<std::string> optional_text(const Json& record, std::string_view name) {
  const auto* found = find_string(record, name);
  if (found == nullptr) return std::nullopt;
  return std::string(*found);
}

Json member(const Json& record, std::string_view name) {
  const Json* found = find_member(record, name);
  return found != nullptr ? *found : Json();
}

// The items of the list `name`; none when it is missing.
const JsonArray& items(const Json& record, std::string_view name) {
  static const JsonArray none;
  const Json* found = find_member(record, name);
  return found != nullptr && found->is_array() ? found->get_array() : none;
}

ApiKey read_key(const Json& record) {
  ApiKey key{.id = record_text(record, "id"), .description = record_text(record, "description")};
  const Json expires = member(record, "expires");
  if (expires.is_int64()) key.expires = expires.get_int64();
  return key;
}

DataSource read_data_source(const Json& record) {
  return {.name = record_text(record, "name"),
          .type = record_text(record, "type"),
          .description = record_text(record, "description"),
          .service_role_arn = record_text(record, "service_role_arn"),
          .config = member(record, "config"),
          .settings = member(record, "settings")};
}

Function read_function(const Json& record) {
  return {.id = record_text(record, "id"),
          .name = record_text(record, "name"),
          .data_source = record_text(record, "data_source"),
          .description = record_text(record, "description"),
          .function_version = record_text(record, "function_version", "2018-05-29"),
          .request_template = record_text(record, "request_template"),
          .response_template = record_text(record, "response_template"),
          .settings = member(record, "settings")};
}

Resolver read_resolver(const Json& record) {
  Resolver resolver{.type = record_text(record, "type"),
                    .field = record_text(record, "field"),
                    .data_source = record_text(record, "data_source"),
                    .request_template = optional_text(record, "request_template"),
                    .response_template = optional_text(record, "response_template"),
                    .settings = member(record, "settings")};
  const Json pipeline = member(record, "pipeline");
  resolver.pipeline = pipeline.is_bool() && pipeline.get_bool();
  for (const Json& id : items(record, "functions")) {
    if (id.is_string()) resolver.functions.emplace_back(id.get_string());
  }
  return resolver;
}

}  // namespace

std::string record_text(const Json& record, std::string_view name, std::string_view otherwise) {
  const auto* found = find_string(record, name);
  return found != nullptr ? std::string(*found) : std::string(otherwise);
}

Json api_to_json(const Api& api) {
  JsonObject environment;
  for (const auto& [name, value] : api.environment) environment[name] = value;
  return {{"id", api.id},
          {"name", api.name},
          {"authentication_type", api.authentication_type},
          {"settings", api.settings},
          {"schema", api.schema},
          {"schema_fault", api.schema_fault},
          {"environment", std::move(environment)},
          {"keys", write_all(api.keys, write_key)},
          {"data_sources", write_all(api.data_sources, write_data_source)},
          {"functions", write_all(api.functions, write_function)},
          {"resolvers", write_all(api.resolvers, write_resolver)}};
}

Result<Api> api_from_json(const Json& record) {
  Api api{.id = record_text(record, "id"),
          .name = record_text(record, "name"),
          .authentication_type = record_text(record, "authentication_type", "API_KEY"),
          .settings = member(record, "settings"),
          .schema = record_text(record, "schema"),
          .schema_fault = record_text(record, "schema_fault")};
  if (api.id.empty()) {
    return fail(ErrorKind::internal, "CatalogError", "a kept record is not that of an API");
  }
  const Json environment = member(record, "environment");
  if (environment.is_object()) {
    for (const auto& [name, value] : environment.get_object()) {
      if (value.is_string()) api.environment[name] = value.get_string();
    }
  }
  for (const Json& item : items(record, "keys")) {
    ApiKey key = read_key(item);
    api.keys.emplace(key.id, key);
  }
  for (const Json& item : items(record, "data_sources")) {
    DataSource source = read_data_source(item);
    api.data_sources.emplace(source.name, source);
  }
  for (const Json& item : items(record, "functions")) {
    Function function = read_function(item);
    api.functions.emplace(function.id, function);
  }
  for (const Json& item : items(record, "resolvers")) {
    Resolver resolver = read_resolver(item);
    api.resolvers.emplace(resolver.type + "." + resolver.field, resolver);
  }
  return api;
}

}  // namespace syncline::catalog
