// What a regular expression is compiled to. Jumps are relative, so that code can be copied and
// joined without being rewritten.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace syncline::script::regex {

enum class Property : std::uint8_t {
  digit,
  word,
  space,
  blank,
  vertical,
  lower,
  upper,
  alpha,
  alnum,
  punct,
  graph,
  print,
  control,
  hex,
  ascii,
  letter,
  unicode_lower,
  unicode_upper,
  unicode_alnum,
  unicode_punct,
  unicode_space,
  any,
};

// A character class: a union of ranges, properties and nested classes, met with `and_also`.
struct CharSet {
  bool negated = false;
  bool fold_case = false;
  std::vector<std::pair<char32_t, char32_t>> ranges;
  std::vector<std::pair<Property, bool>> properties;  // true: not that property
  std::vector<CharSet> nested;
  std::vector<CharSet> and_also;
  std::size_t cost = 1;  // of has(), in instructions of the matcher: weigh() sets it

  [[nodiscard]] bool has(char32_t c) const;
  std::size_t weigh();

 private:
  [[nodiscard]] bool has_itself(char32_t c) const;
};

bool has_property(Property property, char32_t c);
bool is_line_end(char32_t c);

enum class Op : std::uint8_t {
  character,  // argument: the code point
  folded,     // the same in either case
  any,        // but a line terminator
  any_at_all,
  set,         // argument: index into sets
  split,       // try the next instruction, then `jump`
  split_late,  // try `jump`, then the next
  loop,        // the next instruction as often as it fits, then fewer times; then `jump`
  loop_late,   // never, then more often
  jump,
  save,      // argument: slot
  mark,      // argument: register; remembers the position
  progress,  // argument: register; fails when the position has not moved since
  text_start,
  text_end,
  text_end_or_newline,
  line_start,
  line_end,
  word_edge,
  no_word_edge,
  group,   // argument: group that must follow again
  atomic,  // the code up to `accept` is matched once and for all; then `jump`
  ahead,
  not_ahead,
  behind,
  not_behind,
  accept,
};

struct Instruction {
  Op op;
  std::uint32_t argument = 0;
  std::int32_t jump = 0;
  bool fold_case = false;
};

using Code = std::vector<Instruction>;

struct Program {
  Code code;
  std::vector<CharSet> sets;
  std::vector<std::pair<std::string, std::size_t>> names;
  std::size_t groups = 0;
  std::size_t registers = 0;
};

}  // namespace syncline::script::regex
