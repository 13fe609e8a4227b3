// Velocity 1.7 as AppSync runs it (AppSync: "Resolver mapping template programming guide").
#pragma once

#include <memory>
#include <string_view>

#include "script/program.h"

namespace syncline::script {

// What of AppSync's behaviour is not established: false is what Velocity 1.7 does by itself.
struct VtlDialect {
  bool null_set_clears = false;   // #set($x = $null) clears $x; else it leaves $x as it was
  bool loop_limit_fails = false;  // the 1001st turn of a #foreach fails; else the loop just ends
};

// Whether each run gives Outcome::text. What is the same without it need not be rendered.
enum class Rendering : bool { when_needed, always };

// Compiles once; the program may be run by many threads. Fails with type "MappingTemplate" and
// Velocity's own message with line and column.
Result<std::unique_ptr<const Program>> compile_vtl(std::string_view text, VtlDialect dialect = {},
                                                   Rendering rendering = Rendering::always);

}  // namespace syncline::script
