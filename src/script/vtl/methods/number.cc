// java.lang.Integer, Long, Double, java.math.BigInteger and java.lang.Boolean.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>

#include "script/letters.h"
#include "script/number.h"
#include "script/utf16.h"
#include "script/vtl/methods/methods.h"

namespace syncline::script {
namespace {

// The narrowing casts of Java: whole numbers keep their low bits, doubles stop at the ends.
std::int64_t as_long(const Value& number) {
  if (const auto whole = to_int64(number)) return *whole;
  const auto real = to_double(number);
  if (std::isnan(real)) return 0;
  constexpr auto low = std::numeric_limits<std::int64_t>::min();
  constexpr auto high = std::numeric_limits<std::int64_t>::max();
  if (real >= 0x1p63) return high;
  return real < -0x1p63 ? low : static_cast<std::int64_t>(real);
}

Reply int_value(Heap&, const Value& self, Arguments args) {
  if (!args.empty()) return std::nullopt;
  auto number = as_long(self);
  if (self.is(Kind::real)) {
    number = std::clamp<std::int64_t>(number, std::numeric_limits<std::int32_t>::min(),
                                      std::numeric_limits<std::int32_t>::max());
  }
  return Value::integer(static_cast<std::int32_t>(number));
}

Reply long_value(Heap&, const Value& self, Arguments args) {
  if (!args.empty()) return std::nullopt;
  return Value::long_integer(as_long(self));
}

Reply double_value(Heap&, const Value& self, Arguments args) {
  if (!args.empty()) return std::nullopt;
  return Value::real(to_double(self));
}

// There is no Float here: the double that prints like the float does.
Reply float_value(Heap&, const Value& self, Arguments args) {
  if (!args.empty()) return std::nullopt;
  const auto narrow = static_cast<float>(to_double(self));
  double out = narrow;
  const auto digits = fmt::format("{}", narrow);
  std::from_chars(digits.data(), digits.data() + digits.size(), out);
  return Value::real(out);
}

Reply compare_to(Heap& heap, const Value& self, Arguments args) {
  if (args.size() == 1 && args[0].is_null()) return exception("java.lang.NullPointerException");
  if (args.size() != 1 || args[0].kind() != self.kind()) return std::nullopt;
  return Value::integer(compare_numbers(heap, self, args[0]).value_or(0));
}

std::unexpected<std::string> not_a_number(const Value& text) {
  return exception("java.lang.NumberFormatException",
                   "For input string: \"" + std::string(text.as_text()) + "\"");
}

// One sign at most, then digits.
std::optional<std::int64_t> parse_whole(std::string_view digits) {
  if (digits.starts_with('+')) {
    digits.remove_prefix(1);
    if (!digits.empty() && !is_digit(digits[0])) return std::nullopt;
  }
  return digits.empty() ? std::nullopt : int64_from_digits(digits);
}

// Integer.parseInt and Long.parseLong say so of null too, which Double.parseDouble does not.
std::unexpected<std::string> null_is_no_number() {
  return exception("java.lang.NumberFormatException", "null");
}

Reply parse_int(Heap&, const Value& /*self*/, Arguments args) {
  if (args.size() == 1 && args[0].is_null()) return null_is_no_number();
  if (args.size() != 1 || !args[0].is_text()) return std::nullopt;
  const auto number = parse_whole(args[0].as_text());
  if (!number || static_cast<std::int32_t>(*number) != *number) return not_a_number(args[0]);
  return Value::integer(static_cast<std::int32_t>(*number));
}

Reply parse_long(Heap&, const Value& /*self*/, Arguments args) {
  if (args.size() == 1 && args[0].is_null()) return null_is_no_number();
  if (args.size() != 1 || !args[0].is_text()) return std::nullopt;
  const auto number = parse_whole(args[0].as_text());
  if (!number) return not_a_number(args[0]);
  return Value::long_integer(*number);
}

std::size_t digits_at(std::string_view text, std::size_t at) {
  std::size_t count = 0;
  while (at + count < text.size() && is_digit(text[at + count])) ++count;
  return count;
}

// digits [. digits] [e sign digits], with at least one digit before the exponent.
bool is_decimal(std::string_view text) {
  auto at = digits_at(text, 0);
  auto mantissa = at;
  if (at < text.size() && text[at] == '.') {
    const auto more = digits_at(text, at + 1);
    mantissa += more;
    at += 1 + more;
  }
  if (mantissa == 0) return false;
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    const auto exponent = digits_at(text, at);
    if (exponent == 0) return false;
    at += exponent;
  }
  return at == text.size();
}

// Double.valueOf(String) without sign: a decimal, a hexadecimal with its exponent, or a name. What
// is too large is infinite. strtod reads more than that, so that the form is looked at first.
std::optional<double> parse_size(std::string_view text) {
  if (text == "NaN") return std::numeric_limits<double>::quiet_NaN();
  if (text == "Infinity") return std::numeric_limits<double>::infinity();
  constexpr std::string_view suffixes = "dDfF";
  const bool hexadecimal = text.starts_with("0x") || text.starts_with("0X");
  const auto exponent = text.find_first_of("pP");
  if (hexadecimal && exponent == std::string_view::npos) return std::nullopt;
  if (text.size() > 1 && suffixes.find(text.back()) != std::string_view::npos) {
    text.remove_suffix(1);
  }
  if (!hexadecimal && !is_decimal(text)) return std::nullopt;
  const std::string spelled(text);
  char* end = nullptr;
  const auto number = std::strtod(spelled.c_str(), &end);
  if (end != spelled.c_str() + spelled.size()) return std::nullopt;
  return number;
}

Reply parse_double(Heap&, const Value& /*self*/, Arguments args) {
  if (args.size() == 1 && args[0].is_null()) return exception("java.lang.NullPointerException");
  if (args.size() != 1 || !args[0].is_text()) return std::nullopt;
  const auto blank = [](char c) { return static_cast<unsigned char>(c) <= ' '; };
  auto text = args[0].as_text();
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  if (text.empty()) return exception("java.lang.NumberFormatException", "empty String");
  const bool negative = text.front() == '-';
  if (negative || text.front() == '+') text.remove_prefix(1);
  const auto size = parse_size(text);
  if (!size) return not_a_number(args[0]);
  return Value::real(negative ? -*size : *size);
}

// Each class has its own: Integer.valueOf, Long.valueOf, Double.valueOf.
Reply value_of(Heap& heap, const Value& self, Arguments args) {
  if (args.size() != 1) return std::nullopt;
  if (args[0].kind() == self.kind()) return args[0];
  if (self.is(Kind::real)) return parse_double(heap, self, args);
  return self.is(Kind::integer) ? parse_int(heap, self, args) : parse_long(heap, self, args);
}

Reply is_nan(Heap&, const Value& self, Arguments args) {
  if (!args.empty() || !self.is(Kind::real)) return std::nullopt;
  return Value::boolean(std::isnan(self.as_real()));
}

Reply is_infinite(Heap&, const Value& self, Arguments args) {
  if (!args.empty() || !self.is(Kind::real)) return std::nullopt;
  return Value::boolean(std::isinf(self.as_real()));
}

constexpr Method methods_of_numbers[] = {
    {"intValue", int_value},     {"longValue", long_value},     {"doubleValue", double_value},
    {"floatValue", float_value}, {"compareTo", compare_to},     {"parseInt", parse_int},
    {"parseLong", parse_long},   {"parseDouble", parse_double}, {"valueOf", value_of},
    {"isNaN", is_nan},           {"isInfinite", is_infinite},
};

// --- Boolean ----------------------------------------------------------------------------------

Reply boolean_value(Heap&, const Value& self, Arguments args) {
  if (!args.empty()) return std::nullopt;
  return self;
}

Reply parse_boolean(Heap&, const Value& /*self*/, Arguments args) {
  if (args.size() != 1 || !(args[0].is_text() || args[0].is_null())) return std::nullopt;
  return Value::boolean(args[0].is_text() && to_lower_case(args[0].as_text()) == "true");
}

Reply compare_booleans(Heap&, const Value& self, Arguments args) {
  if (args.size() == 1 && args[0].is_null()) return exception("java.lang.NullPointerException");
  if (args.size() != 1 || !args[0].is(Kind::boolean)) return std::nullopt;
  return Value::integer(static_cast<int>(self.as_boolean()) -
                        static_cast<int>(args[0].as_boolean()));
}

constexpr Method methods_of_booleans[] = {
    {"booleanValue", boolean_value},
    {"parseBoolean", parse_boolean},
    {"compareTo", compare_booleans},
};

}  // namespace

Methods number_methods() { return methods_of_numbers; }
Methods boolean_methods() { return methods_of_booleans; }

}  // namespace syncline::script
