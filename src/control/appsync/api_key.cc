#include "control/appsync/api_key.h"

#include "base/limits.h"
#include "control/input.h"

namespace syncline::control {
namespace {

using std::chrono::seconds;

constexpr std::int64_t hour = 3'600;
// An expired key is kept for 60 days, in which it can be extended.
constexpr std::int64_t kept_after_expiry = 60 * 24 * hour;

std::int64_t in_seconds(seconds duration) { return duration.count(); }

std::unexpected<Error> out_of_bounds(std::string message) {
  return fail(ErrorKind::invalid, "ApiKeyValidityOutOfBoundsException", std::move(message));
}

}  // namespace

Result<std::int64_t> key_expiry(const Call& call, std::optional<std::int64_t> given) {
  const std::int64_t now = call.rooms.clock.now_ms() / 1'000;
  const std::int64_t expires = given.value_or(now + in_seconds(limits::api_key_default_life));
  if (expires < now + in_seconds(limits::api_key_life_min)) {
    return out_of_bounds("API key must be valid for a minimum of 1 days.");
  }
  if (expires > now + in_seconds(limits::api_key_life_max)) {
    return out_of_bounds("API key must be valid for a maximum of 365 days.");
  }
  return expires - expires % hour;
}

Result<catalog::ApiKey*> find_key(const Call& call, catalog::Api& api) {
  TRY(const std::string id, Input(call.input).required_text("id"));
  const auto found = api.keys.find(id);
  if (found == api.keys.end()) {
    return fail(ErrorKind::not_found, "NotFoundException", "API key not found");
  }
  return &found->second;
}

Json show_key(const catalog::ApiKey& key) {
  JsonObject out{{"id", key.id}};
  if (!key.description.empty()) out["description"] = key.description;
  out["expires"] = key.expires;
  out["deletes"] = key.expires + kept_after_expiry;
  return out;
}

}  // namespace syncline::control
