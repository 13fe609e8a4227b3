// $util.time (AppSync: "Time helpers in $util.time"). Now is the run's clock, zones default to UTC.
#include "script/builtin.h"
#include "script/number.h"
#include "script/time/format.h"

namespace syncline::script {
namespace {

using Milliseconds = std::expected<std::int64_t, std::string>;

Result<TimeZone> zone_of(Heap& heap, const Value& name) {
  auto zone = TimeZone::find(heap, name.as_text());
  if (zone) return std::move(*zone);
  return fault("java.time.zone.ZoneRulesException: Unknown time-zone ID: " +
               std::string(name.as_text()));
}

Result<TimePattern> pattern_of(const Value& text) {
  auto pattern = TimePattern::compile(text.as_text());
  if (pattern) return std::move(*pattern);
  return fault(std::move(pattern).error());
}

Result<std::int64_t> in_range(std::int64_t epoch_ms) {
  if (epoch_ms >= epoch_ms_min && epoch_ms <= epoch_ms_max) return epoch_ms;
  return fault("java.time.DateTimeException: " + std::to_string(epoch_ms) +
               " milliseconds are outside of the years 1 to 9999");
}

Answer epoch_value(const Milliseconds& epoch_ms) {
  if (epoch_ms) return Value::long_integer(*epoch_ms);
  return fault(epoch_ms.error());
}

// (pattern[, zone])
Answer formatted(CallContext& context, std::int64_t epoch_ms, Arguments args) {
  if (args.empty() || args.size() > 2) return std::nullopt;
  if (auto other = unless_texts(args)) return *other;
  TRY(const auto pattern, pattern_of(args[0]));
  TRY(const auto zone,
      args.size() == 2 ? zone_of(context.heap, args[1]) : Result<TimeZone>(TimeZone::utc()));
  TRY(const auto instant, in_range(epoch_ms));
  return context.heap.text(pattern.format(instant, zone));
}

Answer now_iso(CallContext& context, Arguments args) {
  if (!args.empty()) return std::nullopt;
  TRY(const auto now, in_range(context.clock.now_ms()));
  return context.heap.text(format_iso8601(now));
}

Answer now_seconds(CallContext& context, Arguments args) {
  if (!args.empty()) return std::nullopt;
  return Value::long_integer(context.clock.now_ms() / 1000);
}

Answer now_milliseconds(CallContext& context, Arguments args) {
  if (!args.empty()) return std::nullopt;
  return Value::long_integer(context.clock.now_ms());
}

Answer now_formatted(CallContext& context, Arguments args) {
  return formatted(context, context.clock.now_ms(), args);
}

// (text, pattern with a zone) or (text, pattern, zone)
Answer parse_formatted(CallContext& context, Arguments args) {
  if (args.size() < 2 || args.size() > 3) return std::nullopt;
  if (auto other = unless_texts(args)) return *other;
  TRY(const auto pattern, pattern_of(args[1]));
  if (args.size() == 2) return epoch_value(pattern.parse(context.heap, args[0].as_text(), nullptr));
  TRY(const auto zone, zone_of(context.heap, args[2]));
  return epoch_value(pattern.parse(context.heap, args[0].as_text(), &zone));
}

Answer parse_iso(CallContext& context, Arguments args) {
  if (args.size() != 1) return std::nullopt;
  if (auto other = unless_texts(args)) return *other;
  return epoch_value(parse_iso8601(context.heap, args[0].as_text()));
}

std::optional<std::int64_t> milliseconds(Arguments args) {
  return args.empty() ? std::nullopt : to_int64(args[0]);
}

Answer to_seconds(CallContext& /*context*/, Arguments args) {
  const auto given = milliseconds(args);
  if (args.size() != 1 || !given) return std::nullopt;
  return Value::long_integer(*given / 1000);
}

Answer to_iso(CallContext& context, Arguments args) {
  const auto given = milliseconds(args);
  if (args.size() != 1 || !given) return std::nullopt;
  TRY(const auto instant, in_range(*given));
  return context.heap.text(format_iso8601(instant));
}

Answer to_formatted(CallContext& context, Arguments args) {
  const auto given = milliseconds(args);
  if (!given) return std::nullopt;
  return formatted(context, *given, args.subspan(1));
}

constexpr Builtin functions[] = {
    {"nowISO8601", now_iso},
    {"nowEpochSeconds", now_seconds},
    {"nowEpochMilliSeconds", now_milliseconds},
    {"nowFormatted", now_formatted},
    {"parseFormattedToEpochMilliSeconds", parse_formatted},
    {"parseISO8601ToEpochMilliSeconds", parse_iso},
    {"epochMilliSecondsToSeconds", to_seconds},
    {"epochMilliSecondsToISO8601", to_iso},
    {"epochMilliSecondsToFormatted", to_formatted},
};

}  // namespace

extern const Family time{"time", functions};

}  // namespace syncline::script
