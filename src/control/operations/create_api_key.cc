#include <limits>

#include "base/limits.h"
#include "base/text.h"
#include "control/appsync/api.h"
#include "control/appsync/api_key.h"
#include "control/input.h"
#include "control/operation.h"

namespace syncline::control {
namespace {

constexpr auto latest = std::numeric_limits<std::int64_t>::max();

Result<Json> run(const Call& call) {
  TRY(catalog::Api api, find_api(call));
  const Input input(call.input);
  if (api.keys.size() >= limits::api_keys_per_api_max) {
    return fail(ErrorKind::exhausted, "ApiKeyLimitExceededException",
                "An API has at most " + std::to_string(limits::api_keys_per_api_max) + " API keys");
  }
  catalog::ApiKey key{.id = "da2-" + random_id(26)};
  TRY(key.description, input.text_or("description", ""));
  TRY(const auto given, input.optional_integer("expires", 0, latest));
  TRY(key.expires, key_expiry(call, given));
  api.keys.emplace(key.id, key);
  TRY(call.rooms.catalog.put(std::move(api)));
  return JsonObject{{"apiKey", show_key(key)}};
}

}  // namespace

extern const Operation create_api_key{"CreateApiKey", &answer<run>};

}  // namespace syncline::control
