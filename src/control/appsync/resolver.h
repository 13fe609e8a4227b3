// AppSync's Resolver object.
#pragma once

#include "control/control.h"

namespace syncline::control {

// Reads everything but type and field. What it names (data source, functions) must be there. A
// PIPELINE needs no functions: the provider tools send `pipelineConfig` without any, or none at
// all.
Result<catalog::Resolver> read_resolver(const JsonObject& input, catalog::Api& api,
                                        std::string type, std::string field);

// By the input's `typeName` and `fieldName`. Fails with NotFoundException.
Result<catalog::Resolver*> find_resolver(const Call& call, catalog::Api& api);

// Under the member `resolver`.
Json show_resolver(const catalog::Resolver& resolver, const catalog::Api& api, const Rooms& rooms);

}  // namespace syncline::control
