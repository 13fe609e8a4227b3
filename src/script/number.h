// Velocity's arithmetic on Java's numbers: whole numbers stay whole and widen from Integer to Long
// to BigInteger instead of overflowing; a Double makes the result a Double.
#pragma once

#include <optional>
#include <string_view>

#include "script/heap.h"

namespace syncline::script {

// A decimal literal or a JSON number without fraction: the smallest type that holds it.
Value whole_from_digits(Heap& heap, std::string_view digits);  // "-12", never empty

// Null when an operand is no number, and for a division or a remainder by zero.
Value arithmetic(Heap& heap, char operation, const Value& left, const Value& right);

// Below, at or above zero; nothing when one is no number or NaN.
std::optional<int> compare_numbers(const Value& left, const Value& right);

double to_double(const Value& number);
// The value of a whole number that a Long can hold.
std::optional<std::int64_t> to_int64(const Value& number);

}  // namespace syncline::script
