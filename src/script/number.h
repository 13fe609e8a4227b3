// Velocity's arithmetic on Java's numbers: whole numbers stay whole and widen from Integer to Long
// to BigInteger instead of overflowing; a Double makes the result a Double.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "script/heap.h"

namespace syncline::script {

std::optional<std::int64_t> int64_from_digits(std::string_view digits);  // nothing: too large
std::string bare_digits(std::string_view digits);                        // without leading zeros

// A decimal literal or a JSON number without fraction: the smallest type that holds it. `keep`
// stores the digits of a BigInteger for as long as the value lives, and gives them as a text.
template <class Keep>
Value whole_from_digits(std::string_view digits, Keep keep) {  // "-12", never empty
  if (const auto number = int64_from_digits(digits)) return Value::whole(*number);
  return Value::big_integer(keep(bare_digits(digits)));
}

// Null when an operand is no number, and for a division or a remainder by zero.
Value arithmetic(Heap& heap, char operation, const Value& left, const Value& right);

// Below, at or above zero; nothing when one is no number or NaN. BigIntegers are compared by their
// digits, which the run pays.
std::optional<int> compare_numbers(Heap& heap, const Value& left, const Value& right);

double to_double(const Value& number);
// The value of a whole number that a Long can hold.
std::optional<std::int64_t> to_int64(const Value& number);

}  // namespace syncline::script
