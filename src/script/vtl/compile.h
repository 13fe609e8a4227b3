// Compiling with a library of helpers and switches of one's own: what compile_vtl does with the
// house's, and tests with theirs.
#pragma once

#include <memory>
#include <string_view>

#include "script/builtin.h"
#include "script/program.h"

namespace syncline::script::vtl {

// Where AppSync's behaviour is not established, the first word is Velocity 1.7's.
struct Dialect {
  Library library;
  bool null_set_clears = false;   // #set($x = $null) leaves $x as it was
  bool loop_limit_fails = false;  // the 1001st turn of a #foreach ends the loop, without an error
  JsonObject variables = {};      // what a template finds set, beside $ctx and $util
};

Result<std::unique_ptr<const Program>> compile(std::string_view text, const Dialect& dialect);

}  // namespace syncline::script::vtl
