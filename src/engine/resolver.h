// Runs a field's resolver: scripts around data sources (AppSync: "Resolver mapping template
// overview", "Changes in version 2018-05-29", "Pipeline resolvers").
#pragma once

#include <optional>

#include "engine/run.h"
#include "graphql/execution/execute.h"

namespace syncline::engine {

// The graphql::FieldResolver of one request: checks that the caller may read the field and that it
// stands no deeper than the API allows, then runs its resolver; nothing when it has none.
// `run` must outlive the value's task.
std::optional<graphql::FieldValue> resolve(Run& run, const graphql::FieldCall& call);

// Whether resolve() would answer the field, whatever object it stands in: it has a resolver, the
// caller may not read it, or it depends on where it stands (an API with a depth limit).
bool is_resolved(const Run& run, const graphql::NamedType& parent, const graphql::FieldType& field);

}  // namespace syncline::engine
