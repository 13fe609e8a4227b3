// SDL text to a Schema, with AppSync's scalars and directives declared beforehand.
#pragma once

#include <memory>
#include <string_view>

#include "base/result.h"
#include "graphql/type/schema.h"

namespace syncline::graphql {

// Fails with type "GraphQLSchemaException"; detail is an array of
// {message, locations:[{line, column}]}, one for each fault found.
Result<std::shared_ptr<const Schema>> build_schema(std::string_view sdl);

}  // namespace syncline::graphql
