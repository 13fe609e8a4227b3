#include "script/utf16.h"

#include <gtest/gtest.h>

namespace syncline::script {
namespace {

TEST(Utf16, CountsUnitsAsJavaDoes) {
  EXPECT_EQ(utf16_length("abc"), 3U);
  EXPECT_EQ(utf16_length("aé☃"), 3U);
  EXPECT_EQ(utf16_length("😀"), 2U);
}

TEST(Utf16, FindsTheByteOfAUnit) {
  EXPECT_EQ(byte_at_unit("abc", 2), 2U);
  EXPECT_EQ(byte_at_unit("aéb", 2), 3U);
  EXPECT_EQ(byte_at_unit("😀x", 2), 4U);
  EXPECT_EQ(byte_at_unit("😀x", 1), 0U);
  EXPECT_EQ(byte_at_unit("abc", 3), 3U);
  EXPECT_EQ(byte_at_unit("abc", 4), std::nullopt);
}

TEST(Utf16, ReadsBrokenBytesAsReplacements) {
  EXPECT_EQ(to_utf32("a\xFFz"), U"a\uFFFDz");
  EXPECT_EQ(to_utf32("\xE2\x98"), U"\uFFFD\uFFFD");
}

TEST(Utf16, WritesALoneSurrogateAsAReplacement) {
  std::string out;
  append_utf8(out, 0xD800);
  EXPECT_EQ(out, "\uFFFD");
}

TEST(Utf16, JoinsTheHalvesOfAPair) {
  const auto read = [](std::u16string_view text) {
    std::string out;
    Utf16Reader reader;
    for (const auto unit : text) reader.append(out, unit);
    reader.end(out);
    return out;
  };
  EXPECT_EQ(read(u"a\xD83D\xDE00z"), "a😀z");
  EXPECT_EQ(read(u"\xD83D"), "\uFFFD");
  EXPECT_EQ(read(u"\xDE00\xD83Dx"), "\uFFFD\uFFFDx");
  EXPECT_EQ(read(u"\xD83D\xD83D\xDE00"), "\uFFFD😀");
}

TEST(Utf16, ChangesTheCaseOfLettersBeyondAscii) {
  EXPECT_EQ(to_upper_case("straße é"), "STRASSE É");
  EXPECT_EQ(to_lower_case("ÄÖ X"), "äö x");
}

}  // namespace
}  // namespace syncline::script
