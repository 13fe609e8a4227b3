// An instant taken apart, as the letters of a time pattern name the parts.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <string_view>

#include "script/time/zone.h"

namespace syncline::script {

inline constexpr std::array<std::string_view, 12> month_names{
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};
inline constexpr std::array<std::string_view, 7> day_names{
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};

struct TimeFields {
  int year = 1970;
  int month = 1;
  int day = 1;
  int day_of_year = 1;
  int weekday = 0;  // Sunday is 0
  int hour = 0;
  int minute = 0;
  int second = 0;
  int millisecond = 0;
  ZoneOffset offset;
  std::string_view zone_id;

  static TimeFields at(std::int64_t epoch_ms, const TimeZone& zone) {
    using namespace std::chrono;
    TimeFields fields;
    const auto utc = floor<seconds>(milliseconds(epoch_ms));
    fields.offset = zone.offset_at(utc.count());
    fields.zone_id = zone.id();
    fields.millisecond = static_cast<int>((milliseconds(epoch_ms) - utc).count());
    const sys_seconds local{utc + seconds(fields.offset.seconds)};
    const auto midnight = floor<days>(local);
    const year_month_day date(midnight);
    const hh_mm_ss time(local - midnight);
    fields.year = static_cast<int>(date.year());
    fields.month = static_cast<int>(static_cast<unsigned>(date.month()));
    fields.day = static_cast<int>(static_cast<unsigned>(date.day()));
    fields.day_of_year = static_cast<int>((midnight - sys_days(date.year() / 1 / 1)).count()) + 1;
    fields.weekday = static_cast<int>(weekday_of(midnight));
    fields.hour = static_cast<int>(time.hours().count());
    fields.minute = static_cast<int>(time.minutes().count());
    fields.second = static_cast<int>(time.seconds().count());
    return fields;
  }

 private:
  static unsigned weekday_of(std::chrono::sys_days day) {
    return std::chrono::weekday(day).c_encoding();
  }
};

}  // namespace syncline::script
