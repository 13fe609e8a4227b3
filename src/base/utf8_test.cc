#include <gtest/gtest.h>

#include "base/text.h"

namespace syncline {
namespace {

bool is_utf8_byte_by_byte(std::string_view text) {
  Utf8Check check;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!check.feed(text.substr(i, 1))) return false;
  }
  return check.complete();
}

TEST(Utf8Check, TakesCharactersOfEveryLength) {
  for (const std::string_view text :
       {"", "plain text of more than eight bytes", "é", "€", "𝄞", "aé€𝄞z", "\xEF\xBF\xBF",
        "\xF4\x8F\xBF\xBF", "\xED\x9F\xBF"}) {
    EXPECT_TRUE(is_utf8(text)) << text;
    EXPECT_TRUE(is_utf8_byte_by_byte(text)) << text;
  }
}

TEST(Utf8Check, RefusesWhatIsNotUtf8) {
  for (const std::string_view text :
       {"\x80", "\xC0\xAF", "\xC1\xBF", "\xE0\x80\x80", "\xED\xA0\x80", "\xF0\x80\x80\x80",
        "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF", "abcdefgh\xFE", "\xC3(", "\xE2\x82("}) {
    EXPECT_FALSE(is_utf8(text));
    EXPECT_FALSE(is_utf8_byte_by_byte(text));
  }
}

TEST(Utf8Check, IsNotCompleteInsideACharacter) {
  Utf8Check check;
  EXPECT_TRUE(check.feed("ab\xF0\x9D"));
  EXPECT_FALSE(check.complete());
  EXPECT_TRUE(check.feed("\x84\x9E"));
  EXPECT_TRUE(check.complete());
}

TEST(Utf8Check, FailsAsSoonAsTheTextCannotBeValid) {
  Utf8Check check;
  EXPECT_FALSE(check.feed("\xED\xA0"));
}

// Every sequence of three bytes from those that matter.
TEST(Utf8Check, DoesNotDependOnWhereTheTextIsCut) {
  const std::string_view bytes =
      "a\x7F\x80\x8F\x90\x9F\xA0\xBF\xC1\xC2\xDF\xE0\xED\xEF\xF0\xF4\xF5";
  for (const char a : bytes) {
    for (const char b : bytes) {
      for (const char c : bytes) {
        const std::string text{a, b, c, 'x'};
        EXPECT_EQ(is_utf8_byte_by_byte(text), is_utf8(text));
      }
    }
  }
}

}  // namespace
}  // namespace syncline
