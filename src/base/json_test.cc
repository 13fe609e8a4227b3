#include "base/json.h"

#include <gtest/gtest.h>

#include <limits>

#include "base/limits.h"
#include "base/parse_json.h"

namespace syncline {
namespace {

std::string round_trip(std::string_view text) {
  const auto value = parse_json(text);
  return value ? to_json(*value) : "error: " + value.error().message;
}

TEST(Json, WritesCompactlyAndInOrder) {
  EXPECT_EQ(round_trip(R"( { "b" : 1, "a" : [ true , null, "x" ] } )"),
            R"({"b":1,"a":[true,null,"x"]})");
  EXPECT_EQ(round_trip("{}"), "{}");
  EXPECT_EQ(round_trip("[]"), "[]");
}

TEST(Json, KeepsIntegersAndDoublesApart) {
  EXPECT_EQ(round_trip("[3,3.0,-0.5,1e300]"), "[3,3.0,-0.5,1e+300]");
  EXPECT_EQ(round_trip("9223372036854775807"), "9223372036854775807");
  EXPECT_EQ(round_trip("18446744073709551615"), "18446744073709551615");
}

TEST(Json, EscapesWhatMustBeEscapedAndNothingElse) {
  EXPECT_EQ(to_json(Json("a\"b\\c\n\t\r\b\f\x01/é<")), "\"a\\\"b\\\\c\\n\\t\\r\\b\\f\\u0001/é<\"");
}

TEST(Json, WritesNumbersThatJsonCannotSayAsNull) {
  EXPECT_EQ(to_json(Json(std::numeric_limits<double>::infinity())), "null");
}

TEST(ParseJson, RefusesWhatTheStandardRefuses) {
  for (const auto* text : {"", "{", "[1,]", "{\"a\":1,}", "nul", "'a'", "1 2", "// c\n1", "\xff",
                           "\"\xed\xa0\x80\"", "NaN", "{a:1}"}) {
    const auto value = parse_json(text);
    ASSERT_FALSE(value.has_value()) << text;
    EXPECT_EQ(value.error().type, "JsonError");
  }
}

TEST(ParseJson, LimitsNesting) {
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
  };
  EXPECT_TRUE(parse_json(nested(limits::json_depth_max)).has_value());
  EXPECT_FALSE(parse_json(nested(limits::json_depth_max + 1)).has_value());
  EXPECT_FALSE(parse_json(std::string(1'000'000, '[')).has_value());
}

// Wherever it stands among the eight bytes that are looked at together.
TEST(Json, EscapesAtEveryPlaceOfALongText) {
  for (const auto& [raw, escaped] :
       std::vector<std::pair<std::string, std::string>>{{"\"", "\\\""},
                                                        {"\\", "\\\\"},
                                                        {"\x1f", "\\u001f"},
                                                        {"\n", "\\n"},
                                                        {"é", "é"},
                                                        {"!", "!"}}) {
    for (std::size_t before = 0; before < 20; ++before) {
      const std::string left(before, '#');
      const std::string right(19 - before, 'z');
      std::string out;
      append_json_string(out, left + raw + raw + right);
      EXPECT_EQ(out, "\"" + left + escaped + escaped + right + "\"");
    }
  }
}

TEST(Json, FindsMembersOfObjectsOnly) {
  const auto value = parse_json(R"({"a":"x","n":1})").value();
  ASSERT_NE(find_string(value, "a"), nullptr);
  EXPECT_EQ(*find_string(value, "a"), "x");
  EXPECT_EQ(find_string(value, "n"), nullptr);
  EXPECT_EQ(find_member(value, "zz"), nullptr);
  EXPECT_EQ(find_member(Json(1), "a"), nullptr);
  EXPECT_EQ(find_string(Json(1), "a"), nullptr);
}

}  // namespace
}  // namespace syncline
