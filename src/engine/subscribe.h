// A subscription at its start (AppSync: "Subscription resolver", "Subscription arguments").
#pragma once

#include <chrono>

#include "engine/engine.h"
#include "engine/error_format.h"
#include "graphql/execution/operation.h"

namespace syncline::engine {

// `operation` is a subscription. Ready when its field's resolver is, or when it has none. May throw
// what a library throws; its task does not.
Answer<Subscribed> subscribe(Request request, graphql::Operation operation, source::Rooms& rooms,
                             const Clock& clock, std::chrono::milliseconds time_max);

std::unexpected<Error> refuse_to_subscribe(const Refusal& refusal);
// Of a query or a mutation on a channel for subscriptions only.
std::unexpected<Error> refuse_to_subscribe(graphql::OperationType type);

}  // namespace syncline::engine
