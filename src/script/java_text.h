// Values as Java's toString() writes them, which is how a reference renders in a template.
#pragma once

#include <string>

#include "script/heap.h"

namespace syncline::script {

// `{a=1, b=[x, null]}`, `1.0E10`. A null is "null"; a reference that is null never gets here.
void append_java_text(Heap& heap, std::string& out, const Value& value, int depth = 0);
std::string java_text(Heap& heap, const Value& value);
// The same as a value; a text is itself.
Value to_text(Heap& heap, const Value& value);

// Double.toString: the shortest digits that read back equal, `E` outside 10^-3 … 10^7.
void append_java_double(std::string& out, double number);

// Appends unless the whole would pass evaluated_bytes_max, which stops the run.
void append_within(Heap& heap, std::string& out, std::string_view more);

// String.replace: every occurrence, literally. An empty target stands between all letters.
Value replace_literal(Heap& heap, std::string_view text, std::string_view target,
                      std::string_view replacement);

// Object.hashCode, as Java computes it for these classes.
std::int32_t java_hash(Heap& heap, const Value& value, int depth = 0);

}  // namespace syncline::script
