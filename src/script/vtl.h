// Velocity 1.7 as AppSync runs it (AppSync: "Resolver mapping template programming guide").
#pragma once

#include <memory>
#include <string_view>

#include "script/program.h"

namespace syncline::script {

// Compiles once; the program may be run by many threads. Fails with type "MappingTemplate" and
// Velocity's own message with line and column.
Result<std::unique_ptr<const Program>> compile_vtl(std::string_view text);

}  // namespace syncline::script
