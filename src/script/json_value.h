// Between Json and Value, and a value's JSON text.
#pragma once

#include <string>

#include "base/json.h"
#include "script/heap.h"

namespace syncline::script {

// Whole numbers become the smallest of Integer, Long and BigInteger; others Double. Texts are
// copied, so that the Json may go away.
Value to_value(Heap& heap, const Json& json, int depth = 0);
Value to_value(Heap& heap, const JsonObject& object, int depth = 0);

// Keys become texts. A BigInteger beyond 64 bits becomes a double: Json has no wider number.
Json to_json(Heap& heap, const Value& value, int depth = 0);

// Compact JSON, members in order, numbers as Java writes them; keeps a BigInteger's digits.
void append_json(Heap& heap, std::string& out, const Value& value, int depth = 0);
Value json_text(Heap& heap, const Value& value);

}  // namespace syncline::script
