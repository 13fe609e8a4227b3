// AppSync's ApiKey object and the rules of its life (control-plane model; developer guide,
// "API_KEY authorization").
#pragma once

#include <cstdint>

#include "control/control.h"

namespace syncline::control {

// `given` rounded down to the hour, or the default when none was given. A life shorter than a day
// or longer than 365 fails with ApiKeyValidityOutOfBoundsException.
Result<std::int64_t> key_expiry(const Call& call, std::optional<std::int64_t> given);

// The key that the input's `id` names, in `api`. Fails with NotFoundException.
Result<catalog::ApiKey*> find_key(const Call& call, catalog::Api& api);

Json show_key(const catalog::ApiKey& key);

}  // namespace syncline::control
