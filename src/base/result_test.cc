#include "base/result.h"

#include <gtest/gtest.h>

namespace syncline {
namespace {

Result<int> half(int number) {
  if (number % 2 != 0) return fail(ErrorKind::invalid, "Odd", "it is odd");
  return number / 2;
}

Result<void> must_be_even(int number) {
  TRY(half(number));
  return {};
}

Result<int> quarter(int number) {
  TRY(must_be_even(number));
  TRY(const int once, half(number));
  TRY(const int twice, half(once));
  return twice;
}

TEST(Try, GivesTheValueOrPassesTheErrorOn) {
  EXPECT_EQ(quarter(8), 2);
  EXPECT_EQ(quarter(6).error().type, "Odd");
  EXPECT_EQ(quarter(7).error().kind, ErrorKind::invalid);
}

TEST(CheckDeathTest, AbortsWithTheExpression) { EXPECT_DEATH(CHECK(1 == 2), "1 == 2"); }

}  // namespace
}  // namespace syncline
