// The key under which nextToken is sealed: made on first start, then kept in the store, so that a
// client's token outlives a restart.
#pragma once

#include <string>

#include "base/result.h"
#include "store/store.h"

namespace syncline::source {

// 32 random bytes, always the same ones for the same store. Called once, at start.
Result<std::string> page_token_key(store::Store& store);

}  // namespace syncline::source
