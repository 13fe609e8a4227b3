#include "edge/dynamodb_body.h"

#include <gtest/gtest.h>

#include "base/limits.h"

namespace syncline::edge {
namespace {

// "" when it is read, else the error.
std::string fault(std::string_view body) {
  JsonArena memory;
  const auto parsed = parse_dynamodb_body(body, &memory);
  return parsed ? "" : parsed.error().type + ": " + parsed.error().message;
}

std::string ones(std::size_t count) {
  std::string text = "[1";
  for (std::size_t i = 1; i < count; ++i) text += ",1";
  return text + "]";
}

constexpr std::string_view too_many =
    "SerializationException: The request has more than 1000000 values";

TEST(DynamodbBody, StandsInTheMemoryGiven) {
  JsonArena memory;
  const auto parsed = parse_dynamodb_body(R"({"a":["b",1.5,null]})", &memory);
  ASSERT_TRUE(parsed);
  EXPECT_EQ(to_json(*parsed), R"({"a":["b",1.5,null]})");
  EXPECT_EQ(parsed->storage().get(), &memory);
}

TEST(DynamodbBody, WhatIsNoJsonHasNoMessage) {
  for (const auto* body : {"x", "{", "{}x", "[1,]", "\"\\ud800", "{\"a\":1,}", "nul"}) {
    EXPECT_EQ(fault(body), "SerializationException: ") << body;
  }
}

TEST(DynamodbBody, HasABoundOnItsDepth) {
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
  };
  EXPECT_EQ(fault(nested(limits::json_depth_max)), "");
  EXPECT_EQ(fault(nested(limits::json_depth_max + 1)), "SerializationException: ");
  EXPECT_EQ(fault(std::string(900'000, '[')), "SerializationException: ");
}

TEST(DynamodbBody, HasABoundOnItsValues) {
  EXPECT_EQ(fault(ones(limits::dynamodb_values_max)), "");
  EXPECT_EQ(fault(ones(limits::dynamodb_values_max + 1)), too_many);
  EXPECT_EQ(fault(std::string(limits::dynamodb_values_max + 1, '{')), too_many);
  EXPECT_EQ(fault(std::string(limits::dynamodb_values_max + 1, ':')), too_many);
}

TEST(DynamodbBody, WhatStandsInTextsIsNoValue) {
  const std::string commas(limits::dynamodb_values_max + 1, ',');
  EXPECT_EQ(fault("[\"" + commas + "\"]"), "");
  EXPECT_EQ(fault("[\"\\\"" + commas + "\\\\\"]"), "");
  EXPECT_EQ(fault("[\"\\\\\"" + commas + "]"), too_many);  // behind the text's end
  EXPECT_EQ(fault("[\"" + commas), "SerializationException: ");
  EXPECT_EQ(fault("[\"" + commas + "\\"), "SerializationException: ");
}

TEST(DynamodbBody, LongNumbersAreRead) {
  EXPECT_EQ(fault("[" + std::string(1'000'000, '9') + "]"), "");
  EXPECT_EQ(fault("[0." + std::string(1'000'000, '0') + "1]"), "");
  EXPECT_EQ(fault("[1e" + std::string(1'000'000, '9') + "]"), "SerializationException: ");
}

}  // namespace
}  // namespace syncline::edge
