#include "script/number.h"

#include <boost/multiprecision/cpp_int.hpp>
#include <charconv>
#include <cmath>
#include <limits>
#include <string>

namespace syncline::script {
namespace {

using Big = boost::multiprecision::cpp_int;

// Beyond it arithmetic gives null: no template has a use for such numbers, and their cost grows
// with the square of their digits.
constexpr std::size_t big_digits_max = 1'000;

Big to_big(const Value& number) {
  return number.is(Kind::big_integer) ? Big(std::string(number.as_text())) : Big(number.as_whole());
}

Value big_value(Heap& heap, const Big& number) {
  const auto digits = number.str();
  return digits.size() > big_digits_max ? Value() : Value::big_integer(heap.text(digits));
}

Value big_arithmetic(Heap& heap, char operation, const Value& left, const Value& right) {
  const auto too_long = [](const Value& number) {
    return number.is(Kind::big_integer) && number.as_text().size() > big_digits_max;
  };
  if (too_long(left) || too_long(right)) return {};
  const auto size = [](const Value& number) {
    return number.is(Kind::big_integer) ? number.as_text().size() : std::size_t{20};
  };
  // Products and decimal digits cost the square of the size.
  const auto digits = size(left) + size(right);
  if (!heap.spend(1 + digits * digits / 4096)) return {};
  const auto a = to_big(left);
  const auto b = to_big(right);
  switch (operation) {
    case '+': return big_value(heap, Big(a + b));
    case '-': return big_value(heap, Big(a - b));
    case '*': return big_value(heap, Big(a * b));
    case '/': return b == 0 ? Value() : big_value(heap, Big(a / b));
    default: return b == 0 ? Value() : big_value(heap, Big(a % b));
  }
}

// Two Integers give an Integer when it fits; as soon as one is a Long the result is one.
Value whole_result(std::int64_t result, const Value& left, const Value& right) {
  const bool wide = left.is(Kind::long_integer) || right.is(Kind::long_integer);
  return wide ? Value::long_integer(result) : Value::whole(result);
}

Value whole_arithmetic(Heap& heap, char operation, const Value& left, const Value& right) {
  const auto a = left.as_whole();
  const auto b = right.as_whole();
  std::int64_t result = 0;
  bool overflow = false;
  switch (operation) {
    case '+': overflow = __builtin_add_overflow(a, b, &result); break;
    case '-': overflow = __builtin_sub_overflow(a, b, &result); break;
    case '*': overflow = __builtin_mul_overflow(a, b, &result); break;
    default:
      if (b == 0) return {};
      // The one quotient that does not fit; Java lets it wrap.
      if (b == -1 && a == std::numeric_limits<std::int64_t>::min()) {
        return whole_result(operation == '/' ? a : 0, left, right);
      }
      result = operation == '/' ? a / b : a % b;
  }
  return overflow ? big_arithmetic(heap, operation, left, right)
                  : whole_result(result, left, right);
}

Value real_arithmetic(char operation, double a, double b) {
  switch (operation) {
    case '+': return Value::real(a + b);
    case '-': return Value::real(a - b);
    case '*': return Value::real(a * b);
    case '/': return b == 0 ? Value() : Value::real(a / b);
    default: return b == 0 ? Value() : Value::real(std::fmod(a, b));
  }
}

// For reading the digits of BigIntegers.
bool pay_for(Heap& heap, const Value& left, const Value& right) {
  return (!left.is(Kind::big_integer) || heap.spend_on(left.as_text())) &&
         (!right.is(Kind::big_integer) || heap.spend_on(right.as_text()));
}

int sign_of(int order) { return order < 0 ? -1 : order > 0 ? 1 : 0; }

// Digits without leading zeros: the longer is the larger, and of one length the later.
int compare_digits(std::string_view left, std::string_view right) {
  const bool negative = left.starts_with('-');
  if (negative != right.starts_with('-')) return negative ? -1 : 1;
  const auto order = left.size() != right.size() ? (left.size() < right.size() ? -1 : 1)
                                                 : sign_of(left.compare(right));
  return negative ? -order : order;
}

}  // namespace

std::optional<std::int64_t> int64_from_digits(std::string_view digits) {
  std::int64_t number = 0;
  const auto* end = digits.data() + digits.size();
  const auto read = std::from_chars(digits.data(), end, number);
  if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
  return number;
}

std::string bare_digits(std::string_view digits) {
  const bool negative = digits.starts_with('-');
  auto start = digits.find_first_not_of('0', negative ? 1 : 0);
  if (start == std::string_view::npos) start = digits.size() - 1;
  return std::string(negative ? "-" : "") + std::string(digits.substr(start));
}

Value arithmetic(Heap& heap, char operation, const Value& left, const Value& right) {
  if (!left.is_number() || !right.is_number()) return {};
  if (!pay_for(heap, left, right)) return {};
  if (left.is(Kind::real) || right.is(Kind::real)) {
    return real_arithmetic(operation, to_double(left), to_double(right));
  }
  if (left.is(Kind::big_integer) || right.is(Kind::big_integer)) {
    return big_arithmetic(heap, operation, left, right);
  }
  return whole_arithmetic(heap, operation, left, right);
}

std::optional<int> compare_numbers(Heap& heap, const Value& left, const Value& right) {
  if (!left.is_number() || !right.is_number()) return std::nullopt;
  if (!pay_for(heap, left, right)) return std::nullopt;
  if (left.is(Kind::real) || right.is(Kind::real)) {
    const auto a = to_double(left);
    const auto b = to_double(right);
    if (std::isnan(a) || std::isnan(b)) return std::nullopt;
    return a < b ? -1 : a > b ? 1 : 0;
  }
  if (left.is(Kind::big_integer) || right.is(Kind::big_integer)) {
    const auto digits = [](const Value& number) {
      return number.is(Kind::big_integer) ? std::string(number.as_text())
                                          : std::to_string(number.as_whole());
    };
    return compare_digits(digits(left), digits(right));
  }
  return left.as_whole() < right.as_whole() ? -1 : left.as_whole() > right.as_whole() ? 1 : 0;
}

double to_double(const Value& number) {
  if (number.is(Kind::real)) return number.as_real();
  if (!number.is(Kind::big_integer)) return static_cast<double>(number.as_whole());
  double out = 0;
  const auto digits = number.as_text();
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), out);
  if (read.ec != std::errc::result_out_of_range) return out;
  const auto infinity = std::numeric_limits<double>::infinity();
  return digits.starts_with('-') ? -infinity : infinity;
}

std::optional<std::int64_t> to_int64(const Value& number) {
  if (number.is(Kind::integer) || number.is(Kind::long_integer)) return number.as_whole();
  return std::nullopt;
}

}  // namespace syncline::script
