// What a mutation's subscribers get to see: its response with the aliases undone.
#pragma once

#include "graphql/execution/collect_fields.h"
#include "graphql/execution/operation.h"

namespace syncline::engine {

// `value` is the completed response of `field`, keyed by response keys; the payload is keyed by the
// names of the schema's fields. Of several selections of one field, the one without an alias
// counts, else the first. Objects of an interface or a union are those that their __typename says.
Json event_payload(const graphql::Operation& operation, graphql::FieldCollector& collector,
                   graphql::CollectedField& field, const Json& value);

}  // namespace syncline::engine
