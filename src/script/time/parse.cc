#include <algorithm>
#include <map>
#include <optional>

#include "script/letters.h"
#include "script/time/fields.h"
#include "script/time/format.h"

namespace syncline::script {
namespace {

constexpr std::int64_t day_seconds = 24 * 3600;
// No field looks further ahead than this, so that a long text costs no more than a short one.
constexpr std::size_t digits_max = 18;      // of one number
constexpr std::size_t zone_bytes_max = 64;  // of a zone or an offset

bool is_number(const TimePattern::Item& item) {
  constexpr std::string_view always = "uyYDdwWFhKkHmsSAnN";
  constexpr std::string_view when_short = "MLQqec";
  return always.find(item.letter) != std::string_view::npos ||
         (item.count <= 2 && when_short.find(item.letter) != std::string_view::npos);
}

// What a text gave, by pattern letter, before it is put together.
struct Found {
  std::map<char, std::int64_t> numbers;
  std::optional<TimeZone> zone;
};

class Scan {
 public:
  Scan(Heap& heap, const std::vector<TimePattern::Item>& items, std::string_view text)
      : heap_(heap), items_(items), text_(text) {}

  // Reads the items from `first` up to the end or a closing bracket; gives the item behind them.
  std::optional<std::size_t> run(std::size_t first) {
    for (auto i = first; i < items_.size(); ++i) {
      const auto& item = items_[i];
      if (item.letter == ']') return i + 1;
      if (item.letter != '[') {
        if (!read(item, i)) return std::nullopt;
        continue;
      }
      // An optional section: when it does not fit, nothing of it was read.
      const auto at = at_;
      auto found = found_;
      if (!run(i + 1)) {
        at_ = at;
        found_ = std::move(found);
      }
      i = section_end(i);
    }
    return items_.size();
  }

  [[nodiscard]] bool at_end() const { return at_ == text_.size(); }
  [[nodiscard]] std::size_t position() const { return at_; }
  Found found() { return std::move(found_); }

 private:
  [[nodiscard]] std::size_t section_end(std::size_t open) const {
    int depth = 0;
    for (auto i = open; i < items_.size(); ++i) {
      if (items_[i].letter == '[') ++depth;
      if (items_[i].letter == ']' && --depth == 0) return i;
    }
    return items_.size() - 1;
  }

  bool read(const TimePattern::Item& item, std::size_t index) {
    if (item.letter == 0) return take(item.literal);
    if (is_number(item)) return read_number(item, index);
    switch (item.letter) {
      case 'M':
      case 'L': return read_name('M', month_names, item.count, 1);
      case 'E':
      case 'e':
      case 'c': return read_name('E', day_names, item.count, 0);
      case 'a': return read_half();
      case 'G': return take(item.count == 4 ? "Anno Domini" : item.count == 5 ? "A" : "AD");
      case 'V':
      case 'z': return read_zone();
      case 'O': return read_gmt();
      case 'Z': return item.count == 4 ? read_gmt() : read_offset(true);
      case 'X':
      case 'x': return read_offset(item.letter == 'X');
      default: return false;
    }
  }

  bool take(std::string_view word) {
    if (!text_.substr(at_).starts_with(word)) return false;
    at_ += word.size();
    return true;
  }

  // A number of open width leaves the digits that its fixed neighbours need: yyyyMMdd.
  [[nodiscard]] std::size_t widest(const TimePattern::Item& item, std::size_t index) const {
    const bool year = item.letter == 'y' || item.letter == 'u' || item.letter == 'Y';
    const bool open = item.count == 1 || (year && item.count > 2);
    if (!open || item.letter == 'S') return item.count;
    std::size_t reserved = 0;
    for (auto i = index + 1; i < items_.size() && is_number(items_[i]); ++i) {
      if (items_[i].count == 1 && items_[i].letter != 'S') break;
      reserved += items_[i].count;
    }
    std::size_t digits = 0;
    const auto enough = std::min(text_.size() - at_, reserved + digits_max);
    while (digits < enough && is_digit(text_[at_ + digits])) ++digits;
    return std::max(item.count, digits > reserved ? digits - reserved : std::size_t{1});
  }

