// Who is calling: one way of signing in a file in modes/.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/json.h"
#include "base/result.h"
#include "catalog/snapshot.h"
#include "io/http.h"

namespace syncline::auth {

// What a call says of its caller: the headers of an HTTP request, of a WebSocket upgrade, or of a
// `start` message. One form for all carriers, so that a mode need not know which it was; that of
// HTTP, whose requests are the most and so need not be turned into anything.
struct Credentials {
  const io::Headers& headers;
  std::string_view peer;
};

// The header's text, or nothing when it is absent or was sent more than once.
std::optional<std::string_view> header(const Credentials& credentials, std::string_view name);

struct Identity {
  std::string_view mode;       // "API_KEY": a text of the mode's own, which outlives all
  Json identity;               // ctx.identity
  std::string_view auth_type;  // "API Key Authorization": such a text too
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

// The API that owns the `x-api-key`, when the key is known to any. A text of the snapshot.
std::string_view api_of_key(const catalog::Snapshot& snapshot, const Credentials& credentials);

}  // namespace syncline::auth
