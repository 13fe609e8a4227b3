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

}  // namespace syncline::engine
