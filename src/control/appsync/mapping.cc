#include "control/appsync/mapping.h"

#include "base/limits.h"
#include "base/log.h"

namespace syncline::control {
namespace {

Result<std::optional<std::string>> read_template(const Input& input, std::string_view name) {
  TRY(auto text, input.optional_text(name));
  if (text && text->size() > limits::template_bytes_max) {
    return input.violation(name, "'…'",
                           "Member must have length less than or equal to " +
                               std::to_string(limits::template_bytes_max));
  }
  return text;
}

Result<void> check_not_offered(const Input& input) {
  if (const Json* code = input.find("code")) {
    if (!code->is_string() || !code->get_string().empty()) {
      return not_offered("JavaScript code (APPSYNC_JS)");
    }
  }
  TRY(const JsonObject* runtime, input.optional_object("runtime"));
  if (runtime != nullptr) {
    TRY(const std::string name, Input(*runtime).required_text("name"));
    return not_offered("The runtime " + name);
  }
  TRY(const JsonObject* sync, input.optional_object("syncConfig"));
  if (sync == nullptr) return {};
  TRY(const std::string detection, Input(*sync).text_or("conflictDetection", "NONE"));
  if (detection != "NONE") return not_offered("The conflict detection " + detection);
  return {};
}

// Without an ApiCache, AppSync ignores a resolver's cachingConfig as well.
Result<Json> read_caching(const Input& input) {
  TRY(const JsonObject* given, input.optional_object("cachingConfig"));
  if (given == nullptr) return nullptr;
  const Input config(*given);
  TRY(const auto ttl, config.optional_integer("ttl", 1, 3'600));
  if (!ttl) return config.violation("ttl", "null", "Member must not be null");
  TRY(config.texts("cachingKeys"));
  return *given;
}

}  // namespace

Result<Mapping> read_mapping(const Input& input) {
  TRY(check_not_offered(input));
  Mapping mapping;
  TRY(mapping.request, read_template(input, "requestMappingTemplate"));
  TRY(mapping.response, read_template(input, "responseMappingTemplate"));
  JsonObject settings;
  TRY(const auto batch, input.optional_integer("maxBatchSize", 0, 2'000));
  settings["maxBatchSize"] = batch.value_or(0);
  TRY(Json caching, read_caching(input));
  if (!caching.is_null()) settings["cachingConfig"] = std::move(caching);
  TRY(const std::string metrics,
      input.choice_or("metricsConfig", {"ENABLED", "DISABLED"}, "DISABLED"));
  if (metrics == "ENABLED") {
    log_warning("a resolver's metricsConfig is kept, and has no effect on this server");
    settings["metricsConfig"] = metrics;
  }
  mapping.settings = std::move(settings);
  return mapping;
}

}  // namespace syncline::control
