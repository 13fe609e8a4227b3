// Who is calling: one way of signing in a file in modes/.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/json.h"
#include "base/result.h"
#include "catalog/snapshot.h"

namespace syncline::auth {

// The headers of an HTTP request, of a WebSocket upgrade, or of a `start` message: lower-case
// names. One object for all carriers, so that a mode need not know which it was.
struct Credentials {
  JsonObject headers;
  std::string peer;
};

// The header's text, or nothing when it is absent or was sent more than once.
const boost::json::string* header(const Credentials& credentials, std::string_view name);

struct Identity {
  std::string mode;       // "API_KEY"
  Json identity;          // ctx.identity
  std::string auth_type;  // "API Key Authorization"
};

struct Mode {
  std::string_view type;                           // AppSync's name: "API_KEY"
  bool (*claims)(const Credentials& credentials);  // whether these headers are of this mode
  Result<Identity> (*verify)(const Credentials& credentials, const catalog::CompiledApi& api,
                             const Clock& clock);
};

std::span<const Mode* const> modes_table();  // made by room_table

// Exactly one mode is tried: the one whose headers are there. Errors are AppSync's (developer
// guide, "Authorization"): kind `unauthenticated`, type "UnauthorizedException".
Result<Identity> authenticate(const Credentials& credentials, const catalog::CompiledApi& api,
                              const Clock& clock);

// The one answer to credentials that are not good enough; it does not say in what way.
std::unexpected<Error> not_authorized();

// The API that owns the `x-api-key`, when the key is known to any.
std::string api_of_key(const catalog::Snapshot& snapshot, const Credentials& credentials);

}  // namespace syncline::auth
