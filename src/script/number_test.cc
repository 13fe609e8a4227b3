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
  EXPECT_EQ(compare_numbers(Value::integer(1), Value::real(1)), 0);
  EXPECT_EQ(compare_numbers(Value::long_integer(5), Value::integer(7)), -1);
  EXPECT_EQ(compare_numbers(Value::text("5"), Value::integer(7)), std::nullopt);
  EXPECT_EQ(
      compare_numbers(Value::real(std::numeric_limits<double>::quiet_NaN()), Value::integer(7)),
      std::nullopt);
}

TEST(Number, ReadsDigitsOfAnyLength) {
  Heap heap;
  EXPECT_EQ(whole_from_digits(heap, "0007").as_whole(), 7);
  EXPECT_EQ(whole_from_digits(heap, "-00123456789012345678901").as_text(),
            "-123456789012345678901");
  EXPECT_EQ(whole_from_digits(heap, "9223372036854775807").kind(), Kind::long_integer);
}

TEST(Number, GivesUpOnNumbersThatAreTooLong) {
  Heap heap;
  const auto digits = "1" + std::string(2'000, '0');
  const auto big = whole_from_digits(heap, digits);
  EXPECT_EQ(big.as_text(), digits);
  EXPECT_TRUE(arithmetic(heap, '*', big, big).is_null());
}

}  // namespace
}  // namespace syncline::script
