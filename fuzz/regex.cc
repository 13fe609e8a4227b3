// The first line as a pattern, the rest as what it is matched with: every pattern compiles or is
// refused, and no match takes many more steps than a run may.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/limits.h"
#include "base/result.h"
#include "script/regex/regex.h"
#include "script/utf16.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using syncline::script::Heap;
  using syncline::script::Regex;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto line = text.substr(0, text.find('\n'));
  const auto rest = line.size() < text.size() ? text.substr(line.size() + 1) : std::string_view();
  Heap heap;
  const auto regex = Regex::compile(heap, line);
  if (!regex) {
    CHECK(regex.error().starts_with("java.util.regex.PatternSyntaxException: "));
    return 0;
  }
  const auto subject = syncline::script::to_utf32(rest);
  const bool whole = regex->matches(heap, subject);
  std::size_t found = 0;
  for (std::size_t at = 0; at <= subject.size();) {
    const auto match = regex->find(heap, subject, at);
    if (!match) break;
    CHECK(match->start() >= at && match->end() >= match->start());
    CHECK(match->end() <= subject.size());
    at = match->end() > match->start() ? match->end() : match->end() + 1;
    ++found;
  }
  CHECK(!whole || found > 0 || heap.stopped());
  CHECK(heap.steps() <= 2 * syncline::limits::script_steps_max);
  return 0;
}
