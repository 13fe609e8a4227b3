// AWSDate, AWSTime, AWSDateTime and AWSTimestamp (AppSync developer guide, "Scalar types", and the
// descriptions that its introspection returns).
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

#include "graphql/type/scalar_groups.h"

namespace syncline::graphql {
namespace {

// Reads one ISO 8601 text from left to right; each step answers whether the text still fits.
class TimeReader {
 public:
  explicit TimeReader(std::string_view text) : rest_(text) {}

  [[nodiscard]] bool done() const { return rest_.empty(); }

  bool skip(char c) {
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }

  // [-]YYYY-MM-DD, a day that the calendar has.
  bool date() {
    skip('-');
    const auto year = digits(4);
    if (!year || !skip('-')) return false;
    const auto month = digits(2);
    if (!month || *month < 1 || *month > 12 || !skip('-')) return false;
    const auto day = digits(2);
    return day && *day >= 1 && *day <= days_of(*year, *month);
  }

  // hh:mm[:ss[.fraction]]
  bool time() {
    if (!below(24) || !skip(':') || !below(60)) return false;
    if (!skip(':')) return true;
    if (!below(60)) return false;
    return !skip('.') || fraction();
  }

  // Z, ±hh:mm or ±hh:mm:ss, up to 18 hours as java.time has it.
  bool zone() {
    if (skip('Z')) return true;
    if (!skip('+') && !skip('-')) return false;
    const auto hours = digits(2);
    if (!hours || *hours > 18 || !skip(':')) return false;
    const auto minutes = digits(2);
    if (!minutes || *minutes > 59) return false;
    int seconds = 0;
    if (skip(':')) {
      const auto read = digits(2);
      if (!read || *read > 59) return false;
      seconds = *read;
    }
    return *hours < 18 || (*minutes == 0 && seconds == 0);
  }

 private:
  static int days_of(int year, int month) {
    constexpr std::array<int, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[static_cast<std::size_t>(month - 1)];
  }

  std::optional<int> digits(std::size_t count) {
    if (rest_.size() < count) return std::nullopt;
    int value = 0;
    for (const char c : rest_.substr(0, count)) {
      if (c < '0' || c > '9') return std::nullopt;
      value = value * 10 + (c - '0');
    }
    rest_.remove_prefix(count);
    return value;
  }

  bool below(int limit) {
    const auto value = digits(2);
    return value && *value < limit;
  }

  // 1 to 9 digits.
  bool fraction() {
    std::size_t count = 0;
    while (count < 9 && digits(1)) ++count;
    return count > 0;
  }

  std::string_view rest_;
};

bool is_date(std::string_view text) {
  TimeReader reader(text);
  return reader.date() && (reader.done() || (reader.zone() && reader.done()));
}

bool is_time(std::string_view text) {
  TimeReader reader(text);
  return reader.time() && (reader.done() || (reader.zone() && reader.done()));
}

bool is_date_time(std::string_view text) {
  TimeReader reader(text);
  return reader.date() && reader.skip('T') && reader.time() && reader.zone() && reader.done();
}

bool is_text_that(const Json& value, bool (*holds)(std::string_view)) {
  const auto* text = value.if_string();
  return text != nullptr && holds(*text);
}

Result<Json> parse_date(const Json& input) {
  if (is_text_that(input, is_date)) return input;
  return unable_to_parse(input, "date");
}
Result<Json> serialize_date(const Json& value) {
  if (is_text_that(value, is_date)) return value;
  return unable_to_serialize(value, "Date Object");
}

Result<Json> parse_time(const Json& input) {
  if (is_text_that(input, is_time)) return input;
  return unable_to_parse(input, "time");
}
Result<Json> serialize_time(const Json& value) {
  if (is_text_that(value, is_time)) return value;
  return unable_to_serialize(value, "Time Object");
}

Result<Json> parse_date_time(const Json& input) {
  if (is_text_that(input, is_date_time)) return input;
  return unable_to_parse(input, "DateTime");
}
Result<Json> serialize_date_time(const Json& value) {
  if (is_text_that(value, is_date_time)) return value;
  return unable_to_serialize(value, "DateTime Object");
}

// The bounds of java.time.Instant in seconds.
constexpr std::int64_t timestamp_min = -31'557'014'167'219'200;
constexpr std::int64_t timestamp_max = 31'556'889'864'403'199;

std::optional<std::int64_t> in_range(std::int64_t seconds) {
  if (seconds < timestamp_min || seconds > timestamp_max) return std::nullopt;
  return seconds;
}

std::optional<std::int64_t> as_timestamp(const Json& value) {
  if (const auto* seconds = value.if_int64()) return in_range(*seconds);
  const auto* number = value.if_double();  // an exponent makes a whole number a double
  constexpr auto exact_max = 9'007'199'254'740'992.0;
  if (number == nullptr || std::trunc(*number) != *number || std::fabs(*number) > exact_max) {
    return std::nullopt;
  }
  return in_range(static_cast<std::int64_t>(*number));
}

std::optional<std::int64_t> as_timestamp_text(const Json& value) {
  const auto* text = value.if_string();
  if (text == nullptr) return std::nullopt;
  std::int64_t seconds = 0;
  const auto* const end = text->data() + text->size();
  const auto read = std::from_chars(text->data(), end, seconds);
  if (read.ec != std::errc{} || read.ptr != end) return std::nullopt;
  return in_range(seconds);
}

Result<Json> parse_timestamp(const Json& input) {
  if (const auto seconds = as_timestamp(input)) return *seconds;
  return unable_to_parse(input, "timestamp");
}

Result<Json> serialize_timestamp(const Json& value) {
  if (const auto seconds = as_timestamp(value)) return *seconds;
  if (const auto seconds = as_timestamp_text(value)) return *seconds;
  return unable_to_serialize(value, "timestamp");
}

constexpr std::array<Scalar, 4> scalars{{
    {"AWSDate",
     "An extended ISO 8601 date such as `1970-01-01`, perhaps with a time zone offset (`Z`, "
     "`+05:30`). Years may be negative.",
     parse_date, serialize_date, AsItIs::texts, is_date},
    {"AWSTime",
     "An extended ISO 8601 time such as `12:30` or `12:30:24.500`, perhaps with a time zone offset "
     "(`Z`, `+05:30`). A fraction has 1 to 9 digits.",
     parse_time, serialize_time, AsItIs::texts, is_time},
    {"AWSDateTime",
     "An extended ISO 8601 date and time with its time zone offset, such as "
     "`1970-01-01T12:00:00.277Z`. Years may be negative.",
     parse_date_time, serialize_date_time, AsItIs::texts, is_date_time},
    {"AWSTimestamp", "Seconds since 1970-01-01T00:00Z; negative before.", parse_timestamp,
     serialize_timestamp},
}};

}  // namespace

std::span<const Scalar> time_scalars() { return scalars; }

}  // namespace syncline::graphql
