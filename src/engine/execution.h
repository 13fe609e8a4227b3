// A query or mutation under way.
#pragma once

#include <chrono>

#include "engine/engine.h"
#include "engine/read_operation.h"

namespace syncline::engine {

// Ready when all of its resolvers were. May throw what a library throws; its task does not.
Answer<Reply> execute(Request&& request, graphql::Operation&& operation, source::Rooms& rooms,
                      hub::Bus& bus, const Clock& clock, std::chrono::milliseconds time_max);

}  // namespace syncline::engine
