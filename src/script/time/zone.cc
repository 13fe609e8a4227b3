#include "script/time/zone.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "script/letters.h"

namespace syncline::script {
namespace {

constexpr std::int32_t day_seconds = 24 * 3600;
constexpr std::int32_t offset_seconds_max = 18 * 3600;  // java.time.ZoneOffset

bool is_region(std::string_view id) {
  const auto named = [](char c) {
    return is_letter(c) || is_digit(c) || c == '_' || c == '-' || c == '+' || c == '/';
  };
  return !id.empty() && id.size() < 64 && id.front() != '/' && std::ranges::all_of(id, named);
}

// The TZif file of a region; nothing when there is none.
std::string file_of(std::string_view id) {
  constexpr std::uintmax_t bytes_max = 1024 * 1024;
  const auto path = std::filesystem::path("/usr/share/zoneinfo") / id;
  std::error_code error;
  const bool is_file = std::filesystem::is_regular_file(path, error);
  const auto size = is_file ? std::filesystem::file_size(path, error) : 0;
  if (error || size > bytes_max) return {};
  std::string bytes(size, '\0');
  std::ifstream file(path, std::ios::binary);
  file.read(bytes.data(), static_cast<std::streamsize>(size));
  return file ? bytes : std::string();
}

std::optional<int> take_number(std::string_view& text, std::size_t digits_max) {
  int number = 0;
  std::size_t digits = 0;
  while (digits < digits_max && digits < text.size() && is_digit(text[digits])) {
    number = number * 10 + (text[digits++] - '0');
  }
  if (digits == 0) return std::nullopt;
  text.remove_prefix(digits);
  return number;
}

bool take(std::string_view& text, char c) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

}  // namespace

std::optional<std::int32_t> parse_offset(std::string_view text) {
  if (text == "Z" || text == "z") return 0;
  if (text.size() < 2 || (text[0] != '+' && text[0] != '-')) return std::nullopt;
  const bool negative = text[0] == '-';
  text.remove_prefix(1);
  const bool colons = text.find(':') != std::string_view::npos;
  std::int32_t seconds = 0;
  std::int32_t unit = 3600;
  for (; !text.empty() && unit > 0; unit /= 60) {
    if (colons && unit != 3600 && !take(text, ':')) return std::nullopt;
    const auto before = text.size();
    const auto part = take_number(text, 2);
    const bool short_hour = unit == 3600 && text.empty();
    if (!part || (before - text.size() != 2 && !short_hour) || (unit < 3600 && *part > 59)) {
      return std::nullopt;
    }
    seconds += *part * unit;
  }
  if (!text.empty() || seconds > offset_seconds_max) return std::nullopt;
  return negative ? -seconds : seconds;
}

std::string offset_id(std::int32_t seconds) {
  if (seconds == 0) return "Z";
  const auto size = std::abs(seconds);
  auto out = fmt::format("{}{:02}:{:02}", seconds < 0 ? '-' : '+', size / 3600, size / 60 % 60);
  if (size % 60 != 0) out += fmt::format(":{:02}", size % 60);
  return out;
}

TimeZone TimeZone::fixed(std::int32_t seconds) {
  TimeZone zone;
  zone.id_ = offset_id(seconds);
  zone.offsets_ = {{seconds, zone.id_}};
  return zone;
}

TimeZone TimeZone::utc() {
  auto zone = fixed(0);
  zone.id_ = zone.offsets_[0].name = "UTC";
  return zone;
}

std::optional<TimeZone> TimeZone::find(Heap& heap, std::string_view id) {
  constexpr std::size_t region_steps = 500;
  if (id == "UTC") return utc();
  if (const auto offset = parse_offset(id)) return fixed(*offset);
  for (const std::string_view prefix : {"UTC", "GMT", "UT"}) {
    if (!id.starts_with(prefix)) continue;
    const auto offset = id == prefix ? std::optional(0) : parse_offset(id.substr(prefix.size()));
    if (!offset) continue;
    auto zone = fixed(*offset);
    zone.id_ = zone.offsets_[0].name = std::string(id);
    return zone;
  }
  if (!is_region(id) || !heap.spend(region_steps)) return std::nullopt;
  auto zone = read(file_of(id));
  if (zone) zone->id_ = std::string(id);
  return zone;
}

ZoneOffset TimeZone::offset_at(std::int64_t epoch_seconds) const {
  const auto next = std::ranges::upper_bound(changes_, epoch_seconds);
  if (next == changes_.end() && rule_) return rule_->at(epoch_seconds);
  return offsets_[static_cast<std::size_t>(next - changes_.begin())];
}

std::int64_t TimeZone::to_epoch(std::int64_t local_seconds) const {
  const auto before = offset_at(local_seconds - day_seconds).seconds;
  const auto after = offset_at(local_seconds + day_seconds).seconds;
  if (offset_at(local_seconds - before).seconds == before) return local_seconds - before;
  if (offset_at(local_seconds - after).seconds == after) return local_seconds - after;
  return local_seconds - before;
}

// --- TZif -----------------------------------------------------------------------------------

namespace {

// The numbers of a TZif file: big-endian, two's complement.
class Bytes {
 public:
  explicit Bytes(std::string_view bytes) : bytes_(bytes) {}

