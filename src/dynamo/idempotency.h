// A transaction with a token is done once, however often it is sent within ten minutes, also across
// a restart: its token is stored in the same batch (AWS: TransactWriteItems, ClientRequestToken).
#pragma once

#include <string_view>

#include "dynamo/write_path.h"

namespace syncline::dynamo {

// What goes with the writes of the call's request. An empty token asks for nothing. `call` must
// outlive the companion.
Companion once_for_token(std::string_view token, const Call& call);

}  // namespace syncline::dynamo
