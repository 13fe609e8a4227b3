#include <limits>

#include "control/appsync/api.h"
#include "control/appsync/api_key.h"
#include "control/input.h"
#include "control/operation.h"

namespace syncline::control {
namespace {

constexpr auto latest = std::numeric_limits<std::int64_t>::max();

Result<Json> run(const Call& call) {
  TRY(catalog::Api api, find_api(call));
  TRY(catalog::ApiKey * key, find_key(call, api));
  const Input input(call.input);
  TRY(key->description, input.text_or("description", key->description));
  TRY(const auto given, input.optional_integer("expires", 0, latest));
  if (given) {
    TRY(key->expires, key_expiry(call, given));
  }
  Json shown = show_key(*key);
  TRY(call.rooms.catalog.put(std::move(api)));
  return JsonObject{{"apiKey", std::move(shown)}};
}

}  // namespace

extern const Operation update_api_key{"UpdateApiKey", &answer<run>};

}  // namespace syncline::control
