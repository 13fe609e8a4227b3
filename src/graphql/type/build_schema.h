// SDL text to a Schema (specification section 3), with what its dialect declares beforehand.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "base/result.h"
#include "graphql/type/schema.h"

namespace syncline::graphql {

enum class Dialect : std::uint8_t {
  // AppSync's scalars and directives, and no others: a definition of another one is a fault. Where
  // AppSync takes what has no effect, so do we, with a warning: Schema::warnings.
  appsync,
  // The specification's alone. Scalars of the SDL's own take any value as it is; its directives
  // may stand in SDL and in documents.
  specification,
};

struct SchemaOptions {
  Dialect dialect = Dialect::appsync;
};

// Fails with type "GraphQLSchemaException"; detail is an array of
// {message, locations:[{line, column}]}, one for each fault found, in the order of the text; at
// most limits::graphql_schema_faults_max.
Result<std::shared_ptr<const Schema>> build_schema(std::string_view sdl,
                                                   const SchemaOptions& options = {});

}  // namespace syncline::graphql
