#include "script/document.h"

#include <gtest/gtest.h>

#include "base/limits.h"

namespace syncline::script {
namespace {

std::string read(std::string_view text) {
  const auto document = read_document(text);
  return document ? to_json(*document) : document.error().message;
}

TEST(Document, AcceptsTrailingCommas) {
  EXPECT_EQ(read(R"({"a": [1, 2,],})"), R"({"a":[1,2]})");
  EXPECT_EQ(read("[,]"), "Unable to convert [,] to Object.");
}

TEST(Document, RefusesAMemberTwice) {
  EXPECT_EQ(read(R"({"x": {"aField": 1, "aField": 2}})"),
            "Duplicate field 'aField' detected on Object. Duplicate JSON keys are not allowed.");
}

TEST(Document, RefusesWhatFollowsTheValue) {
  EXPECT_EQ(read("{} {}"), "Trailing characters at the end of the JSON string are not allowed.");
}

TEST(Document, RefusesAnEmptyText) {
  EXPECT_EQ(read(" \n\t"), "Template transformation yielded an empty response.");
}

TEST(Document, KeepsTheTextInTheDetailOfItsError) {
  const auto document = read_document(" {a: 1}\n");
  ASSERT_FALSE(document);
  EXPECT_EQ(document.error().type, "MappingTemplate");
  EXPECT_EQ(document.error().message, "Unable to convert {a: 1} to Object.");
  EXPECT_EQ(to_json(document.error().detail), R"({"text":" {a: 1}\n"})");
}

TEST(Document, RefusesWhatOnlyLooksLikeJson) {
  for (const std::string_view text :
       {"{'a':1}",   "{a:1}",    "nul", "truex", "01",      "1.",        ".5",     "+1",
        "-",         "1e",       "NaN", "\"x",   "\"\\x\"", "\"\\u12\"", "\"\t\"", "[1 2]",
        "{\"a\" 1}", "{\"a\":}", "{",   "[",     "1e999",   "\"\xFF\""}) {
    EXPECT_FALSE(read_document(text)) << text;
  }
}

TEST(Document, KeepsTheDigitsOfWholeNumbers) {
  EXPECT_EQ(read("[9007199254740993, -5, 1.50, 1e2]"), "[9007199254740993,-5,1.5,100.0]");
  EXPECT_EQ(read("[18446744073709551615, 9223372036854775808, -9223372036854775808]"),
            "[18446744073709551615,9223372036854775808,-9223372036854775808]");
}

TEST(Document, RefusesAWholeNumberThatWouldBeRounded) {
  EXPECT_EQ(
      read(R"({"key": {"id": {"N": 12345678901234567890123}}})"),
      "The number 12345678901234567890123 has more than 64 bits and would be rounded: write it "
      "as a text.");
  EXPECT_FALSE(read_document("18446744073709551616"));
  EXPECT_FALSE(read_document("-9223372036854775809"));
  EXPECT_EQ(read(R"({"N": "12345678901234567890123"})"), R"({"N":"12345678901234567890123"})");
}

TEST(Document, ReadsEscapes) {
  EXPECT_EQ(read_document(R"("\u0041\ud83d\ude00\n\/\"")")->get_string(), "A😀\n/\"");
  EXPECT_EQ(read_document(R"("\ud83dx")")->get_string(), "\uFFFDx");
  EXPECT_EQ(read_document(R"("\ud83d\u0041")")->get_string(), "\uFFFDA");
  EXPECT_EQ(read_document(R"("\ud83d\n\ude00\ud83d")")->get_string(), "\uFFFD\n\uFFFD\uFFFD");
}

TEST(Document, BoundsItsDepth) {
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
  };
  EXPECT_TRUE(read_document(nested(limits::json_depth_max)));
  EXPECT_FALSE(read_document(nested(100'000)));
}

}  // namespace
}  // namespace syncline::script
