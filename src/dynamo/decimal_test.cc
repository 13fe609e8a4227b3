#include "dynamo/decimal.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

namespace syncline::dynamo {
namespace {

Decimal decimal(std::string_view text) { return Decimal::parse(text).value(); }

std::string canonical(std::string_view text) {
  const auto parsed = Decimal::parse(text);
  return parsed ? parsed->to_string() : parsed.error().message;
}

std::string ordered(const Decimal& number) {
  std::string bytes;
  number.append_ordered(bytes);
  return bytes;
}

TEST(Decimal, HasOneFormForEqualNumbers) {
  for (const auto* text : {"1", "1.0", "1E0", "+1", "01", "0.1e1", "10E-1", "1."}) {
    EXPECT_EQ(canonical(text), "1") << text;
  }
  for (const auto* text : {"0", "-0", "0.000", "0E200", "-0e-999999999", ".0"}) {
    EXPECT_EQ(canonical(text), "0") << text;
  }
}

TEST(Decimal, IsWrittenPlainly) {
  EXPECT_EQ(canonical("1E3"), "1000");
  EXPECT_EQ(canonical("-12.50"), "-12.5");
  EXPECT_EQ(canonical("1E-5"), "0.00001");
  EXPECT_EQ(canonical("123456E-3"), "123.456");
  EXPECT_EQ(canonical("00120.0340"), "120.034");
}

TEST(Decimal, KeepsThirtyEightDigits) {
  const std::string most(38, '9');
  EXPECT_EQ(canonical(most), most);
  EXPECT_EQ(canonical("0." + most), "0." + most);
  EXPECT_EQ(canonical(most + "9"),
            "Attempting to store more than 38 significant digits in a Number");
  EXPECT_EQ(canonical(most + "0"), most + "0");  // a zero behind is not significant
}

TEST(Decimal, HasABoundedMagnitude) {
  EXPECT_EQ(canonical("1E125"), "1" + std::string(125, '0'));
  EXPECT_EQ(canonical("1E-130"), "0." + std::string(129, '0') + "1");
  for (const auto* text : {"1E126", "-1E126", "1E99999999999999999999"}) {
    EXPECT_EQ(canonical(text),
              "Number overflow. Attempting to store a number with magnitude larger than supported "
              "range");
  }
  for (const auto* text : {"1E-131", "-1E-131", "0.1E-99999999999"}) {
    EXPECT_EQ(canonical(text),
              "Number underflow. Attempting to store a number with magnitude smaller than "
              "supported range");
  }
}

TEST(Decimal, RefusesWhatIsNoNumber) {
  for (const auto* text : {"b", "1b", "1e", "e1", ".", "-", "--1", "1 ", " 1", "0x1", "1,0", "NaN",
                           "Infinity", "1e+-1", "1.2.3"}) {
    EXPECT_EQ(canonical(text),
              std::string("The parameter cannot be converted to a numeric value: ") + text);
  }
  EXPECT_EQ(canonical(""), "The parameter cannot be converted to a numeric value");
}

TEST(Decimal, AddsExactly) {
  const auto sum = [](std::string_view a, std::string_view b) {
    const auto result = decimal(a).plus(decimal(b));
    return result ? result->to_string() : result.error().message;
  };
  EXPECT_EQ(sum("0.1", "0.2"), "0.3");
  EXPECT_EQ(sum("999", "1"), "1000");
  EXPECT_EQ(sum("1", "-1"), "0");
  EXPECT_EQ(sum("-5", "3"), "-2");
  EXPECT_EQ(sum("3", "-5"), "-2");
  EXPECT_EQ(sum("1000", "-0.001"), "999.999");
  EXPECT_EQ(sum("0", "-7"), "-7");
  EXPECT_EQ(sum("9007199254740993", "1"), "9007199254740994");
}

TEST(Decimal, RefusesASumThatNeedsMoreDigits) {
  EXPECT_EQ(decimal("1E60").plus(decimal("1")).error().message,
            "Attempting to store more than 38 significant digits in a Number");
  EXPECT_TRUE(
      decimal("9E125").plus(decimal("9E125")).error().message.starts_with("Number overflow"));
}

TEST(Decimal, Subtracts) {
  EXPECT_EQ(decimal("10").minus(decimal("0.5"))->to_string(), "9.5");
  EXPECT_EQ(decimal("-1").minus(decimal("-1"))->to_string(), "0");
  EXPECT_EQ(decimal("0").minus(decimal("2"))->to_string(), "-2");
  EXPECT_EQ(decimal("2").minus(decimal("0"))->to_string(), "2");
}

TEST(Decimal, ComparesByValue) {
  const char* const ascending[] = {"-1E125", "-1000",   "-999.99", "-10",    "-9",   "-1",
                                   "-0.5",   "-1E-130", "0",       "1E-130", "0.05", "0.5",
                                   "1",      "1.5",     "9",       "10",     "99",   "1E125"};
  for (std::size_t i = 0; i < std::size(ascending); ++i) {
    for (std::size_t k = 0; k < std::size(ascending); ++k) {
      EXPECT_EQ(decimal(ascending[i]) <=> decimal(ascending[k]), i <=> k)
          << ascending[i] << " " << ascending[k];
    }
  }
}

TEST(Decimal, CountsBytesAsDynamoDoes) {
  EXPECT_EQ(decimal("0").size(), 1U);
  EXPECT_EQ(decimal("1").size(), 2U);
  EXPECT_EQ(decimal("-1").size(), 3U);
  EXPECT_EQ(decimal("11").size(), 2U);
  EXPECT_EQ(decimal("123").size(), 3U);
  EXPECT_EQ(decimal(std::string(38, '1') + std::string(88, '0')).size(), 20U);
}

TEST(Decimal, MakesAWholeNumber) {
  EXPECT_EQ(Decimal(0).to_string(), "0");
  EXPECT_EQ(Decimal(1200).to_string(), "1200");
  EXPECT_EQ(Decimal(18446744073709551615ULL).to_string(), "18446744073709551615");
}

TEST(Decimal, RefusesDamagedBytes) {
  for (const std::string& bytes :
       {std::string(), std::string("\x07", 1), std::string("\x03", 1), std::string("\x03\x80", 2),
        std::string("\x03\x80\x00", 3), std::string("\x03\x80\xF0\x00", 4)}) {
    std::string_view rest = bytes;
    EXPECT_FALSE(Decimal::read_ordered(rest).has_value());
  }
}

// Random numbers: their ordered bytes read back equal and compare as they do, no number's bytes
// begin with another's, and a + b - b is a.
TEST(Decimal, KeepsItsLawsForRandomNumbers) {
  std::mt19937 random(7);
  std::vector<Decimal> numbers{Decimal()};
  for (int i = 0; i < 300; ++i) {
    std::string digits;
    const auto count = 1 + random() % 12;
    for (std::size_t k = 0; k < count; ++k) digits += static_cast<char>('0' + random() % 10);
    const int exponent = static_cast<int>(random() % 20) - 10;
    numbers.push_back(
        decimal((random() % 2 == 0 ? "-" : "") + digits + "E" + std::to_string(exponent)));
  }
  for (const auto& a : numbers) {
    const auto bytes = ordered(a);
    std::string_view rest = bytes;
    EXPECT_EQ(Decimal::read_ordered(rest).value(), a);
    EXPECT_TRUE(rest.empty());
    for (const auto& b : numbers) {
      EXPECT_EQ(bytes <=> ordered(b), a <=> b) << a.to_string() << " " << b.to_string();
      if (a != b) EXPECT_FALSE(bytes.starts_with(ordered(b)));
      EXPECT_EQ(a.plus(b)->minus(b).value(), a);
      EXPECT_EQ(a.plus(b).value(), b.plus(a).value());
    }
  }
}

}  // namespace
}  // namespace syncline::dynamo
