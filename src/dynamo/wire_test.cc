#include "dynamo/wire.h"

#include <gtest/gtest.h>

#include "base/parse_json.h"

namespace syncline::dynamo {
namespace {

// The value written back, or the error's type and message.
std::string round_trip(std::string_view text) {
  const auto json = parse_json(text).value();
  const auto kinds = check_value_kinds(json);
  if (!kinds) return kinds.error().type + ": " + kinds.error().message;
  const auto value = value_from_json(json);
  return value ? syncline::to_json(to_json(*value))
               : value.error().type + ": " + value.error().message;
}

TEST(Wire, TakesAndGivesEveryType) {
  for (const auto* text :
       {R"({"S":"text"})", R"({"S":""})", R"({"N":"-1.5"})", R"({"B":"AAEC"})", R"({"B":""})",
        R"({"BOOL":false})", R"({"NULL":true})", R"({"SS":["a","b"]})", R"({"NS":["1","2"]})",
        R"({"BS":["AA==","AQ=="]})", R"({"L":[]})", R"({"L":[{"S":"a"},{"N":"1"}]})", R"({"M":{}})",
        R"({"M":{"a":{"L":[{"M":{"b":{"NULL":true}}}]}}})"}) {
    EXPECT_EQ(round_trip(text), text);
  }
}

TEST(Wire, GivesSetsAndMapsInOrder) {
  EXPECT_EQ(round_trip(R"({"SS":["b","a"]})"), R"({"SS":["a","b"]})");
  EXPECT_EQ(round_trip(R"({"NS":["10","9.0"]})"), R"({"NS":["9","10"]})");
  EXPECT_EQ(round_trip(R"({"M":{"b":{"S":""},"a":{"S":""}}})"),
            R"({"M":{"a":{"S":""},"b":{"S":""}}})");
}

TEST(Wire, WantsExactlyOneType) {
  constexpr auto empty =
      "ValidationException: Supplied AttributeValue is empty, must contain exactly one of the "
      "supported datatypes";
  EXPECT_EQ(round_trip("{}"), empty);
  EXPECT_EQ(round_trip(R"({"X":"a"})"), empty);
  EXPECT_EQ(round_trip(R"({"S":null})"), empty);
  EXPECT_EQ(round_trip(R"({"M":{"a":{}}})"), empty);
  EXPECT_EQ(round_trip(R"({"S":"a","N":"1"})"),
            "ValidationException: Supplied AttributeValue has more than one datatypes set, must "
            "contain exactly one of the supported datatypes");
}

TEST(Wire, ReportsTheFaultOfAContentBeforeTheSecondType) {
  EXPECT_EQ(round_trip(R"({"S":"a","N":"b"})"),
            "ValidationException: The parameter cannot be converted to a numeric value: b");
}

TEST(Wire, RefusesEmptySetsAndDuplicates) {
  const auto invalid = [](std::string_view reason) {
    return "ValidationException: One or more parameter values were invalid: " + std::string(reason);
  };
  EXPECT_EQ(round_trip(R"({"SS":[]})"), invalid("An string set  may not be empty"));
  EXPECT_EQ(round_trip(R"({"NS":[]})"), invalid("An number set  may not be empty"));
  EXPECT_EQ(round_trip(R"({"BS":[]})"), invalid("Binary sets should not be empty"));
  EXPECT_EQ(round_trip(R"({"SS":["a","a"]})"),
            invalid("Input collection [a, a] contains duplicates."));
  EXPECT_EQ(round_trip(R"({"BS":["Yg==","Yg=="]})"),
            invalid("Input collection [Yg==, Yg==]of type BS contains duplicates."));
  EXPECT_EQ(round_trip(R"({"NS":["1","1.0"]})"),
            "ValidationException: Input collection contains duplicates");
  EXPECT_EQ(round_trip(R"({"NULL":false})"),
            invalid("Null attribute value types must have the value of true"));
}

TEST(Wire, RefusesTheWrongKindsOfJson) {
  EXPECT_EQ(round_trip(R"({"S":1})"),
            "SerializationException: NUMBER_VALUE cannot be converted to String");
  EXPECT_EQ(round_trip(R"({"N":1.5})"),
            "SerializationException: DECIMAL_VALUE cannot be converted to String");
  EXPECT_EQ(round_trip(R"({"S":true})"),
            "SerializationException: TRUE_VALUE cannot be converted to String");
  EXPECT_EQ(round_trip(R"({"S":{}})"),
            "SerializationException: Start of structure or map found where not expected");
  EXPECT_EQ(round_trip(R"({"L":"a"})"), "SerializationException: Unexpected field type");
  EXPECT_EQ(round_trip(R"("a")"), "SerializationException: Unexpected value type in payload");
  EXPECT_EQ(round_trip(R"({"L":[1]})"), "SerializationException: Unexpected value type in payload");
}

TEST(Wire, RefusesBrokenBase64) {
  EXPECT_EQ(round_trip(R"({"B":"abc"})"),
            "SerializationException: Base64 encoded length is expected a multiple of 4 bytes but "
            "found: 3");
  EXPECT_EQ(round_trip(R"({"B":"????"})"),
            "SerializationException: Invalid last non-pad Base64 character dectected");
  EXPECT_EQ(round_trip(R"({"B":1})"),
            "SerializationException: only base-64-encoded strings are convertible to bytes");
}

std::string nested(int lists) {
  std::string text = R"({"S":"x"})";
  for (int i = 0; i < lists; ++i) text = R"({"L":[)" + text + "]}";
  return text;
}

TEST(Wire, NestsThirtyTwoLevels) {
  EXPECT_EQ(round_trip(nested(31)), nested(31));
  EXPECT_EQ(round_trip(nested(32)),
            "ValidationException: Nesting Levels have exceeded supported limits: Attributes in the "
            "item have nested levels beyond supported limit");
}

TEST(Wire, WritesTimesInDigits) {
  EXPECT_EQ(syncline::to_json(epoch_seconds(1'700'000'000'123)), "1700000000.123");
  EXPECT_EQ(syncline::to_json(epoch_seconds(1'700'000'000'100)), "1700000000.1");
  EXPECT_EQ(syncline::to_json(epoch_seconds(1'700'000'000'000)), "1700000000");
  EXPECT_EQ(syncline::to_json(epoch_seconds(0)), "0");
}

TEST(Wire, ShowsValuesAsMessagesDo) {
  EXPECT_EQ(show(Value{Decimal(1)}), "{N:1}");
  EXPECT_EQ(show(Value{std::string("a")}), "{S:a}");
}

}  // namespace
}  // namespace syncline::dynamo
