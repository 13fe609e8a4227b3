#include "script/time/zone.h"

#include <gtest/gtest.h>

namespace syncline::script {
namespace {

std::optional<TimeZone> found(std::string_view id) {
  Heap heap;
  return TimeZone::find(heap, id);
}

constexpr std::int64_t january_2018 = 1'515'000'000;
constexpr std::int64_t july_2018 = 1'530'800'000;

TEST(TimeZone, ReadsOffsets) {
  EXPECT_EQ(parse_offset("Z"), 0);
  EXPECT_EQ(parse_offset("+8"), 28'800);
  EXPECT_EQ(parse_offset("-0730"), -27'000);
  EXPECT_EQ(parse_offset("-07:00:30"), -25'230);
  for (const std::string_view bad : {"", "8", "+", "+25:00", "+08:60", "+080", "+08:00x", "+08:"}) {
    EXPECT_EQ(parse_offset(bad), std::nullopt) << bad;
  }
}

TEST(TimeZone, KnowsTheNamesOfUtc) {
  EXPECT_EQ(found("UTC")->offset_at(0).seconds, 0);
  EXPECT_EQ(found("GMT+8")->offset_at(0).seconds, 28'800);
  EXPECT_EQ(found("UTC-03:30")->id(), "UTC-03:30");
}

TEST(TimeZone, FollowsSummerTime) {
  const auto zone = found("America/New_York");
  ASSERT_TRUE(zone) << "the tz database is missing";
  EXPECT_EQ(zone->offset_at(january_2018).name, "EST");
  EXPECT_EQ(zone->offset_at(july_2018).seconds, -4 * 3600);
}

TEST(TimeZone, FollowsTheRuleBeyondTheTable) {
  constexpr std::int64_t january_2090 = 3'787'000'000;
  constexpr std::int64_t july_2090 = 3'802'600'000;
  const auto berlin = found("Europe/Berlin");
  ASSERT_TRUE(berlin);
  EXPECT_EQ(berlin->offset_at(january_2090).seconds, 3600);
  EXPECT_EQ(berlin->offset_at(july_2090).seconds, 7200);
  const auto sydney = found("Australia/Sydney");
  ASSERT_TRUE(sydney);
  EXPECT_EQ(sydney->offset_at(january_2090).name, "AEDT");
  EXPECT_EQ(sydney->offset_at(july_2090).name, "AEST");
}

TEST(TimeZone, ResolvesLocalTimesThatAreTwiceOrNever) {
  const auto zone = found("America/New_York");
  ASSERT_TRUE(zone);
  EXPECT_EQ(zone->to_epoch(1'541'295'000), 1'541'295'000 + 4 * 3600);  // 2018-11-04 01:30, twice
  EXPECT_EQ(zone->to_epoch(1'520'735'400), 1'520'735'400 + 5 * 3600);  // 2018-03-11 02:30, never
}

TEST(TimeZone, DoesNotReadOtherFiles) {
  for (const std::string_view id : {"", "../passwd", "/etc/passwd", "Nowhere/City", "Europe",
                                    "zone.tab", "a b", "Europe/Berlin\n"}) {
    EXPECT_FALSE(found(id)) << id;
  }
}

TEST(TimeZone, IsPaidWhenItsFileIsRead) {
  for (const std::string_view id : {"Europe/Berlin", "Japan", "EST5EDT", "Nowhere"}) {
    Heap heap;
    TimeZone::find(heap, id);
    EXPECT_GE(heap.steps(), 500U) << id;
  }
  for (const std::string_view id : {"UTC", "+08:00", "GMT+1", "Z", "../x"}) {
    Heap heap;
    TimeZone::find(heap, id);
    EXPECT_EQ(heap.steps(), 0U) << id;
  }
}

}  // namespace
}  // namespace syncline::script
