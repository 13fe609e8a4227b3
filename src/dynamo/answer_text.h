// The ends of answers that are written as text.
#pragma once

#include <string>

#include "base/json.h"

namespace syncline::dynamo {

// Ends an object of which `out` has the beginning, "{" or "{" and members: adds those of `rest`.
void end_answer(std::string& out, const JsonObject& rest);

}  // namespace syncline::dynamo
