#include <wctype.h>

#include <algorithm>

#include "script/letters.h"
#include "script/regex/code.h"
#include "script/utf16.h"

namespace syncline::script::regex {
namespace {

bool between(char32_t c, char32_t low, char32_t high) { return c >= low && c <= high; }
bool ascii_lower(char32_t c) { return between(c, 'a', 'z'); }
bool ascii_upper(char32_t c) { return between(c, 'A', 'Z'); }
bool ascii_graph(char32_t c) { return between(c, 0x21, 0x7E); }

// Unicode's classes, from the C library's own tables.
bool unicode(Property property, char32_t c) {
  const auto tables = unicode_tables();
  const auto wide = static_cast<wint_t>(c);
  switch (property) {
    case Property::letter: return iswalpha_l(wide, tables) != 0 && iswdigit_l(wide, tables) == 0;
    case Property::unicode_lower: return iswlower_l(wide, tables) != 0;
    case Property::unicode_upper: return iswupper_l(wide, tables) != 0;
    case Property::unicode_alnum: return iswalnum_l(wide, tables) != 0;
    case Property::unicode_punct: return iswpunct_l(wide, tables) != 0;
    default: return iswspace_l(wide, tables) != 0;
  }
}

}  // namespace

bool is_line_end(char32_t c) {
  return c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

bool has_property(Property property, char32_t c) {
  switch (property) {
    case Property::digit: return is_digit(c);
    case Property::word: return is_letter(c) || is_digit(c) || c == '_';
    case Property::space: return c == ' ' || between(c, '\t', '\r');
    case Property::blank: return c == ' ' || c == '\t' || c == 0xA0;
    case Property::vertical: return between(c, '\n', '\r') || is_line_end(c);
    case Property::lower: return ascii_lower(c);
    case Property::upper: return ascii_upper(c);
    case Property::alpha: return is_letter(c);
    case Property::alnum: return is_letter(c) || is_digit(c);
    case Property::punct: return ascii_graph(c) && !is_letter(c) && !is_digit(c);
    case Property::graph: return ascii_graph(c);
    case Property::print: return c == ' ' || ascii_graph(c);
    case Property::control: return c < 0x20 || c == 0x7F;
    case Property::hex: return is_digit(c) || between(c, 'a', 'f') || between(c, 'A', 'F');
    case Property::ascii: return c < 0x80;
    case Property::any: return true;
    default: return unicode(property, c);
  }
}

// Without its nested classes, which fold the case for themselves.
bool CharSet::has_itself(char32_t c) const {
  return std::ranges::any_of(ranges,
                             [c](const auto& r) { return between(c, r.first, r.second); }) ||
         std::ranges::any_of(properties,
                             [c](const auto& p) { return has_property(p.first, c) != p.second; });
}

bool CharSet::has(char32_t c) const {
  bool found = has_itself(c);
  if (!found && fold_case) found = has_itself(upper_case(c)) || has_itself(lower_case(c));
  found = found || std::ranges::any_of(nested, [c](const auto& set) { return set.has(c); });
  found = found && std::ranges::all_of(and_also, [c](const auto& set) { return set.has(c); });
  return found != negated;
}

// Eight ranges, or two properties, take about the time of one instruction.
std::size_t CharSet::weigh() {
  const auto once = ranges.size() / 8 + properties.size() / 2;
  cost = 1 + (fold_case ? 2 + 3 * once : once);
  for (auto& set : nested) cost += set.weigh();
  for (auto& set : and_also) cost += set.weigh();
  return cost;
}

}  // namespace syncline::script::regex
