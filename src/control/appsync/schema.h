// A schema on its way in: StartSchemaCreation, and whoever wants to know beforehand.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "graphql/type/schema.h"

namespace syncline::control {

// Whether AppSync would take this schema. A fault is a BadRequestException whose message is what
// GetSchemaCreationStatus shows as `details`.
Result<void> check_schema(std::string_view sdl);

// What GetSchemaCreationStatus shows of a schema that was taken: that it was, and what stands in it
// without effect.
std::string created_details(const graphql::Schema& schema);

// The type `name` with the field `field`; fails as CreateResolver does.
Result<void> check_field(const graphql::Schema* schema, std::string_view type,
                         std::string_view field);

}  // namespace syncline::control
