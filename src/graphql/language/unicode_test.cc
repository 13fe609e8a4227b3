#include "graphql/language/unicode.h"

#include <gtest/gtest.h>

namespace syncline::graphql {
namespace {

TEST(Unicode, ReadsBackWhatItWrites) {
  for (const char32_t value : {U'a', U'\u00E9', U'\u20AC', U'\U0001F600', char32_t{0x10FFFF}}) {
    std::string text;
    append_utf8(text, value);
    const auto point = read_code_point(text, 0);
    EXPECT_EQ(point.value, value);
    EXPECT_EQ(point.bytes, text.size());
  }
}

TEST(Unicode, ReadsNothingFromBrokenSequences) {
  for (const std::string_view text :
       {"\x80", "\xC3", "\xE2\x82", "\xED\xA0\x80", "\xC0\x80", "\xF5\x80\x80\x80", "\xFF"}) {
    EXPECT_EQ(read_code_point(text, 0).bytes, 0U);
  }
}

TEST(Unicode, DescribesPrintableAsciiByItselfAndTheRestByNumber) {
  EXPECT_EQ(describe_code_point("?", 0), "\"?\"");
  EXPECT_EQ(describe_code_point("\"", 0), "'\"'");
  EXPECT_EQ(describe_code_point("\a", 0), "U+0007");
  EXPECT_EQ(describe_code_point("\u20AC", 0), "U+20AC");
  EXPECT_EQ(describe_code_point("", 0), "<EOF>");
}

}  // namespace
}  // namespace syncline::graphql
