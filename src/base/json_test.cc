#include "base/json.h"

#include <fmt/format.h>
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

// Short texts are copied by whole words that overlap: no length may lose or repeat a byte.
TEST(Json, AppendsHeadsAndTextsOfEveryLength) {
  const std::string letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  for (std::size_t head = 0; head < 40; ++head) {
    for (std::size_t size = 0; size < 40; ++size) {
      const std::string_view first = std::string_view(letters).substr(1, head);
      const std::string_view text = std::string_view(letters).substr(3, size);
      std::string out = "before";
      append_json_string(out, first, text);
      ASSERT_EQ(out, fmt::format("before{}\"{}\"", first, text));
      append_texts(out, first, text);
      ASSERT_EQ(out, fmt::format("before{}\"{}\"{}{}", first, text, first, text));
    }
  }
}

TEST(Json, EscapesOneByteAnywhereInATextOfEveryLength) {
  for (std::size_t size = 1; size < 30; ++size) {
    for (std::size_t at = 0; at < size; ++at) {
      for (const char c : {'"', '\\', '\x1f', '\0'}) {
        std::string text(size, 'x');
        text[at] = c;
        std::string out;
        append_json_string(out, ",\"key\":", text);
        ASSERT_EQ(parse_json("{\"a\":1" + out + "}").value().at("key"), Json(text)) << out;
      }
    }
  }
}

TEST(Json, AppendsIntegersBehindAHead) {
  std::string out;
  for (const std::int64_t number :
       {std::int64_t{0}, std::int64_t{-7}, std::numeric_limits<std::int64_t>::max(),
        std::numeric_limits<std::int64_t>::min()}) {
    append_json_integer(out, ",", number);
  }
  EXPECT_EQ(out, ",0,-7,9223372036854775807,-9223372036854775808");
}

TEST(Json, FindsMembersWhereverTheyStandInObjectsThatAreNotAlike) {
  std::size_t position = 0;
  const auto find = [&](std::string_view text, std::string_view name) {
    const auto object = parse_json(text).value();
    const auto* found = find_member(object.get_object(), name, position);
    return found == nullptr ? std::string("none") : to_json(*found);
  };
  EXPECT_EQ(find(R"({"a":1,"name":2})", "name"), "2");
  EXPECT_EQ(position, 1U);
  EXPECT_EQ(find(R"({"b":1,"name":3,"c":5})", "name"), "3");
  EXPECT_EQ(find(R"({"name":4})", "name"), "4");
  EXPECT_EQ(position, 0U);
  EXPECT_EQ(find(R"({})", "name"), "none");
  EXPECT_EQ(find(R"({"nama":1,"names":2,"nam":3})", "name"), "none");
  EXPECT_EQ(find(R"({"b":1,"name":5})", "name"), "5");
}

// Keys are compared by words that overlap: each single byte must count.
TEST(Json, TellsKeysApartThatDifferInOneByte) {
  for (std::size_t size = 1; size < 30; ++size) {
    const std::string name(size, 'k');
    for (std::size_t at = 0; at < size; ++at) {
      std::string other = name;
      other[at] = 'x';
      JsonObject object;
      object.emplace(other, 1);
      std::size_t position = 0;
      EXPECT_EQ(find_member(object, name, position), nullptr);
      EXPECT_NE(find_member(object, other, position), nullptr);
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
