// Templates whose outcome is known without rendering them. Most of what resolvers consist of is one
// of two: a request that is the same each time, and the response `$util.toJson($ctx.result)`. To
// write JSON and to read it again at once would be most of what such a resolver costs.
#pragma once

#include <memory>

#include "script/program.h"
#include "script/vtl/tree.h"

namespace syncline::script::vtl {

// A program that gives what `whole` gives but for Outcome::text, or `whole` itself. `tree` is what
// `whole` was made from.
std::unique_ptr<const Program> shorten(const Tree& tree, std::unique_ptr<const Program> whole);

}  // namespace syncline::script::vtl
