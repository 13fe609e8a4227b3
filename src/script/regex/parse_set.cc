#include <algorithm>
#include <array>

#include "base/limits.h"
#include "base/result.h"
#include "script/regex/parser.h"
#include "script/utf16.h"

namespace syncline::script::regex {
namespace {

struct Named {
  std::string_view name;
  Property property;
};

// The POSIX names are ASCII's, the one-letter names and Is… are Unicode's (java.util.regex).
constexpr std::array<Named, 38> named_properties{{
    {"Lower", Property::lower},
    {"Upper", Property::upper},
    {"ASCII", Property::ascii},
    {"Alpha", Property::alpha},
    {"Digit", Property::digit},
    {"Alnum", Property::alnum},
    {"Punct", Property::punct},
    {"Graph", Property::graph},
    {"Print", Property::print},
    {"Blank", Property::blank},
    {"Cntrl", Property::control},
    {"XDigit", Property::hex},
    {"Space", Property::space},
    {"L", Property::letter},
    {"IsL", Property::letter},
    {"IsAlphabetic", Property::letter},
    {"IsLetter", Property::letter},
    {"javaLetter", Property::letter},
    {"Ll", Property::unicode_lower},
    {"IsLl", Property::unicode_lower},
    {"IsLowercase", Property::unicode_lower},
    {"javaLowerCase", Property::unicode_lower},
    {"Lu", Property::unicode_upper},
    {"IsLu", Property::unicode_upper},
    {"IsUppercase", Property::unicode_upper},
    {"javaUpperCase", Property::unicode_upper},
    {"N", Property::digit},
    {"Nd", Property::digit},
    {"IsDigit", Property::digit},
    {"javaDigit", Property::digit},
    {"P", Property::unicode_punct},
    {"IsP", Property::unicode_punct},
    {"IsPunctuation", Property::unicode_punct},
    {"Z", Property::unicode_space},
    {"Zs", Property::unicode_space},
    {"IsWhite_Space", Property::unicode_space},
    {"javaWhitespace", Property::unicode_space},
    {"javaLetterOrDigit", Property::unicode_alnum},
}};

std::optional<std::pair<Property, bool>> short_property(char32_t c) {
  switch (c) {
    case 'd': return std::pair(Property::digit, false);
    case 'D': return std::pair(Property::digit, true);
    case 'w': return std::pair(Property::word, false);
    case 'W': return std::pair(Property::word, true);
    case 's': return std::pair(Property::space, false);
    case 'S': return std::pair(Property::space, true);
    case 'h': return std::pair(Property::blank, false);
    case 'H': return std::pair(Property::blank, true);
    case 'v': return std::pair(Property::vertical, false);
    case 'V': return std::pair(Property::vertical, true);
    default: return std::nullopt;
  }
}

int hex_value(char32_t c) {
  if (c >= '0' && c <= '9') return static_cast<int>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<int>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<int>(c - 'A' + 10);
  return -1;
}

}  // namespace

std::expected<std::optional<CharSet>, std::string> Parser::class_escape() {
  CharSet set;
  if (const auto known = short_property(peek())) {
    ++at_;
    set.properties.push_back(*known);
    return set;
  }
  if (accept(U'p') || accept(U'P')) return named_property(text_[at_ - 1] == 'P');
  return std::nullopt;
}

std::expected<CharSet, std::string> Parser::named_property(bool negated) {
  std::string name;
  if (accept(U'{')) {
    while (!at_end() && peek() != '}') append_utf8(name, text_[at_++]);
    if (!accept(U'}')) return fail("Unclosed character family");
  } else if (!at_end()) {
    append_utf8(name, text_[at_++]);
  }
  const auto found = std::ranges::find(named_properties, name, &Named::name);
  if (found == named_properties.end()) {
    return fail("Unknown character property name {" + name + "}");
  }
  CharSet set;
  set.properties.emplace_back(found->property, negated);
  set.fold_case = flags_.fold_case && !negated;
  return set;
}

// The set behind `[`, with its closing bracket. `&&` binds least: [a-z&&[^bc]].
std::expected<CharSet, std::string> Parser::bracket_set() {
  if (++depth_ > limits::script_depth_max) return fail("Classes nested too deeply");
  const bool negated = accept(U'^');
  TRY(auto set, set_operand());
  while (accept(U"&&")) {
    TRY(auto other, set_operand());
    set.and_also.push_back(std::move(other));
  }
  if (!accept(U']')) {
    --at_;
    return fail("Unclosed character class");
  }
  set.negated = negated;
  --depth_;
  return set;
}

std::expected<CharSet, std::string> Parser::set_operand() {
  CharSet set;
  set.fold_case = flags_.fold_case;
  const auto start = at_;
  while (!at_end() && !(peek() == '&' && peek(1) == '&')) {
    // A bracket that comes first is a member: []a].
    if (peek() == ']' && at_ != start) break;
    TRY(set_item(set));
  }
  return set;
}

std::expected<void, std::string> Parser::set_item(CharSet& into) {
  if (accept(U'[')) {
    TRY(auto nested, bracket_set());
    into.nested.push_back(std::move(nested));
    return {};
  }
  const auto character = [&]() -> std::expected<char32_t, std::string> {
    if (at_end()) {
      --at_;
      return fail("Unclosed character class");
    }
    if (accept(U'\\')) return character_escape();
    return text_[at_++];
  };
  if (peek() == '\\') {
    ++at_;
    TRY(auto known, class_escape());
    if (known) {
      into.nested.push_back(std::move(*known));
      return {};
    }
    --at_;
  }
  TRY(const auto low, character());
  auto high = low;
  if (peek() == '-' && peek(1) != ']' && peek(1) != '[' && at_ + 1 < text_.size()) {
    ++at_;
    TRY(high, character());
  }
  if (high < low) return fail("Illegal character range");
  into.ranges.emplace_back(low, high);
  return {};
}

std::expected<char32_t, std::string> Parser::hex_digits(std::size_t digits) {
  char32_t value = 0;
  for (std::size_t i = 0; i < digits; ++i) {
    const auto digit = hex_value(peek());
    if (digit < 0) return fail("Illegal hexadecimal escape sequence");
    value = value * 16 + static_cast<char32_t>(digit);
    ++at_;
  }
  return value;
}

// What stands behind a backslash when it is one character.
std::expected<char32_t, std::string> Parser::character_escape() {
  if (at_end()) return fail("Unexpected internal error");
  const auto c = text_[at_++];
  switch (c) {
    case 't': return U'\t';
    case 'n': return U'\n';
    case 'r': return U'\r';
    case 'f': return U'\f';
    case 'a': return U'\a';
    case 'e': return char32_t{0x1B};
    case 'x': return hex_digits(2);
    case 'u': return hex_digits(4);
    case '0': {
      char32_t value = 0;
      for (int i = 0; i < 3 && peek() >= '0' && peek() <= '7'; ++i) {
        value = value * 8 + (text_[at_++] - U'0');
      }
      return value;
    }
    default: break;
  }
  if (!has_property(Property::alnum, c)) return c;
  --at_;
  return fail("Illegal/unsupported escape sequence");
}

}  // namespace syncline::script::regex
