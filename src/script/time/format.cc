#include "script/time/format.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "script/letters.h"
#include "script/time/fields.h"

namespace syncline::script {
namespace {

constexpr std::size_t pattern_bytes_max = 256;  // and so of nested sections, which recurse
constexpr std::string_view known_letters = "GuyYDMLdQqwWEecFahKkHmsSAnNVzOXxZ";

std::unexpected<std::string> illegal(std::string_view what) {
  return std::unexpected("java.lang.IllegalArgumentException: " + std::string(what));
}

// Text between quotes; two quotes are one.
std::expected<std::string, std::string> take_quoted(std::string_view pattern, std::size_t& at) {
  std::string out;
  const auto start = at++;
  while (at < pattern.size()) {
    if (pattern[at] != '\'') {
      out += pattern[at++];
    } else if (at + 1 < pattern.size() && pattern[at + 1] == '\'') {
      out += '\'';
      at += 2;
    } else {
      ++at;
      return out.empty() && at == start + 2 ? "'" : out;
    }
  }
  return illegal("Pattern ends with an incomplete string literal: " + std::string(pattern));
}

// 0 is the week that the year before owns, as in a week-based year of Sundays.
int week_of_year(const TimeFields& fields) {
  const int first_weekday = (fields.weekday - (fields.day_of_year - 1) % 7 + 7) % 7;
  return (fields.day_of_year - 1 + first_weekday) / 7 + 1;
}

bool in_next_years_week(const TimeFields& fields) {
  const bool last_days = fields.month == 12 && fields.day > 25;
  const int first_of_january = (fields.weekday + (32 - fields.day)) % 7;
  return last_days && 31 - fields.day < first_of_january && first_of_january != 0;
}

void append_name(std::string& out, std::string_view name, std::size_t count) {
  out += count == 4 ? name : name.substr(0, count == 5 ? 1 : 3);
}

void append_padded(std::string& out, std::int64_t number, std::size_t width) {
  out += fmt::format("{:0{}}", number, width);
}

// Two letters of a year are its last two digits; four or more pad it.
void append_year(std::string& out, int year, std::size_t count) {
  append_padded(out, count == 2 ? year % 100 : year, count);
}

void append_quarter(std::string& out, int quarter, std::size_t count) {
  constexpr std::array<std::string_view, 4> names{"1st", "2nd", "3rd", "4th"};
  if (count <= 2) return append_padded(out, quarter, count);
  if (count == 3) {
    out += fmt::format("Q{}", quarter);
  } else {
    out += fmt::format("{} quarter", names[static_cast<std::size_t>(quarter - 1)]);
  }
}

// X and x: how many letters ask for minutes, colons and seconds.
void append_offset(std::string& out, std::int32_t seconds, std::size_t count) {
  const auto size = std::abs(seconds);
  const auto minutes = size / 60 % 60;
  const bool colon = count == 3 || count == 5;
  out += fmt::format("{}{:02}", seconds < 0 ? '-' : '+', size / 3600);
  if (count > 1 || minutes != 0) out += fmt::format("{}{:02}", colon ? ":" : "", minutes);
  if (count >= 4 && size % 60 != 0) out += fmt::format("{}{:02}", colon ? ":" : "", size % 60);
}

void append_gmt(std::string& out, std::int32_t seconds, bool full) {
  out += "GMT";
  if (seconds == 0) return;
  const auto size = std::abs(seconds);
  const char sign = seconds < 0 ? '-' : '+';
  const bool minutes = full || size % 3600 != 0;
  out += full ? fmt::format("{}{:02}", sign, size / 3600) : fmt::format("{}{}", sign, size / 3600);
  if (minutes) out += fmt::format(":{:02}", size / 60 % 60);
  if (size % 60 != 0) out += fmt::format(":{:02}", size % 60);
}

void append_zone(std::string& out, const TimeFields& fields, const TimePattern::Item& item) {
  const auto seconds = fields.offset.seconds;
  switch (item.letter) {
    case 'V': out += fields.zone_id; return;
    case 'z': out += fields.offset.name; return;
    case 'O': append_gmt(out, seconds, item.count == 4); return;
    case 'Z':
      if (item.count == 4) return append_gmt(out, seconds, true);
      if (item.count == 5 && seconds == 0) break;
      append_offset(out, seconds, item.count == 5 ? 5 : 2);
      return;
    case 'x': append_offset(out, seconds, item.count); return;
    default:
      if (seconds == 0) break;
      append_offset(out, seconds, item.count);
      return;
  }
  out += 'Z';
}

void append_date(std::string& out, const TimeFields& fields, const TimePattern::Item& item) {
  const auto count = item.count;
  const bool number = count <= 2;
  const bool next_year = in_next_years_week(fields);
  switch (item.letter) {
    case 'G': out += count == 4 ? "Anno Domini" : count == 5 ? "A" : "AD"; return;
    case 'u':
    case 'y': append_year(out, fields.year, count); return;
    case 'Y': append_year(out, fields.year + (next_year ? 1 : 0), count); return;
    case 'D': append_padded(out, fields.day_of_year, count); return;
    case 'd': append_padded(out, fields.day, count); return;
    case 'M':
    case 'L':
      if (number) return append_padded(out, fields.month, count);
      append_name(out, month_names[static_cast<std::size_t>(fields.month - 1)], count);
      return;
    case 'Q':
    case 'q': append_quarter(out, (fields.month + 2) / 3, count); return;
    case 'w': append_padded(out, next_year ? 1 : week_of_year(fields), count); return;
    case 'W': {
      const int first_weekday = (fields.weekday - (fields.day - 1) % 7 + 7) % 7;
      append_padded(out, (fields.day - 1 + first_weekday) / 7 + 1, count);
      return;
    }
    case 'F': append_padded(out, (fields.day - 1) % 7 + 1, count); return;
    case 'e':
    case 'c':
      if (number) return append_padded(out, fields.weekday + 1, count);
      [[fallthrough]];
    default: append_name(out, day_names[static_cast<std::size_t>(fields.weekday)], count); return;
  }
}

void append_time(std::string& out, const TimeFields& fields, const TimePattern::Item& item) {
  constexpr std::int64_t nanos = 1'000'000;
  const std::int64_t of_day =
      ((fields.hour * 60LL + fields.minute) * 60 + fields.second) * 1000 + fields.millisecond;
  const int half_day = fields.hour % 12;
  switch (item.letter) {
    case 'a': out += fields.hour < 12 ? "AM" : "PM"; return;
    case 'H': append_padded(out, fields.hour, item.count); return;
    case 'k': append_padded(out, fields.hour == 0 ? 24 : fields.hour, item.count); return;
    case 'K': append_padded(out, half_day, item.count); return;
    case 'h': append_padded(out, half_day == 0 ? 12 : half_day, item.count); return;
    case 'm': append_padded(out, fields.minute, item.count); return;
    case 's': append_padded(out, fields.second, item.count); return;
    case 'S': {
      const auto digits = fmt::format("{:09}", fields.millisecond * nanos);
      out += digits.substr(0, std::min<std::size_t>(9, item.count));
      return;
    }
    case 'A': append_padded(out, of_day, item.count); return;
    case 'n': append_padded(out, fields.millisecond * nanos, item.count); return;
    default: append_padded(out, of_day * nanos, item.count); return;
  }
}

void append_field(std::string& out, const TimeFields& fields, const TimePattern::Item& item) {
  constexpr std::string_view zone_letters = "VzOXxZ";
  constexpr std::string_view time_letters = "ahKkHmsSAnN";
  if (zone_letters.find(item.letter) != std::string_view::npos) {
    append_zone(out, fields, item);
  } else if (time_letters.find(item.letter) != std::string_view::npos) {
    append_time(out, fields, item);
  } else {
    append_date(out, fields, item);
  }
}

bool too_many(char letter, std::size_t count) {
  constexpr std::string_view two = "dhHkKmsw";
  if (two.find(letter) != std::string_view::npos) return count > 2;
  if (letter == 'a' || letter == 'F' || letter == 'W') return count > 1;
  if (letter == 'D') return count > 3;
  if (letter == 'S') return count > 9;
  if (letter == 'V') return count != 2;
  if (letter == 'O') return count != 1 && count != 4;
  return count > (letter == 'z' ? 4
                  : letter == 'u' || letter == 'y' || letter == 'Y' || letter == 'A' ||
                          letter == 'n' || letter == 'N'
                      ? 19
                      : 5);
}

}  // namespace

std::expected<TimePattern, std::string> TimePattern::compile(std::string_view pattern) {
  if (pattern.size() > pattern_bytes_max) return illegal("Pattern too long");
  TimePattern out;
  std::size_t open = 0;
  for (std::size_t at = 0; at < pattern.size();) {
    const char c = pattern[at];
    if (is_letter(c)) {
      const auto end = std::min(pattern.find_first_not_of(c, at), pattern.size());
      if (known_letters.find(c) == std::string_view::npos) {
        return illegal("Unknown pattern letter: " + std::string(1, c));
      }
      if (too_many(c, end - at)) return illegal("Too many pattern letters: " + std::string(1, c));
      out.items_.push_back({c, end - at, {}});
      at = end;
      continue;
    }
    if (c == '\'') {
      auto quoted = take_quoted(pattern, at);
      if (!quoted) return std::unexpected(quoted.error());
      out.items_.push_back({0, 0, std::move(*quoted)});
      continue;
    }
    if (c == '{' || c == '}' || c == '#') {
      return illegal("Pattern includes reserved character: '" + std::string(1, c) + "'");
    }
    if (c == ']' && open-- == 0)
      return illegal("Pattern invalid as it contains ] without previous [");
    if (c == '[') ++open;
    out.items_.push_back({c == '[' || c == ']' ? c : '\0', 0, std::string(1, c)});
    ++at;
  }
  // Java closes what is still open at the end.
  for (; open > 0; --open) out.items_.push_back({']', 0, {}});
  return out;
}

std::string TimePattern::format(std::int64_t epoch_ms, const TimeZone& zone) const {
  const auto fields = TimeFields::at(epoch_ms, zone);
  std::string out;
  for (const auto& item : items_) {
    if (item.letter == 0) {
      out += item.literal;
    } else if (item.letter != '[' && item.letter != ']') {
      append_field(out, fields, item);
    }
  }
  return out;
}

std::string format_iso8601(std::int64_t epoch_ms) {
  const auto fields = TimeFields::at(epoch_ms, TimeZone::utc());
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", fields.year, fields.month,
                     fields.day, fields.hour, fields.minute, fields.second, fields.millisecond);
}

}  // namespace syncline::script