  bool read_number(const TimePattern::Item& item, std::size_t index) {
    const auto width = std::min(digits_max, widest(item, index));
    std::int64_t number = 0;
    std::size_t digits = 0;
    for (; digits < width && at_ < text_.size() && is_digit(text_[at_]); ++digits) {
      number = number * 10 + (text_[at_++] - '0');
    }
    if (digits < item.count) return false;
    if (item.letter == 'S') {
      for (; digits < 9; ++digits) number *= 10;
    }
    const bool year = item.letter == 'y' || item.letter == 'u';
    if (year && item.count == 2) number += 2000;
    found_.numbers[item.letter == 'L' ? 'M' : item.letter == 'u' ? 'y' : item.letter] = number;
    return true;
  }

  template <std::size_t N>
  bool read_name(char field, const std::array<std::string_view, N>& names, std::size_t count,
                 int first) {
    for (std::size_t i = 0; i < N; ++i) {
      if (!take(count == 4 ? names[i] : names[i].substr(0, 3))) continue;
      found_.numbers[field] = static_cast<std::int64_t>(i) + first;
      return true;
    }
    return false;
  }

  bool read_half() {
    const bool afternoon = take("PM");
    if (!afternoon && !take("AM")) return false;
    found_.numbers['a'] = afternoon ? 1 : 0;
    return true;
  }

  bool read_zone() {
    auto end = at_;
    const auto last = std::min(text_.size(), at_ + zone_bytes_max);
    while (end < last && text_[end] != ' ' && text_[end] != ']' && text_[end] != ')') ++end;
    found_.zone = TimeZone::find(heap_, text_.substr(at_, end - at_));
    at_ = end;
    return found_.zone.has_value();
  }

  bool read_gmt() {
    if (!take("GMT")) return false;
    if (at_end() || (text_[at_] != '+' && text_[at_] != '-')) {
      found_.zone = TimeZone::fixed(0);
      return true;
    }
    return read_offset(false);
  }

  bool read_offset(bool letter_for_zero) {
    if (letter_for_zero && take("Z")) {
      found_.zone = TimeZone::fixed(0);
      return true;
    }
    auto end = at_ + 1;
    const auto last = std::min(text_.size(), at_ + zone_bytes_max);
    while (end < last && (is_digit(text_[end]) || text_[end] == ':')) ++end;
    const auto seconds = parse_offset(text_.substr(at_, end - at_));
    if (!seconds) return false;
    at_ = end;
    found_.zone = TimeZone::fixed(*seconds);
    return true;
  }

