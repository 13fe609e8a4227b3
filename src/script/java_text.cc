#include "script/java_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>

#include "base/limits.h"
#include "script/utf16.h"

namespace syncline::script {
namespace {

template <class Items>
void append_items(Heap& heap, std::string& out, const Items& items, int depth) {
  heap.spend(items.size() / 4);
  out += '[';
  bool first = true;
  for (const auto& item : items) {
    if (heap.stopped()) return;
    if (!first) out += ", ";
    first = false;
    append_java_text(heap, out, item, depth);
  }
  out += ']';
}

void append_entry(Heap& heap, std::string& out, const Entry& entry, int depth) {
  append_java_text(heap, out, entry.key, depth);
  out += '=';
  append_java_text(heap, out, entry.value, depth);
}

void append_map(Heap& heap, std::string& out, const Map& map, int depth) {
  heap.spend(map.size() / 2);
  out += '{';
  for (const auto* entry = map.first(); entry != nullptr; entry = entry->after) {
    if (heap.stopped()) return;
    if (entry != map.first()) out += ", ";
    append_entry(heap, out, *entry, depth);
  }
  out += '}';
}

void append_list(Heap& heap, std::string& out, List& list, int depth) {
  if (!list.is_array()) return append_items(heap, out, list.items, depth);
  // Arrays have no toString of their own: Java shows the class and an identity hash.
  out += Value::of(&list).class_name();
  out += '@';
  out += fmt::format("{:x}", static_cast<std::uint32_t>(list.items.size()));
}

// `digits` are those of a number d.ddd × 10^exponent.
void append_plain(std::string& out, std::string_view digits, int exponent) {
  if (exponent < 0) {
    out += "0.";
    out.append(static_cast<std::size_t>(-exponent - 1), '0');
    out += digits;
    return;
  }
  const auto whole = static_cast<std::size_t>(exponent) + 1;
  if (digits.size() <= whole) {
    out += digits;
    out.append(whole - digits.size(), '0');
    out += ".0";
    return;
  }
  out += digits.substr(0, whole);
  out += '.';
  out += digits.substr(whole);
}

}  // namespace

void append_java_double(std::string& out, double number) {
  if (std::isnan(number)) {
    out += "NaN";
    return;
  }
  if (std::signbit(number)) out += '-';
  number = std::abs(number);
  if (std::isinf(number) || number == 0) {
    out += number == 0 ? "0.0" : "Infinity";
    return;
  }
  std::array<char, 40> buffer;
  const auto written = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number,
                                     std::chars_format::scientific);
  const std::string_view all(buffer.data(), written.ptr);
  const auto mark = all.find('e');
  std::string digits(all.substr(0, mark));
  if (digits.size() > 1) digits.erase(1, 1);  // the point
  int exponent = 0;
  const auto sign = all[mark + 1] == '-' ? -1 : 1;
  std::from_chars(all.data() + mark + 2, all.data() + all.size(), exponent);
  exponent *= sign;
  if (exponent >= -3 && exponent < 7) return append_plain(out, digits, exponent);
  out += digits[0];
  out += '.';
  out += digits.size() > 1 ? std::string_view(digits).substr(1) : "0";
  out += fmt::format("E{}", exponent);
}

void append_java_text(Heap& heap, std::string& out, const Value& value, int depth) {
  if (out.size() > limits::evaluated_bytes_max) {
    heap.stop(template_error("A text of the template is larger than 5 MB.", ErrorKind::exhausted));
    return;
  }
  switch (value.kind()) {
    case Kind::null: out += "null"; return;
    case Kind::boolean: out += value.as_boolean() ? "true" : "false"; return;
    case Kind::integer:
    case Kind::long_integer:
      fmt::format_to(std::back_inserter(out), "{}", value.as_whole());
      return;
    case Kind::real: append_java_double(out, value.as_real()); return;
    case Kind::big_integer:
    case Kind::text: append_within(heap, out, value.as_text()); return;
    default: break;
  }
  if (!heap.spend(1) || !heap.enter(depth)) return;
  switch (value.kind()) {
    case Kind::list: append_list(heap, out, value.as_list(), depth + 1); return;
    case Kind::map: append_map(heap, out, value.as_map(), depth + 1); return;
    case Kind::collection: append_items(heap, out, value.as_collection().items, depth + 1); return;
    case Kind::entry: append_entry(heap, out, value.as_entry(), depth + 1); return;
    default: value.as_object().append_text(heap, out); return;
  }
}

