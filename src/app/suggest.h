// Example documents for an API that somebody has just started: one for each root type.
#pragma once

#include <string>

#include "graphql/type/schema.h"

namespace syncline::app {

// `mutation { addMessage(content: "hello") { id content } }`: the first field of the root type,
// its required arguments with sample values, the leaves of its type. Empty when there is no such
// root type or no such document without knowledge of the API.
std::string suggest(const graphql::Schema& schema, graphql::OperationType operation);

}  // namespace syncline::app