  Heap& heap_;
  const std::vector<TimePattern::Item>& items_;
  std::string_view text_;
  std::size_t at_ = 0;
  Found found_;
};

std::optional<std::int64_t> number(const Found& found, char field, std::int64_t low,
                                   std::int64_t high) {
  const auto at = found.numbers.find(field);
  if (at == found.numbers.end() || at->second < low || at->second > high) return std::nullopt;
  return at->second;
}

bool has(const Found& found, char field) { return found.numbers.contains(field); }

std::optional<std::int64_t> days_of(const Found& found) {
  using namespace std::chrono;
  const auto y = number(found, 'y', 1, 9999);
  if (!y) return std::nullopt;
  const auto in_year = year(static_cast<int>(*y));
  if (const auto of_year = number(found, 'D', 1, in_year.is_leap() ? 366 : 365)) {
    return sys_days(in_year / 1 / 1).time_since_epoch().count() + *of_year - 1;
  }
  const auto m = number(found, 'M', 1, 12);
  const auto d = number(found, 'd', 1, 31);
  if (!m || !d) return std::nullopt;
  const auto in_month = in_year / month(static_cast<unsigned>(*m));
  // Java's smart resolver takes the 31st of a shorter month for its last day.
  const auto last_day = static_cast<unsigned>(year_month_day_last(in_month / last).day());
  const auto on = in_month / day(std::min(last_day, static_cast<unsigned>(*d)));
  return sys_days(on).time_since_epoch().count();
}

std::optional<std::int64_t> hour_of(const Found& found) {
  if (has(found, 'H')) return number(found, 'H', 0, 24);
  if (has(found, 'k')) {
    const auto hour = number(found, 'k', 1, 24);
    return hour ? std::optional(*hour % 24) : std::nullopt;
  }
  if (!has(found, 'a')) return std::nullopt;
  const auto half = found.numbers.at('a') * 12;
  if (has(found, 'K')) {
    const auto hour = number(found, 'K', 0, 11);
    return hour ? std::optional(*hour + half) : std::nullopt;
  }
  const auto hour = number(found, 'h', 1, 12);
  return hour ? std::optional(*hour % 12 + half) : std::nullopt;
}

// Milliseconds since midnight.
std::optional<std::int64_t> time_of(const Found& found) {
  const auto hour = hour_of(found);
  const auto part = [&](char field, std::int64_t most) {
    return has(found, field) ? number(found, field, 0, most) : std::optional<std::int64_t>(0);
  };
  const auto minute = part('m', 59);
  const auto second = part('s', 59);
  const auto nano = part(has(found, 'S') ? 'S' : 'n', 999'999'999);
  if (!hour || !minute || !second || !nano) return std::nullopt;
  const auto ms = ((*hour * 60 + *minute) * 60 + *second) * 1000 + *nano / 1'000'000;
  return ms <= day_seconds * 1000 ? std::optional(ms) : std::nullopt;
}

std::unexpected<std::string> unparsable(std::string_view text, std::string_view why) {
  return std::unexpected("java.time.format.DateTimeParseException: Text '" + std::string(text) +
                         "' could not be parsed" + std::string(why));
}

std::expected<std::int64_t, std::string> resolve(std::string_view text, const Found& found,
                                                 const TimeZone* zone) {
  const auto days = days_of(found);
  const auto time = time_of(found);
  const auto* in = found.zone ? &*found.zone : zone;
  if (!days || !time || in == nullptr) {
    return unparsable(text, ": Unable to obtain ZonedDateTime from what it names");
  }
  const auto local = *days * day_seconds + *time / 1000;
  return in->to_epoch(local) * 1000 + *time % 1000;
}

}  // namespace

std::expected<std::int64_t, std::string> TimePattern::parse(Heap& heap, std::string_view text,
                                                            const TimeZone* zone) const {
  Scan scan(heap, items_, text);
  if (!scan.run(0)) return unparsable(text, " at index " + std::to_string(scan.position()));
  if (!scan.at_end()) {
    return unparsable(text, ", unparsed text found at index " + std::to_string(scan.position()));
  }
  return resolve(text, scan.found(), zone);
}

std::expected<std::int64_t, std::string> parse_iso8601(Heap& heap, std::string_view text) {
  const auto pattern = TimePattern::compile("yyyy-MM-dd'T'HH:mm[:ss]");
  const auto mark = text.find('T');
  const auto zone_at = mark == std::string_view::npos ? mark : text.find_first_of("Z+-", mark);
  if (!pattern || zone_at == std::string_view::npos) return unparsable(text, " at index 0");
  const auto seconds = parse_offset(text.substr(zone_at));
  auto local = text.substr(0, zone_at);
  std::int64_t milliseconds = 0;
  if (const auto point = local.find('.'); point != std::string_view::npos) {
    const auto fraction = local.substr(point + 1);
    if (fraction.size() > 9 || !std::ranges::all_of(fraction, is_digit<char>)) {
      return unparsable(text, " at index " + std::to_string(point));
    }
    for (std::size_t i = 0; i < 3; ++i) {
      milliseconds = milliseconds * 10 + (i < fraction.size() ? fraction[i] - '0' : 0);
    }
    local = local.substr(0, point);
  }
  const bool written_out = text.ends_with('Z') || text.find(':', zone_at) != std::string_view::npos;
  if (!seconds || !written_out) return unparsable(text, " at index " + std::to_string(zone_at));
  const auto zone = TimeZone::fixed(*seconds);
  const auto whole = pattern->parse(heap, local, &zone);
  return whole ? std::expected<std::int64_t, std::string>(*whole + milliseconds)
               : unparsable(text, " at index 0");
}

}  // namespace syncline::script
