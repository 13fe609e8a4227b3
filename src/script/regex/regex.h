// Regular expressions as java.util.regex reads them, for String.matches, replaceAll, split and
// $util.matches. A backtracking matcher on a stack of its own: it never recurses on the text, and
// each step is paid from the run's Heap, and so is the stack while it is held, so that a runaway
// pattern ends the run and nothing else.
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "script/heap.h"
#include "script/regex/code.h"

namespace syncline::script {

class Regex {
 public:
  // Fails with the text of Java's PatternSyntaxException, also for a pattern that is larger than
  // limits::pattern_bytes_max. Each call is paid, as nothing keeps what was compiled.
  static std::expected<Regex, std::string> compile(Heap& heap, std::string_view pattern);

  static constexpr std::size_t none = static_cast<std::size_t>(-1);
  struct Match {
    std::vector<std::size_t> slots;  // start and end of each group, or none
    [[nodiscard]] std::size_t start(std::size_t group = 0) const { return slots[2 * group]; }
    [[nodiscard]] std::size_t end(std::size_t group = 0) const { return slots[2 * group + 1]; }
  };

  // The first match at or after `from`. Nothing too when the run was stopped.
  std::optional<Match> find(Heap& heap, std::u32string_view subject, std::size_t from) const;
  // Whether the whole subject matches.
  bool matches(Heap& heap, std::u32string_view subject) const;

  [[nodiscard]] std::size_t group_count() const { return program_.groups; }
  [[nodiscard]] std::optional<std::size_t> group_named(std::string_view name) const;

 private:
  explicit Regex(regex::Program program) : program_(std::move(program)) {}
  regex::Program program_;
};

}  // namespace syncline::script
