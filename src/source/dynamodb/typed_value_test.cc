#include "source/dynamodb/typed_value.h"

#include <gtest/gtest.h>

#include "base/parse_json.h"

namespace syncline::source {
namespace {

std::string wire(std::string_view typed) {
  const auto result = typed_to_wire(*parse_json(typed), "$[key][id]");
  return result ? to_json(*result) : result.error().type + ": " + result.error().message;
}

std::string plain(std::string_view wire_text) {
  return to_json(wire_to_plain(*parse_json(wire_text)));
}

bool equal(std::string_view a, std::string_view b) {
  return wire_equal(*parse_json(a), *parse_json(b));
}

TEST(TypedValue, KeepsStringsAndBooleans) {
  EXPECT_EQ(wire(R"({"S":"x"})"), R"({"S":"x"})");
  EXPECT_EQ(wire(R"({"BOOL":false})"), R"({"BOOL":false})");
}

TEST(TypedValue, WritesNumbersAsText) {
  EXPECT_EQ(wire(R"({"N":7})"), R"({"N":"7"})");
  EXPECT_EQ(wire(R"({"N":-1.5})"), R"({"N":"-1.5"})");
  EXPECT_EQ(wire(R"({"N":"12345678901234567890123456789"})"),
            R"({"N":"12345678901234567890123456789"})");
}

TEST(TypedValue, RefusesWholeNumbersWhoseDigitsDidNotSurvive) {
  for (const auto* number :
       {"123456789012345678901234567890", "-18446744073709551617", "12345678901234567E10"}) {
    EXPECT_EQ(wire(R"({"N":)" + std::string(number) + "}"),
              "MappingTemplate: Value for field '$[key][id][N]' must be a string: as a JSON number "
              "it does not keep its digits.")
        << number;
  }
  EXPECT_EQ(wire(R"({"N":18446744073709551615})"), R"({"N":"18446744073709551615"})");
  EXPECT_EQ(wire(R"({"N":1e20})"), R"({"N":"1e+20"})");
  EXPECT_EQ(wire(R"({"N":123456789012345e30})"), R"({"N":"1.23456789012345e+44"})");
  EXPECT_EQ(wire(R"({"N":0.1})"), R"({"N":"0.1"})");
}

TEST(TypedValue, TakesAnyNull) {
  EXPECT_EQ(wire(R"({"NULL":null})"), R"({"NULL":true})");
  EXPECT_EQ(wire(R"({"NULL":true})"), R"({"NULL":true})");
}

TEST(TypedValue, TakesSetsListsAndMaps) {
  EXPECT_EQ(wire(R"({"NS":[1,"2"]})"), R"({"NS":["1","2"]})");
  EXPECT_EQ(wire(R"({"SS":["a"]})"), R"({"SS":["a"]})");
  EXPECT_EQ(wire(R"({"M":{"a":{"L":[{"N":1},{"NULL":null}]}}})"),
            R"({"M":{"a":{"L":[{"N":"1"},{"NULL":true}]}}})");
}

TEST(TypedValue, ReadsBase64AsMailDoes) {
  EXPECT_EQ(wire(R"({"B":"aGVs\r\nbG8="})"), R"({"B":"aGVsbG8="})");
}

TEST(TypedValue, SaysWhatIsWrongAndWhere) {
  EXPECT_EQ(wire(R"({"S":1})"),
            "MappingTemplate: Value for field '$[key][id][S]' must be a string.");
  EXPECT_EQ(wire(R"({"N":"x"})"),
            "MappingTemplate: Value for field '$[key][id][N]' must be a number.");
  EXPECT_EQ(wire(R"({"M":{"a":{"L":[{"N":1},{"Q":1}]}}})"),
            "MappingTemplate: Value for field '$[key][id][M][a][L][1]' has the unknown type 'Q'.");
}

TEST(TypedValue, RefusesNumbersThatAreNone) {
  for (const auto* text : {"", " 1", "1x", "inf", "nan", "0x1", "1 2"}) {
    EXPECT_NE(wire(R"({"N":")" + std::string(text) + "\"}").find("must be a number"),
              std::string::npos)
        << text;
  }
}

TEST(TypedValue, WantsExactlyOneType) {
  for (const auto* text : {R"("plain")", "{}", R"({"S":"a","N":1})", "null"}) {
    EXPECT_NE(wire(text).find("exactly one of"), std::string::npos) << text;
  }
}

TEST(PlainValue, UndoesTheTypes) {
  EXPECT_EQ(plain(R"({"S":"x"})"), R"("x")");
  EXPECT_EQ(plain(R"({"NULL":true})"), "null");
  EXPECT_EQ(plain(R"({"M":{"a":{"L":[{"N":"1"},{"BOOL":true}]}}})"), R"({"a":[1,true]})");
  EXPECT_EQ(plain(R"({"NS":["1","2.5"]})"), "[1,2.5]");
  EXPECT_EQ(plain(R"({"BS":["aGk="]})"), R"(["aGk="])");
}

TEST(PlainValue, MakesWholeNumbersIntegers) {
  EXPECT_EQ(plain(R"({"N":"1"})"), "1");
  EXPECT_EQ(plain(R"({"N":"1E2"})"), "100");
  EXPECT_EQ(plain(R"({"N":"-9223372036854775808"})"), "-9223372036854775808");
  EXPECT_EQ(plain(R"({"N":"18446744073709551615"})"), "18446744073709551615");
  EXPECT_EQ(plain(R"({"N":"0.5"})"), "0.5");
}

TEST(WireEqual, ComparesNumbersByValue) {
  EXPECT_TRUE(equal(R"({"N":"1"})", R"({"N":"1.0"})"));
  EXPECT_FALSE(equal(R"({"N":"1"})", R"({"S":"1"})"));
}

TEST(WireEqual, ComparesNumbersToTheLastDigit) {
  EXPECT_FALSE(equal(R"({"N":"12345678901234567890123456789012345678"})",
                     R"({"N":"12345678901234567890123456789012345679"})"));
  EXPECT_FALSE(equal(R"({"N":"0.1"})", R"({"N":"0.10000000000000000001"})"));
  EXPECT_FALSE(equal(R"({"NS":["9007199254740993.5"]})", R"({"NS":["9007199254740993.25"]})"));
  EXPECT_TRUE(equal(R"({"N":"1E2"})", R"({"N":"100.0"})"));
}

TEST(WireEqual, ComparesSetsInAnyOrder) {
  EXPECT_TRUE(equal(R"({"SS":["a","b"]})", R"({"SS":["b","a"]})"));
  EXPECT_FALSE(equal(R"({"SS":["a","b"]})", R"({"SS":["a"]})"));
  EXPECT_FALSE(equal(R"({"SS":["a"]})", R"({"L":[{"S":"a"}]})"));
}

TEST(WireEqual, ComparesListsInTheirOrder) {
  EXPECT_FALSE(equal(R"({"L":[{"N":"1"},{"N":"2"}]})", R"({"L":[{"N":"2"},{"N":"1"}]})"));
  EXPECT_TRUE(equal(R"({"M":{"a":{"N":"1"},"b":{"NS":["2","1"]}}})",
                    R"({"M":{"b":{"NS":["1","2.0"]},"a":{"N":"1"}}})"));
}

}  // namespace
}  // namespace syncline::source
