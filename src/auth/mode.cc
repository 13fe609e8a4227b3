#include "auth/mode.h"

#include <algorithm>

namespace syncline::auth {
namespace {

bool offers(const catalog::Api& api, std::string_view type) {
  if (api.authentication_type == type) return true;
  const auto* additional = find_member(api.settings, "additionalAuthenticationProviders");
  const auto* providers = additional == nullptr ? nullptr : additional->if_array();
  if (providers == nullptr) return false;
  return std::ranges::any_of(*providers, [&](const Json& provider) {
    const auto* name = find_string(provider, "authenticationType");
    return name != nullptr && *name == type;
  });
}

bool has_credentials(const Credentials& credentials) {
  return credentials.headers.get("authorization") || credentials.headers.get("x-api-key");
}

}  // namespace

std::optional<std::string_view> header(const Credentials& credentials, std::string_view name) {
  std::optional<std::string_view> found;
  for (const auto& [field, value] : credentials.headers.all()) {
    if (field != name) continue;
    if (found) return std::nullopt;
    found = value;
  }
  return found;
}

std::unexpected<Error> not_authorized() {
  return fail(ErrorKind::unauthenticated, "UnauthorizedException",
              "You are not authorized to make this call.");
}

Result<Identity> authenticate(const Credentials& credentials, const catalog::CompiledApi& api,
                              const Clock& clock) {
  for (const auto* mode : modes_table()) {
    if (!mode->claims(credentials)) continue;
    if (!offers(api.definition, mode->type)) return not_authorized();
    return mode->verify(credentials, api, clock);
  }
  if (has_credentials(credentials)) return not_authorized();
  // AppSync says this or "Missing authorization header"; clients look at the type only.
  return fail(ErrorKind::unauthenticated, "UnauthorizedException",
              "Valid authorization header not provided.");
}

std::string_view api_of_key(const catalog::Snapshot& snapshot, const Credentials& credentials) {
  const auto key = header(credentials, "x-api-key");
  if (!key) return {};
  const auto owner = snapshot.api_by_key.find(*key);
  return owner == snapshot.api_by_key.end() ? std::string_view() : owner->second;
}

}  // namespace syncline::auth
