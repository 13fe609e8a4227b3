#include <algorithm>

#include "base/result.h"
#include "script/regex/parser.h"
#include "script/utf16.h"

namespace syncline::script::regex {

Parser::Parsed Parser::group() {
  if (accept(U'?')) return special_group();
  const auto number = static_cast<std::uint32_t>(++program_.groups);
  return enclosed({{Op::save, 2 * number}}, {{Op::save, 2 * number + 1}});
}

Parser::Parsed Parser::enclosed(Code open, Code close) {
  const auto flags = flags_;
  TRY(auto body, alternation());
  flags_ = flags;
  if (!accept(U')')) return fail("Unclosed group");
  append(open, body);
  append(open, close);
  return open;
}

Parser::Parsed Parser::look(Op op) {
  TRY(auto code, enclosed({{op}}, {{Op::accept}}));
  code[0].jump = static_cast<std::int32_t>(code.size());
  return code;
}

Parser::Parsed Parser::special_group() {
  if (accept(U':')) return enclosed({}, {});
  if (accept(U'>')) return look(Op::atomic);
  if (accept(U'=')) return look(Op::ahead);
  if (accept(U'!')) return look(Op::not_ahead);
  if (accept(U"<=")) return look(Op::behind);
  if (accept(U"<!")) return look(Op::not_behind);
  if (accept(U'<')) return named_group();
  return inline_flags();
}

Parser::Parsed Parser::named_group() {
  std::string name;
  if (!has_property(Property::alpha, peek())) {
    return fail("capturing group name does not start with a Latin letter");
  }
  while (has_property(Property::alnum, peek())) append_utf8(name, text_[at_++]);
  if (!accept(U'>')) return fail("named capturing group is missing trailing '>'");
  const auto number = ++program_.groups;
  work_ += program_.names.size();
  const auto same = [&](const auto& known) { return known.first == name; };
  if (std::ranges::any_of(program_.names, same)) {
    return fail("Named capturing group <" + name + "> is already defined");
  }
  program_.names.emplace_back(name, number);
  const auto slot = static_cast<std::uint32_t>(2 * number);
  return enclosed({{Op::save, slot}}, {{Op::save, slot + 1}});
}

// (?i) for the rest of the group, (?i:…) for what is inside.
Parser::Parsed Parser::inline_flags() {
  const auto before = flags_;
  for (bool on = true; !at_end(); ++at_) {
    switch (peek()) {
      case '-': on = false; break;
      case 'i': flags_.fold_case = on; break;
      case 's': flags_.dot_all = on; break;
      case 'm': flags_.multiline = on; break;
      case 'x': flags_.comments = on; break;
      case 'u':
      case 'U':
      case 'd': break;  // case folding is Unicode's here in any case
      case ')': ++at_; return Code{};
      case ':': {
        ++at_;
        TRY(auto code, enclosed({}, {}));
        flags_ = before;
        return code;
      }
      default: return fail("Unknown inline modifier");
    }
  }
  return fail("Unclosed group");
}

}  // namespace syncline::script::regex
