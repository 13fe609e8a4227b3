// Compiling with a library of helpers and variables of one's own: what compile_vtl does with the
// house's, and tests with theirs.
#pragma once

#include <memory>
#include <string_view>

#include "script/builtin.h"
#include "script/program.h"
#include "script/vtl.h"

namespace syncline::script::vtl {

struct Dialect {
  Library library;
  VtlDialect choices = {};
  JsonObject variables = {};  // what a template finds set, beside $ctx and $util
};

Result<std::unique_ptr<const Program>> compile(std::string_view text, const Dialect& dialect,
                                               Rendering rendering = Rendering::always);

}  // namespace syncline::script::vtl