std::string java_text(Heap& heap, const Value& value) {
  std::string out;
  append_java_text(heap, out, value);
  return out;
}

Value to_text(Heap& heap, const Value& value) {
  return value.is_text() ? value : heap.text(java_text(heap, value));
}

void append_within(Heap& heap, std::string& out, std::string_view more) {
  heap.spend_on(more);
  if (out.size() + more.size() <= limits::evaluated_bytes_max) {
    out += more;
    return;
  }
  heap.stop(template_error("A text of the template is larger than 5 MB.", ErrorKind::exhausted));
}

Value replace_literal(Heap& heap, std::string_view text, std::string_view target,
                      std::string_view replacement) {
  std::string out;
  std::size_t at = 0;
  while (at <= text.size() && heap.spend(1)) {
    const auto found = text.find(target, at);
    if (found == std::string_view::npos) break;
    append_within(heap, out, text.substr(at, found - at));
    append_within(heap, out, replacement);
    at = found + target.size();
    if (!target.empty()) continue;
    const auto letter = at;
    if (at == text.size()) break;
    next_code_point(text, at);
    append_within(heap, out, text.substr(letter, at - letter));
  }
  append_within(heap, out, text.substr(std::min(at, text.size())));
  return heap.text(out);
}

namespace {

std::uint32_t hash_bits(std::uint64_t bits) {
  return static_cast<std::uint32_t>(bits ^ (bits >> 32));
}

std::uint32_t hash_text(std::string_view text) {
  std::uint32_t hash = 0;
  for (const auto unit : to_utf16(text)) hash = hash * 31 + unit;
  return hash;
}

std::uint32_t hash_entry(Heap& heap, const Entry& entry, int depth) {
  return static_cast<std::uint32_t>(java_hash(heap, entry.key, depth) ^
                                    java_hash(heap, entry.value, depth));
}

std::uint32_t hash_nested(Heap& heap, const Value& value, int depth) {
  std::uint32_t hash = 0;
  if (value.is(Kind::entry)) return hash_entry(heap, value.as_entry(), depth);
  if (value.is(Kind::map)) {
    for (const auto* entry = value.as_map().first(); entry != nullptr; entry = entry->after) {
      hash += hash_entry(heap, *entry, depth);
    }
    return hash;
  }
  if (value.is(Kind::collection)) {
    for (const auto& item : value.as_collection().items) {
      hash += static_cast<std::uint32_t>(java_hash(heap, item, depth));
    }
    return hash;
  }
  hash = 1;
  for (const auto& item : value.elements(heap)) {
    hash = hash * 31 + static_cast<std::uint32_t>(java_hash(heap, item, depth));
  }
  return hash;
}

}  // namespace

std::int32_t java_hash(Heap& heap, const Value& value, int depth) {
  if (!heap.spend(1) || !heap.enter(depth)) return 0;
  std::uint32_t hash = 0;
  switch (value.kind()) {
    case Kind::null: break;
    case Kind::boolean: hash = value.as_boolean() ? 1231 : 1237; break;
    case Kind::integer: hash = static_cast<std::uint32_t>(value.as_whole()); break;
    case Kind::long_integer: hash = hash_bits(static_cast<std::uint64_t>(value.as_whole())); break;
    case Kind::real: hash = hash_bits(std::bit_cast<std::uint64_t>(value.as_real())); break;
    case Kind::big_integer:
    case Kind::text:
      heap.spend_on(value.as_text());
      hash = hash_text(value.as_text());
      break;
    case Kind::object: hash = hash_text(value.class_name()); break;
    default: hash = hash_nested(heap, value, depth + 1); break;
  }
  return static_cast<std::int32_t>(hash);
}

}  // namespace syncline::script
