#include "script/time/format.h"

#include <gtest/gtest.h>

namespace syncline::script {
namespace {

constexpr std::int64_t instant = 1'517'943'695'749;  // 2018-02-06T19:01:35.749Z

std::string formatted(std::string_view pattern) {
  const auto compiled = TimePattern::compile(pattern);
  return compiled ? compiled->format(instant, TimeZone::utc()) : compiled.error();
}

std::expected<std::int64_t, std::string> parsed(std::string_view text, std::string_view pattern) {
  Heap heap;
  const auto zone = TimeZone::utc();
  return TimePattern::compile(pattern)->parse(heap, text, &zone);
}

TEST(TimePattern, WritesTheLettersOfJava) {
  EXPECT_EQ(formatted("yyyy-MM-dd'T'HH:mm:ss.SSSXXX"), "2018-02-06T19:01:35.749Z");
  EXPECT_EQ(formatted("EEE, d MMM yy h:mm a"), "Tue, 6 Feb 18 7:01 PM");
  EXPECT_EQ(formatted("''yyyy'' 'o''clock'"), "'2018' o'clock");
}

TEST(TimePattern, NamesWhatIsWrongWithAPattern) {
  EXPECT_EQ(formatted("b"), "java.lang.IllegalArgumentException: Unknown pattern letter: b");
  EXPECT_EQ(formatted("{"),
            "java.lang.IllegalArgumentException: Pattern includes reserved character: '{'");
  EXPECT_FALSE(TimePattern::compile(std::string(100'000, '[')));
}

TEST(TimePattern, ReadsNeighboursOfFixedWidth) {
  EXPECT_EQ(parsed("20180206190135", "yyyyMMddHHmmss"), 1'517'943'695'000);
}

TEST(TimePattern, SkipsOptionalSectionsThatAreNotThere) {
  EXPECT_EQ(parsed("2018-02-06 19:01", "yyyy-MM-dd HH:mm[:ss[.SSS]]"), 1'517'943'660'000);
  EXPECT_EQ(parsed("2018-02-06 19:01:35.749", "yyyy-MM-dd HH:mm[:ss[.SSS]]"), instant);
}

TEST(TimePattern, RefusesWhatDoesNotFit) {
  EXPECT_FALSE(parsed("2018-02-06", "yyyy-MM-dd"));  // no time of the day
  EXPECT_FALSE(parsed("2018-02-06 25:00", "yyyy-MM-dd HH:mm"));
  EXPECT_FALSE(parsed("2018-02-06 19:01x", "yyyy-MM-dd HH:mm"));
  EXPECT_FALSE(parsed("", "yyyy-MM-dd HH:mm"));
}

TEST(TimePattern, NeedsAZoneFromSomewhere) {
  const auto pattern = TimePattern::compile("yyyy-MM-dd HH:mm[Z]");
  ASSERT_TRUE(pattern);
  Heap heap;
  EXPECT_FALSE(pattern->parse(heap, "2018-02-06 19:01", nullptr));
  EXPECT_EQ(pattern->parse(heap, "2018-02-06 19:01+0100", nullptr), 1'517'940'060'000);
}

TEST(TimePattern, LooksNoFurtherAheadThanItsFieldsCanReach) {
  std::string sections;
  for (int i = 0; i < 60; ++i) sections += i % 2 == 0 ? "[VV]" : "[X]";
  const std::string text = "+" + std::string(5'000'000, '1');
  EXPECT_FALSE(parsed(text, sections));
  EXPECT_FALSE(parsed(std::string_view(text).substr(1), "y" + std::string(250, '[')));
}

TEST(Iso8601, WritesThreeDigitsOfTheFraction) {
  EXPECT_EQ(format_iso8601(0), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(format_iso8601(instant), "2018-02-06T19:01:35.749Z");
}

TEST(TimePattern, PaysForAZoneThatTheTextNames) {
  const auto pattern = TimePattern::compile("yyyy-MM-dd HH:mm VV");
  ASSERT_TRUE(pattern);
  Heap heap;
  EXPECT_EQ(pattern->parse(heap, "2018-02-06 19:01 Japan", nullptr), 1'517'911'260'000);
  EXPECT_GE(heap.steps(), 500U);
}

TEST(Iso8601, ReadsOffsetsAndFractions) {
  Heap heap;
  EXPECT_EQ(parse_iso8601(heap, "2018-02-01T17:21:05.180+08:00"), 1'517'476'865'180);
  EXPECT_EQ(parse_iso8601(heap, "2018-02-01T17:21Z"), 1'517'505'660'000);
  for (const std::string_view bad : {"", "T", "2018-02-01T17:21:05", "2018-02-01 17:21:05Z",
                                     "2018-02-01T17:21:05.Z5", "2018-02-30x", "T+08:00"}) {
    EXPECT_FALSE(parse_iso8601(heap, bad)) << bad;
  }
}

}  // namespace
}  // namespace syncline::script
