// The first line as a time pattern, the rest as a text that is parsed by it: a pattern that
// compiles formats every instant, and what it parses lies in the years that it can format.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/result.h"
#include "script/time/format.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace script = syncline::script;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto line = text.substr(0, text.find('\n'));
  const auto rest = line.size() < text.size() ? text.substr(line.size() + 1) : std::string_view();
  script::Heap heap;
  (void)script::parse_iso8601(heap, rest);
  (void)script::TimeZone::find(heap, rest);
  const auto pattern = script::TimePattern::compile(line);
  if (!pattern) return 0;
  const auto zone = script::TimeZone::fixed(-27'000);
  for (const std::int64_t instant : {script::epoch_ms_min, std::int64_t{-1},
                                     std::int64_t{1'517'943'695'749}, script::epoch_ms_max}) {
    const auto written = pattern->format(instant, zone);
    (void)pattern->parse(heap, written, &zone);
  }
  constexpr std::int64_t day_ms = 24 * 3600 * 1000;  // a zone may lead out of the first and last
  const auto parsed = pattern->parse(heap, rest, &zone);
  CHECK(!parsed || (*parsed >= script::epoch_ms_min - day_ms));
  CHECK(!parsed || (*parsed <= script::epoch_ms_max + day_ms));
  return 0;
}
