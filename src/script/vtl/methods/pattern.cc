// java.lang.String's methods that take a regular expression.
#include "script/java_text.h"
#include "script/letters.h"
#include "script/regex/regex.h"
#include "script/utf16.h"
#include "script/vtl/methods/methods.h"

namespace syncline::script {
namespace {

std::string to_utf8(std::u32string_view text) {
  std::string out;
  for (const char32_t c : text) append_utf8(out, c);
  return out;
}

// The reply to a call whose arguments are not so many texts: null is taken for one, and throws.
std::optional<Reply> unless_texts(Arguments args, std::size_t count) {
  if (args.size() != count) return Reply(std::nullopt);
  bool any_null = false;
  for (const auto& arg : args) {
    if (!arg.is_text() && !arg.is_null()) return Reply(std::nullopt);
    any_null = any_null || arg.is_null();
  }
  if (any_null) return Reply(exception("java.lang.NullPointerException"));
  return std::nullopt;
}

// Matcher.appendReplacement: $1, ${name}, and a backslash that makes the next letter literal.
class Replacement {
 public:
  Replacement(const Regex& regex, std::u32string_view subject, std::string_view text)
      : regex_(regex), subject_(subject), text_(to_utf32(text)) {}

  std::expected<void, std::string> append(Heap& heap, std::string& out, const Regex::Match& match) {
    for (std::size_t at = 0; at < text_.size() && !heap.stopped();) {
      const auto c = text_[at++];
      if (c == '$') {
        auto group = group_at(at);
        if (!group) return std::unexpected(std::move(group).error());
        if (match.start(*group) == Regex::none) continue;
        const auto size = match.end(*group) - match.start(*group);
        append_within(heap, out, to_utf8(subject_.substr(match.start(*group), size)));
        continue;
      }
      if (c == '\\' && at == text_.size()) {
        return exception("java.lang.IllegalArgumentException",
                         "character to be escaped is missing");
      }
      std::string letter;
      append_utf8(letter, c == '\\' ? text_[at++] : c);
      append_within(heap, out, letter);
    }
    return {};
  }

 private:
  std::expected<std::size_t, std::string> group_at(std::size_t& at) const {
    if (at == text_.size()) return illegal("Illegal group reference: group index is missing");
    if (text_[at] == '{') return named_group_at(at);
    if (!is_digit(text_[at])) return illegal("Illegal group reference");
    std::size_t number = text_[at++] - U'0';
    if (number > regex_.group_count()) {
      return exception("java.lang.IndexOutOfBoundsException", "No group " + std::to_string(number));
    }
    while (at < text_.size() && is_digit(text_[at]) &&
           number * 10 + (text_[at] - U'0') <= regex_.group_count()) {
      number = number * 10 + (text_[at++] - U'0');
    }
    return number;
  }

  std::expected<std::size_t, std::string> named_group_at(std::size_t& at) const {
    const auto end = text_.find(U'}', at);
    if (end == std::u32string::npos) {
      return illegal("named capturing group is missing trailing '}'");
    }
    const auto name = to_utf8(std::u32string_view(text_).substr(at + 1, end - at - 1));
    at = end + 1;
    if (const auto group = regex_.group_named(name)) return *group;
    return illegal("No group with name {" + name + "}");
  }

  static std::unexpected<std::string> illegal(std::string_view what) {
    return exception("java.lang.IllegalArgumentException", what);
  }

  const Regex& regex_;
  std::u32string_view subject_;
  std::u32string text_;
};

Reply replace(Heap& heap, const Value& self, Arguments args, bool all) {
  if (auto other = unless_texts(args, 2)) return *other;
  const auto regex = Regex::compile(heap, args[0].as_text());
  if (!regex) return std::unexpected(regex.error());
  const auto subject = to_utf32(self.as_text());
  Replacement replacement(*regex, subject, args[1].as_text());
  std::string out;
  std::size_t copied = 0;
  for (std::size_t at = 0; at <= subject.size() && heap.spend(1);) {
    const auto match = regex->find(heap, subject, at);
    if (!match) break;
    append_within(heap, out,
                  to_utf8(std::u32string_view(subject).substr(copied, match->start() - copied)));
    const auto done = replacement.append(heap, out, *match);
    if (!done) return std::unexpected(done.error());
    copied = match->end();
    at = match->end() == match->start() ? match->end() + 1 : match->end();
    if (!all) break;
  }
  append_within(heap, out, to_utf8(std::u32string_view(subject).substr(copied)));
  return heap.text(out);
}

Reply replace_all(Heap& heap, const Value& self, Arguments args) {
  return replace(heap, self, args, true);
}
Reply replace_first(Heap& heap, const Value& self, Arguments args) {
  return replace(heap, self, args, false);
}

Reply matches(Heap& heap, const Value& self, Arguments args) {
  if (auto other = unless_texts(args, 1)) return *other;
  const auto regex = Regex::compile(heap, args[0].as_text());
  if (!regex) return std::unexpected(regex.error());
  return Value::boolean(regex->matches(heap, to_utf32(self.as_text())));
}

// A limit above zero bounds the parts; zero drops the empty ones at the end.
Reply split(Heap& heap, const Value& self, Arguments args) {
  const auto limit = args.size() == 2 ? int_argument(args, 1) : std::optional<std::int64_t>(0);
  if (args.empty() || args.size() > 2 || !limit) return std::nullopt;
  if (auto other = unless_texts(args.first(1), 1)) return *other;
  const auto regex = Regex::compile(heap, args[0].as_text());
  if (!regex) return std::unexpected(regex.error());
  const auto subject = to_utf32(self.as_text());
  const auto part = [&](std::size_t from, std::size_t to) {
    return heap.text(to_utf8(std::u32string_view(subject).substr(from, to - from)));
  };
  auto* parts = heap.list();
  parts->type = List::Type::texts;
  std::size_t from = 0;
  for (std::size_t at = 0; at <= subject.size() && heap.spend(1);) {
    const auto full = static_cast<std::int64_t>(parts->items.size()) + 1 == *limit;
    const auto match = full ? std::nullopt : regex->find(heap, subject, at);
    if (!match) break;
    const bool empty = match->end() == match->start();
    at = empty ? match->end() + 1 : match->end();
    if (empty && (match->end() == 0 || match->end() == subject.size())) continue;
    parts->items.push_back(part(from, match->start()));
    from = match->end();
  }
  const bool whole = parts->items.empty();
  parts->items.push_back(part(from, subject.size()));
  while (*limit == 0 && !whole && !parts->items.empty() && parts->items.back().as_text().empty()) {
    parts->items.pop_back();
  }
  return Value::of(parts);
}

constexpr Method methods[] = {
    {"replaceAll", replace_all},
    {"replaceFirst", replace_first},
    {"matches", matches},
    {"split", split},
};

}  // namespace

Methods pattern_methods() { return methods; }

}  // namespace syncline::script
