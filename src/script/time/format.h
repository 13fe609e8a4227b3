// java.time.format.DateTimeFormatter's patterns, in English, weeks as in the United States: from
// an instant and a zone to text and back.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "script/time/zone.h"

namespace syncline::script {

class TimePattern {
 public:
  // Fails with the name and text of Java's exception.
  static std::expected<TimePattern, std::string> compile(std::string_view pattern);

  [[nodiscard]] std::string format(std::int64_t epoch_ms, const TimeZone& zone) const;
  // With no zone the text itself must name one. Fails as DateTimeFormatter does.
  [[nodiscard]] std::expected<std::int64_t, std::string> parse(Heap& heap, std::string_view text,
                                                               const TimeZone* zone) const;

  struct Item {
    char letter = 0;  // a pattern letter, '[' , ']' or 0 for a literal
    std::size_t count = 0;
    std::string literal;
  };

 private:
  std::vector<Item> items_;
};

// `2018-02-06T19:01:35.749Z`, always with three digits of the fraction.
std::string format_iso8601(std::int64_t epoch_ms);
// ISO_OFFSET_DATE_TIME: seconds and their fraction may be missing.
std::expected<std::int64_t, std::string> parse_iso8601(Heap& heap, std::string_view text);

// Years that std::chrono can count: everything that a calendar of people needs.
inline constexpr std::int64_t epoch_ms_max = 253'402'300'799'999;  // the end of year 9999
inline constexpr std::int64_t epoch_ms_min = -62'135'596'800'000;  // the start of year 1

}  // namespace syncline::script
