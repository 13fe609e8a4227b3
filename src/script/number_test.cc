#include "script/number.h"

#include <gtest/gtest.h>

#include <limits>

#include "script/java_text.h"

namespace syncline::script {
namespace {

std::string shown(char operation, const Value& left, const Value& right) {
  Heap heap;
  return java_text(heap, arithmetic(heap, operation, left, right));
}

TEST(Number, WidensInsteadOfOverflowing) {
  EXPECT_EQ(shown('+', Value::integer(2'147'483'647), Value::integer(1)), "2147483648");
  const auto most = Value::long_integer(std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(shown('+', most, Value::integer(1)), "9223372036854775808");
  EXPECT_EQ(shown('*', most, most), "85070591730234615847396907784232501249");
}

TEST(Number, StaysWholeInDivision) {
  EXPECT_EQ(shown('/', Value::integer(7), Value::integer(2)), "3");
  EXPECT_EQ(shown('%', Value::integer(-7), Value::integer(3)), "-1");
}

TEST(Number, HasNoResultForADivisionByZero) {
  EXPECT_EQ(shown('/', Value::integer(7), Value::integer(0)), "null");
  EXPECT_EQ(shown('%', Value::real(7), Value::real(0)), "null");
}

TEST(Number, WrapsTheOneQuotientThatDoesNotFit) {
  const auto least = Value::long_integer(std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(shown('/', least, Value::integer(-1)), "-9223372036854775808");
  EXPECT_EQ(shown('%', least, Value::integer(-1)), "0");
}

TEST(Number, HasNoResultForWhatIsNoNumber) {
  EXPECT_EQ(shown('-', Value::text("7"), Value::integer(1)), "null");
  EXPECT_EQ(shown('*', Value(), Value::integer(1)), "null");
}

TEST(Number, ComparesAcrossTypes) {
  Heap heap;
  EXPECT_EQ(compare_numbers(heap, Value::integer(1), Value::real(1)), 0);
  EXPECT_EQ(compare_numbers(heap, Value::long_integer(5), Value::integer(7)), -1);
  EXPECT_EQ(compare_numbers(heap, Value::text("5"), Value::integer(7)), std::nullopt);
  EXPECT_EQ(compare_numbers(heap, Value::real(std::numeric_limits<double>::quiet_NaN()),
                            Value::integer(7)),
            std::nullopt);
}

TEST(Number, ReadsDigitsOfAnyLength) {
  Heap heap;
  const auto keep = [&](const std::string& digits) { return heap.text(digits); };
  EXPECT_EQ(whole_from_digits("0007", keep).as_whole(), 7);
  EXPECT_EQ(whole_from_digits("-00123456789012345678901", keep).as_text(),
            "-123456789012345678901");
  EXPECT_EQ(whole_from_digits("9223372036854775807", keep).kind(), Kind::long_integer);
}

TEST(Number, GivesUpOnNumbersThatAreTooLong) {
  Heap heap;
  const auto digits = "1" + std::string(2'000, '0');
  const auto big = Value::big_integer(heap.text(digits));
  EXPECT_EQ(big.as_text(), digits);
  EXPECT_TRUE(arithmetic(heap, '*', big, big).is_null());
}

TEST(Number, ComparesBigIntegersByTheirDigits) {
  Heap heap;
  const auto order = [&](std::string_view left, std::string_view right) {
    return compare_numbers(heap, Value::big_integer(Value::text(left)),
                           Value::big_integer(Value::text(right)));
  };
  EXPECT_EQ(order("100000000000000000000", "99999999999999999999"), 1);
  EXPECT_EQ(order("-100000000000000000000", "-99999999999999999999"), -1);
  EXPECT_EQ(order("-100000000000000000000", "99999999999999999999"), -1);
  EXPECT_EQ(order("12345678901234567890", "12345678901234567891"), -1);
  EXPECT_EQ(order("12345678901234567890", "12345678901234567890"), 0);
  const auto small = Value::big_integer(Value::text("7"));  // a difference can be small
  EXPECT_EQ(compare_numbers(heap, small, Value::integer(8)), -1);
  EXPECT_EQ(compare_numbers(heap, Value::integer(7), small), 0);
  EXPECT_EQ(compare_numbers(heap, small, Value::integer(-8)), 1);
}

TEST(Number, PaysForTheDigitsItReads) {
  const std::string digits(60'000, '9');
  const auto big = Value::big_integer(Value::text(digits));
  Heap comparing;
  EXPECT_EQ(compare_numbers(comparing, big, big), 0);
  EXPECT_GE(comparing.steps(), 3'000U);
  Heap widening;
  arithmetic(widening, '*', big, Value::real(1));
  EXPECT_GE(widening.steps(), 1'500U);
  Heap multiplying;
  const auto smaller = Value::big_integer(Value::text(std::string_view(digits).substr(0, 1'000)));
  arithmetic(multiplying, '*', smaller, smaller);
  EXPECT_GE(multiplying.steps(), 900U);
}

}  // namespace
}  // namespace syncline::script
