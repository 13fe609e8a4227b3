#include "edge/preferences.h"

#include <algorithm>
#include <cstddef>

namespace syncline::edge {
namespace {

std::string_view trim(std::string_view text) {
  constexpr std::string_view blank = " \t";
  const auto first = text.find_first_not_of(blank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

// Where `separator` stands outside of quoted strings (RFC 9110 5.6.4), or the end. A quote that is
// not closed lasts to the end: so each character is looked at once.
std::size_t find_unquoted(std::string_view text, char separator) {
  bool quoted = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (quoted && text[at] == '\\') {
      ++at;
    } else if (text[at] == '"') {
      quoted = !quoted;
    } else if (!quoted && text[at] == separator) {
      return at;
    }
  }
  return text.size();
}

// The text up to `separator`, which goes with it.
std::string_view take_until(std::string_view& rest, char separator) {
  const auto end = find_unquoted(rest, separator);
  const auto taken = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return trim(taken);
}

// RFC 9110 12.4.2: 0 or 1, and up to three digits after the point.
std::optional<int> read_weight(std::string_view text) {
  if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1')) return std::nullopt;
  if (text.size() > 1 && text[1] != '.') return std::nullopt;
  int weight = text[0] == '1' ? 1000 : 0;
  int place = 100;
  for (const char digit : text.substr(std::min<std::size_t>(2, text.size()))) {
    if (digit < '0' || digit > '9') return std::nullopt;
    weight += (digit - '0') * place;
    place /= 10;
  }
  return weight <= 1000 ? std::optional(weight) : std::nullopt;
}

std::optional<Preference> read_item(std::string_view item) {
  Preference read;
  read.value = take_until(item, ';');
  if (read.value.empty() || read.value.contains('"')) return std::nullopt;
  while (!item.empty()) {
    auto parameter = take_until(item, ';');
    if (!parameter.starts_with("q=") && !parameter.starts_with("Q=")) continue;
    const auto weight = read_weight(trim(parameter.substr(2)));
    if (!weight) return std::nullopt;
    read.weight = *weight;
  }
  return read;
}

}  // namespace

bool Preference::is(std::string_view name) const {
  return std::ranges::equal(value, name, {}, [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
}

std::optional<Preference> Preferences::next() {
  for (;;) {
    while (!rest_.empty()) {
      if (auto item = read_item(take_until(rest_, ','))) return item;
    }
    while (field_ != fields_.end() && (*field_).first != name_) ++field_;
    if (field_ == fields_.end()) return std::nullopt;
    rest_ = (*field_).second;
    ++field_;
  }
}

}  // namespace syncline::edge
