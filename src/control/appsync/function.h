// AppSync's FunctionConfiguration object: one step of a pipeline.
#pragma once

#include "control/control.h"

namespace syncline::control {

// Reads everything but the id. The data source must be there.
Result<catalog::Function> read_function(const JsonObject& input, catalog::Api& api, std::string id);

Result<catalog::Function*> find_function(catalog::Api& api, std::string_view id);
// By the input's `functionId`. Both fail with NotFoundException.
Result<catalog::Function*> find_function(const Call& call, catalog::Api& api);

// Under the member `functionConfiguration`.
Json show_function(const catalog::Function& function, const catalog::Api& api, const Rooms& rooms);

}  // namespace syncline::control