  std::int64_t number(std::size_t size) {
    if (bytes_.size() < size) {
      good_ = false;
      return 0;
    }
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < size; ++i) {
      value = value << 8 | static_cast<unsigned char>(bytes_[i]);
    }
    bytes_.remove_prefix(size);
    return size == 4 ? static_cast<std::int32_t>(value) : static_cast<std::int64_t>(value);
  }
  std::string_view take(std::size_t size) {
    if (bytes_.size() < size) {
      good_ = false;
      return {};
    }
    const auto taken = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return taken;
  }
  [[nodiscard]] bool good() const { return good_; }
  [[nodiscard]] std::string_view rest() const { return bytes_; }

 private:
  std::string_view bytes_;
  bool good_ = true;
};

struct Header {
  std::size_t isut = 0, isstd = 0, leaps = 0, times = 0, types = 0, characters = 0;

  static std::optional<Header> read(Bytes& bytes) {
    if (bytes.take(4) != "TZif") return std::nullopt;
    bytes.take(16);  // version and spare
    Header header;
    for (auto* count : {&header.isut, &header.isstd, &header.leaps, &header.times, &header.types,
                        &header.characters}) {
      *count = static_cast<std::size_t>(bytes.number(4));
      if (*count > 100'000) return std::nullopt;
    }
    return header;
  }
  [[nodiscard]] std::size_t size(std::size_t time_bytes) const {
    return times * (time_bytes + 1) + types * 6 + characters + leaps * (time_bytes + 4) + isstd +
           isut;
  }
};

}  // namespace

// Only the second block is read: it has 64-bit times, and every file of today has one.
std::optional<TimeZone> TimeZone::read(std::string_view file) {
  Bytes bytes(file);
  const auto first = Header::read(bytes);
  if (!first) return std::nullopt;
  bytes.take(first->size(4));
  const auto header = Header::read(bytes);
  if (!header || header->types == 0) return std::nullopt;
  TimeZone zone;
  for (std::size_t i = 0; i < header->times; ++i) zone.changes_.push_back(bytes.number(8));
  const auto indexes = bytes.take(header->times);
  struct Type {
    std::int32_t seconds;
    std::size_t name;
  };
  std::vector<Type> types;
  for (std::size_t i = 0; i < header->types; ++i) {
    const auto seconds = static_cast<std::int32_t>(bytes.number(4));
    bytes.take(1);  // whether it is summer time
    const auto name = bytes.take(1);
    types.push_back({seconds, name.empty() ? 0U : static_cast<unsigned char>(name[0])});
  }
  const auto names = bytes.take(header->characters);
  const auto offset = [&](std::size_t type) -> ZoneOffset {
    if (type >= types.size() || types[type].name >= names.size()) return {};
    const auto name = names.substr(types[type].name);
    return {types[type].seconds, std::string(name.substr(0, name.find('\0')))};
  };
  zone.offsets_.push_back(offset(0));
  for (const char index : indexes)
    zone.offsets_.push_back(offset(static_cast<unsigned char>(index)));
  bytes.take(header->leaps * 12 + header->isstd + header->isut + 1);
  if (!bytes.good()) return std::nullopt;
  zone.rule_ = parse_rule(bytes.rest().substr(0, bytes.rest().find('\n')));
  return zone;
}

// --- POSIX TZ: "AEST-10AEDT,M10.1.0,M4.1.0/3" -------------------------------------------------

namespace {

std::optional<std::string> take_name(std::string_view& text) {
  std::size_t size = 0;
  const bool quoted = take(text, '<');
  while (size < text.size() &&
         (quoted ? text[size] != '>' : (text[size] >= 'A' && text[size] <= 'z'))) {
    ++size;
  }
  std::string name(text.substr(0, size));
  text.remove_prefix(size);
  if (name.empty() || (quoted && !take(text, '>'))) return std::nullopt;
  return name;
}

std::optional<std::int32_t> take_time(std::string_view& text) {
  const bool negative = take(text, '-');
  if (!negative) take(text, '+');
  std::int32_t seconds = 0;
  for (std::int32_t unit = 3600; unit > 0; unit /= 60) {
    if (unit != 3600 && !take(text, ':')) break;
    const auto part = take_number(text, 3);
    if (!part) return std::nullopt;
    seconds += *part * unit;
  }
  return negative ? -seconds : seconds;
}

}  // namespace

std::optional<TimeZone::Change> TimeZone::parse_change(std::string_view& text) {
  if (!take(text, ',')) return std::nullopt;
  Change change;
  change.form = take(text, 'M') ? 'M' : take(text, 'J') ? 'J' : 'n';
  const auto first = take_number(text, 3);
  if (!first) return std::nullopt;
  change.day = *first;
  if (change.form == 'M') {
    change.month = *first;
    const auto week = take(text, '.') ? take_number(text, 1) : std::nullopt;
    const auto day = take(text, '.') ? take_number(text, 1) : std::nullopt;
    if (!week || !day || change.month < 1 || change.month > 12 || *day > 6) return std::nullopt;
    change.week = *week;
    change.day = *day;
  }
  if (!take(text, '/')) return change;
  const auto second = take_time(text);
  if (!second) return std::nullopt;
  change.second = *second;
  return change;
}

std::optional<TimeZone::Rule> TimeZone::parse_rule(std::string_view text) {
  Rule rule;
  const auto name = take_name(text);
  const auto west = name ? take_time(text) : std::nullopt;  // POSIX counts westwards
  if (!west) return std::nullopt;
  rule.standard = {-*west, *name};
  if (text.empty()) return rule;
  const auto summer = take_name(text);
  if (!summer) return std::nullopt;
  auto summer_seconds = rule.standard.seconds + 3600;
  if (!text.starts_with(',')) {
    const auto given = take_time(text);
    if (!given) return std::nullopt;
    summer_seconds = -*given;
  }
  rule.summer = ZoneOffset{summer_seconds, *summer};
  const auto starts = parse_change(text);
  const auto ends = parse_change(text);
  if (!starts || !ends) return std::nullopt;
  rule.starts = *starts;
  rule.ends = *ends;
  return rule;
}

std::int64_t TimeZone::Change::in_year(int year) const {
  using namespace std::chrono;
  const auto y = std::chrono::year(year);
  auto date = sys_days(y / January / 1);
  if (form == 'M') {
    const auto wanted = weekday(static_cast<unsigned>(day));
    const auto in = y / std::chrono::month(static_cast<unsigned>(month));
    date = week == 5 ? sys_days(in / wanted[last])
                     : sys_days(in / wanted[static_cast<unsigned>(std::max(1, week))]);
  } else if (form == 'J') {
    date += days(day - 1 + (y.is_leap() && day > 59 ? 1 : 0));
  } else {
    date += days(day);
  }
  return date.time_since_epoch().count() * std::int64_t{day_seconds} + second;
}

ZoneOffset TimeZone::Rule::at(std::int64_t epoch_seconds) const {
  if (!summer) return standard;
  using namespace std::chrono;
  const auto local = sys_seconds(seconds(epoch_seconds + standard.seconds));
  const auto year = static_cast<int>(year_month_day(floor<days>(local)).year());
  const auto begin = starts.in_year(year) - standard.seconds;
  const auto end = ends.in_year(year) - summer->seconds;
  const bool within = begin < end ? epoch_seconds >= begin && epoch_seconds < end
                                  : epoch_seconds >= begin || epoch_seconds < end;
  return within ? *summer : standard;
}

}  // namespace syncline::script
