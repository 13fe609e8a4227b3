// Tells subscribers what a mutation did (AppSync: "Using subscriptions").
#pragma once

#include "catalog/snapshot.h"
#include "graphql/execution/execute.h"
#include "graphql/execution/operation.h"
#include "hub/bus.h"

namespace syncline::engine {

// One event for each subscription field that hears of a mutation field, for each time that the
// operation selects it; its payload is the field's response, keyed by the names of fields. A field
// that is null tells nothing.
// An event above limits::event_bytes_max is not published. Unlike AppSync, which drops it without a
// word, we log it and add an error of type "InboundMessageError" to the response.
void publish(const catalog::CompiledApi& api, const graphql::Operation& operation,
             graphql::Response& response, hub::Bus& bus);

}  // namespace syncline::engine
