// Between Json and Value, and a value's JSON text.
#pragma once

#include <string>
#include <string_view>

#include "base/json.h"
#include "script/heap.h"

namespace syncline::script {

// Whole numbers become the smallest of Integer, Long and BigInteger; others Double. Texts are
// copied, so that the Json may go away.
Value to_value(Heap& heap, const Json& json, int depth = 0);
Value to_value(Heap& heap, const JsonObject& object, int depth = 0);

// Keys become texts. A BigInteger of more than 64 bits stops the run: Json has no wider number, and
// a rounded one would be another.
Json to_json(Heap& heap, const Value& value, int depth = 0);

// Compact JSON, members in order, numbers as Java writes them; keeps a BigInteger's digits.
// What ctx.info hides from JSON is hidden here, and only here.
void append_json(Heap& heap, std::string& out, const Value& value, int depth = 0);
Value json_text(Heap& heap, const Value& value);

Error too_wide(std::string_view digits);

}  // namespace syncline::script
