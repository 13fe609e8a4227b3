// $util.math (AppSync: "Math helpers in $util.math").
#include <cmath>
#include <cstring>
#include <limits>

#include "base/text.h"
#include "script/builtin.h"
#include "script/number.h"

namespace syncline::script {
namespace {

// In [0, 1), with the 53 bits that a double holds.
double random_fraction() {
  std::uint64_t bits = 0;
  std::memcpy(&bits, random_bytes(sizeof(bits)).data(), sizeof(bits));
  return static_cast<double>(bits >> 11) * 0x1.0p-53;
}

std::int32_t clamped(double number) {
  if (std::isnan(number)) return 0;
  constexpr auto low = std::numeric_limits<std::int32_t>::min();
  constexpr auto high = std::numeric_limits<std::int32_t>::max();
  return number <= low ? low : number >= high ? high : static_cast<std::int32_t>(number);
}

// Math.round: ties go up, and what does not fit is the nearest that does.
Answer round_number(CallContext& /*context*/, Arguments args) {
  if (args.size() != 1 || !args[0].is_number()) return std::nullopt;
  return Value::integer(clamped(std::floor(to_double(args[0]) + 0.5)));
}

Answer extreme(Arguments args, bool smallest) {
  if (args.size() != 2 || !args[0].is_number() || !args[1].is_number()) return std::nullopt;
  const auto a = to_double(args[0]);
  const auto b = to_double(args[1]);
  return Value::real(smallest ? std::fmin(a, b) : std::fmax(a, b));
}

Answer minimum(CallContext& /*context*/, Arguments args) { return extreme(args, true); }
Answer maximum(CallContext& /*context*/, Arguments args) { return extreme(args, false); }

Answer random_double(CallContext& /*context*/, Arguments args) {
  if (!args.empty()) return std::nullopt;
  return Value::real(random_fraction());
}

// The upper bound is left out, as in the sample code of AppSync's own simulator.
Answer random_within(CallContext& /*context*/, Arguments args) {
  if (args.size() != 2 || !args[0].is(Kind::integer) || !args[1].is(Kind::integer)) {
    return std::nullopt;
  }
  const auto low = static_cast<double>(args[0].as_whole());
  const auto high = static_cast<double>(args[1].as_whole());
  return Value::integer(clamped(std::floor(low + random_fraction() * (high - low))));
}

constexpr Builtin functions[] = {
    {"roundNum", round_number},
    {"minVal", minimum},
    {"maxVal", maximum},
    {"randomDouble", random_double},
    {"randomWithinRange", random_within},
};

}  // namespace

extern const Family math{"math", functions};

}  // namespace syncline::script
