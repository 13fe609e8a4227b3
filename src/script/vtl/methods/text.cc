// java.lang.String, but for its regular expressions.
#include <algorithm>

#include "base/limits.h"
#include "script/java_text.h"
#include "script/utf16.h"
#include "script/vtl/methods/methods.h"

namespace syncline::script {
namespace {

constexpr std::string_view null_pointer = "java.lang.NullPointerException";

// A method without parameters, and one of a text: null is no text, and Java throws.
template <Value (*apply)(Heap&, std::string_view)>
Reply bare(Heap& heap, const Value& self, Arguments args) {
  if (!args.empty()) return std::nullopt;
  return apply(heap, self.as_text());
}

template <Value (*apply)(Heap&, std::string_view, std::string_view)>
Reply with_text(Heap& heap, const Value& self, Arguments args) {
  if (args.size() != 1) return std::nullopt;
  if (args[0].is_null()) return exception(null_pointer);
  if (!args[0].is_text()) return std::nullopt;
  return apply(heap, self.as_text(), args[0].as_text());
}

std::unexpected<std::string> outside(std::int64_t begin, std::int64_t end, std::size_t length) {
  return exception("java.lang.StringIndexOutOfBoundsException",
                   "begin " + std::to_string(begin) + ", end " + std::to_string(end) + ", length " +
                       std::to_string(length));
}

Value length(Heap&, std::string_view text) {
  return Value::whole(static_cast<std::int64_t>(utf16_length(text)));
}
Value is_empty(Heap&, std::string_view text) { return Value::boolean(text.empty()); }
Value upper(Heap& heap, std::string_view text) { return heap.text(to_upper_case(text)); }
Value lower(Heap& heap, std::string_view text) { return heap.text(to_lower_case(text)); }
Value itself(Heap&, std::string_view text) { return Value::text(text); }

// String.trim: everything up to the blank is trimmed.
Value trim(Heap&, std::string_view text) {
  const auto blank = [](char c) { return static_cast<unsigned char>(c) <= ' '; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return Value::text(text);
}

Value is_blank(Heap& heap, std::string_view text) {
  return Value::boolean(trim(heap, text).as_text().empty());
}

Value characters(Heap& heap, std::string_view text) {
  auto* list = heap.list();
  list->type = List::Type::characters;
  for (std::size_t at = 0; at < text.size();) {
    const auto start = at;
    next_code_point(text, at);
    list->items.push_back(Value::text(text.substr(start, at - start)));
  }
  return Value::of(list);
}

// (), or of a charset, of which UTF-8 is the one that texts have here.
Reply bytes(Heap& heap, const Value& self, Arguments args) {
  const bool utf8 =
      args.size() == 1 && args[0].is_text() && to_lower_case(args[0].as_text()) == "utf-8";
  if (!args.empty() && !utf8) return std::nullopt;
  auto* list = heap.list();
  list->type = List::Type::bytes;
  for (const char c : self.as_text()) {
    list->items.push_back(Value::integer(static_cast<signed char>(c)));
  }
  return Value::of(list);
}

Value contains(Heap&, std::string_view text, std::string_view part) {
  return Value::boolean(text.find(part) != std::string_view::npos);
}
Value ends_with(Heap&, std::string_view text, std::string_view part) {
  return Value::boolean(text.ends_with(part));
}

Value concat(Heap& heap, std::string_view text, std::string_view more) {
  std::string out(text);
  append_within(heap, out, more);
  return heap.text(out);
}

// The difference of the first units that differ, or of the lengths.
Value compare(Heap&, std::string_view left, std::string_view right) {
  const auto a = to_utf16(left);
  const auto b = to_utf16(right);
  const auto [in_a, in_b] = std::ranges::mismatch(a, b);
  if (in_a != a.end() && in_b != b.end()) return Value::integer(*in_a - *in_b);
  return Value::whole(static_cast<std::int64_t>(a.size()) - static_cast<std::int64_t>(b.size()));
}

Value compare_ignoring_case(Heap& heap, std::string_view left, std::string_view right) {
  return compare(heap, to_lower_case(left), to_lower_case(right));
}

Reply equals_ignoring_case(Heap&, const Value& self, Arguments args) {
  if (args.size() != 1 || !(args[0].is_text() || args[0].is_null())) return std::nullopt;
  return Value::boolean(args[0].is_text() &&
                        to_lower_case(self.as_text()) == to_lower_case(args[0].as_text()));
}

Reply char_at(Heap&, const Value& self, Arguments args) {
  const auto index = int_argument(args, 0);
  if (args.size() != 1 || !index) return std::nullopt;
  const auto text = self.as_text();
  const auto byte =
      *index < 0 ? std::nullopt : byte_at_unit(text, static_cast<std::size_t>(*index));
  if (!byte || *byte == text.size()) {
    return exception("java.lang.StringIndexOutOfBoundsException",
                     "String index out of range: " + std::to_string(*index));
  }
  auto end = *byte;
  next_code_point(text, end);
  return Value::text(text.substr(*byte, end - *byte));
}

Reply code_point_at(Heap& heap, const Value& self, Arguments args) {
  auto letter = char_at(heap, self, args);
  if (!letter || !*letter) return letter;
  std::size_t at = 0;
  return Value::integer(static_cast<std::int32_t>(next_code_point((**letter).as_text(), at)));
}

Reply substring(Heap&, const Value& self, Arguments args) {
  const auto begin = int_argument(args, 0);
  if (!begin || args.size() > 2) return std::nullopt;
  const auto text = self.as_text();
  const auto size = static_cast<std::int64_t>(utf16_length(text));
  const auto end = args.size() == 2 ? int_argument(args, 1) : std::optional(size);
  if (!end) return std::nullopt;
  if (*begin < 0 || *end > size || *begin > *end) {
    return outside(*begin, *end, static_cast<std::size_t>(size));
  }
  const auto from = *byte_at_unit(text, static_cast<std::size_t>(*begin));
  const auto to = *byte_at_unit(text, static_cast<std::size_t>(*end));
  return Value::text(text.substr(from, to - from));
}

// A text, or a code point as an Integer.
std::optional<std::string> needle(const Value& value) {
  if (value.is_text()) return std::string(value.as_text());
  if (!value.is(Kind::integer) || value.as_whole() < 0) return std::nullopt;
  std::string out;
  append_utf8(out, static_cast<char32_t>(value.as_whole()));
  return out;
}

Reply search(const Value& self, Arguments args, bool backwards) {
  if (args.empty() || args.size() > 2) return std::nullopt;
  if (args[0].is_null()) return exception(null_pointer);
  const auto part = needle(args[0]);
  const auto from = args.size() == 2 ? int_argument(args, 1) : std::optional<std::int64_t>();
  if (!part || (args.size() == 2 && !from)) return std::nullopt;
  const auto text = self.as_text();
  if (backwards && from && *from < 0) return Value::integer(-1);
  auto start = backwards ? text.size() : 0;
  if (from)
    start = byte_at_unit(text, static_cast<std::size_t>(std::max<std::int64_t>(0, *from)))
                .value_or(text.size());
  const auto found = backwards ? text.rfind(*part, start) : text.find(*part, start);
  if (found == std::string_view::npos) return Value::integer(-1);
  return Value::whole(static_cast<std::int64_t>(unit_at_byte(text, found)));
}

Reply index_of(Heap&, const Value& self, Arguments args) { return search(self, args, false); }
Reply last_index_of(Heap&, const Value& self, Arguments args) { return search(self, args, true); }

Reply starts_with(Heap&, const Value& self, Arguments args) {
  if (args.empty() || args.size() > 2) return std::nullopt;
  if (args[0].is_null()) return exception(null_pointer);
  const auto offset = args.size() == 2 ? int_argument(args, 1) : std::optional<std::int64_t>(0);
  if (!args[0].is_text() || !offset) return std::nullopt;
  const auto text = self.as_text();
  const auto byte =
      *offset < 0 ? std::nullopt : byte_at_unit(text, static_cast<std::size_t>(*offset));
  return Value::boolean(byte && text.substr(*byte).starts_with(args[0].as_text()));
}

Reply replace(Heap& heap, const Value& self, Arguments args) {
  if (args.size() != 2) return std::nullopt;
  if (args[0].is_null() || args[1].is_null()) return exception(null_pointer);
  if (!args[0].is_text() || !args[1].is_text()) return std::nullopt;
  return replace_literal(heap, self.as_text(), args[0].as_text(), args[1].as_text());
}

Reply repeat(Heap& heap, const Value& self, Arguments args) {
  const auto count = int_argument(args, 0);
  if (args.size() != 1 || !count) return std::nullopt;
  if (*count < 0) {
    return exception("java.lang.IllegalArgumentException",
                     "count is negative: " + std::to_string(*count));
  }
  std::string out;
  for (std::int64_t i = 0; i < *count && !self.as_text().empty() && heap.spend(1); ++i) {
    append_within(heap, out, self.as_text());
    if (heap.stopped()) break;
  }
  return heap.text(out);
}

// The static methods, which a template reaches through any String.
Reply format(Heap& heap, const Value& /*self*/, Arguments args) {
  if (!args.empty() && args[0].is_null()) return exception(null_pointer);
  if (args.empty() || !args[0].is_text()) return std::nullopt;
  auto out = java_format(heap, args[0].as_text(), args.subspan(1));
  if (!out) return std::unexpected(std::move(out).error());
  return heap.text(*out);
}

Reply join(Heap& heap, const Value& /*self*/, Arguments args) {
  if (!args.empty() && args[0].is_null()) return exception(null_pointer);
  if (args.empty() || !args[0].is_text()) return std::nullopt;
  const bool listed = args.size() == 2 && args[1].is_sequence();
  const auto parts =
      listed ? args[1].elements(heap) : std::vector<Value>(args.begin() + 1, args.end());
  std::string out;
  for (std::size_t i = 0; i < parts.size() && !heap.stopped(); ++i) {
    if (!parts[i].is_text() && !parts[i].is_null()) return std::nullopt;
    if (i != 0) append_within(heap, out, args[0].as_text());
    append_java_text(heap, out, parts[i]);
  }
  return heap.text(out);
}

Reply value_of(Heap& heap, const Value& /*self*/, Arguments args) {
  if (args.size() != 1) return std::nullopt;
  return to_text(heap, args[0]);
}

constexpr Method methods[] = {
    {"length", bare<length>},
    {"isEmpty", bare<is_empty>},
    {"isBlank", bare<is_blank>},
    {"charAt", char_at},
    {"codePointAt", code_point_at},
    {"substring", substring},
    {"indexOf", index_of},
    {"lastIndexOf", last_index_of},
    {"contains", with_text<contains>},
    {"startsWith", starts_with},
    {"endsWith", with_text<ends_with>},
    {"equalsIgnoreCase", equals_ignoring_case},
    {"compareTo", with_text<compare>},
    {"compareToIgnoreCase", with_text<compare_ignoring_case>},
    {"concat", with_text<concat>},
    {"toUpperCase", bare<upper>},
    {"toLowerCase", bare<lower>},
    {"trim", bare<trim>},
    {"strip", bare<trim>},
    {"intern", bare<itself>},
    {"replace", replace},
    {"repeat", repeat},
    {"toCharArray", bare<characters>},
    {"getBytes", bytes},
    {"format", format},
    {"join", join},
    {"valueOf", value_of},
};

}  // namespace

Methods text_methods() { return methods; }

}  // namespace syncline::script
