#include "script/regex/parser.h"

#include <algorithm>

#include "base/limits.h"
#include "base/result.h"
#include "script/utf16.h"

namespace syncline::script::regex {
namespace {

// Repetitions of repetitions copy code again and again: so often at most, for one pattern.
constexpr std::size_t work_max = 64 * limits::pattern_states_max;

std::int32_t length_of(const Code& code) { return static_cast<std::int32_t>(code.size()); }

bool takes_a_character(const Code& code) {
  if (code.size() != 1) return false;
  const auto op = code[0].op;
  return op == Op::character || op == Op::folded || op == Op::any || op == Op::any_at_all ||
         op == Op::set;
}

}  // namespace

Parser::Parser(std::string_view pattern)
    : source_(pattern), text_(to_utf32(pattern)), work_(text_.size()) {}

void Parser::append(Code& code, const Code& more) {
  work_ += more.size();
  code.insert(code.end(), more.begin(), more.end());
}

bool Parser::too_large(const Code& code) const {
  return code.size() > limits::pattern_states_max || work_ > work_max;
}

std::expected<Program, std::string> Parser::parse() {
  TRY(program_.code, alternation());
  if (!at_end()) return fail("Unmatched closing ')'");
  program_.code.push_back({Op::accept});
  return std::move(program_);
}

char32_t Parser::peek(std::size_t ahead) const {
  return at_ + ahead < text_.size() ? text_[at_ + ahead] : U'\0';
}

bool Parser::accept(char32_t c) {
  if (at_end() || text_[at_] != c) return false;
  ++at_;
  return true;
}

bool Parser::accept(std::u32string_view word) {
  if (std::u32string_view(text_).substr(at_, word.size()) != word) return false;
  at_ += word.size();
  return true;
}

// The form of PatternSyntaxException.getMessage().
std::unexpected<std::string> Parser::fail(std::string_view what) const {
  auto message = std::string(what) + " near index " + std::to_string(at_) + "\n";
  message += source_;
  if (at_ < text_.size()) message += "\n" + std::string(at_, ' ') + "^";
  return std::unexpected("java.util.regex.PatternSyntaxException: " + message);
}

Parser::Parsed Parser::alternation() {
  if (++depth_ > limits::script_depth_max) return fail("Groups nested too deeply");
  std::vector<Code> branches;
  std::size_t rest = 0;  // how much code still follows
  do {
    TRY(auto branch, sequence());
    rest += branch.size() + 2;
    if (rest > limits::pattern_states_max) return fail("Pattern too large");
    branches.push_back(std::move(branch));
  } while (accept(U'|'));
  --depth_;
  Code code;
  for (std::size_t i = 0; i + 1 < branches.size(); ++i) {
    rest -= branches[i].size() + 2;
    code.push_back({Op::split, 0, length_of(branches[i]) + 2});
    append(code, branches[i]);
    code.push_back({Op::jump, 0, static_cast<std::int32_t>(rest) - 1});
  }
  append(code, branches.back());
  return code;
}

Parser::Parsed Parser::sequence() {
  Code code;
  for (skip_comments(); !at_end(); skip_comments()) {
    if (!quoting_ && (peek() == '|' || peek() == ')')) break;
    TRY(auto part, quantified());
    append(code, part);
    if (too_large(code)) return fail("Pattern too large");
  }
  return code;
}

// Between atoms: the ends of \Q…\E, and with (?x) blanks and comments.
void Parser::skip_comments() {
  while (!at_end()) {
    if (quoting_) {
      if (!accept(U"\\E")) return;
      quoting_ = false;
    } else if (accept(U"\\Q")) {
      quoting_ = true;
    } else if (flags_.comments && has_property(Property::space, peek())) {
      ++at_;
    } else if (flags_.comments && peek() == '#') {
      while (!at_end() && !is_line_end(peek())) ++at_;
    } else {
      return;
    }
  }
}

Parser::Parsed Parser::quantified() {
  TRY(auto code, atom());
  while (true) {
    skip_comments();
    if (quoting_) return code;
    TRY(const auto repeat, this->repeat());
    if (!repeat) return code;
    lazy_ = accept(U'?');
    const bool possessive = !lazy_ && accept(U'+');
    TRY(code, repeated(std::move(code), *repeat));
    if (possessive) {
      Code once{{Op::atomic, 0, length_of(code) + 2}};
      append(once, code);
      once.push_back({Op::accept});
      code = std::move(once);
    }
    if (too_large(code)) return fail("Pattern too large");
  }
}

std::expected<std::optional<Parser::Repeat>, std::string> Parser::repeat() {
  if (accept(U'*')) return Repeat{0, std::nullopt};
  if (accept(U'+')) return Repeat{1, std::nullopt};
  if (accept(U'?')) return Repeat{0, 1};
  if (!accept(U'{')) return std::nullopt;
  Repeat repeat;
  TRY(repeat.least, count());
  repeat.most = repeat.least;
  if (accept(U',')) {
    repeat.most = std::nullopt;
    if (peek() != '}') {
      TRY(repeat.most, count());
    }
  }
  if (!accept(U'}')) return fail("Unclosed counted closure");
  if (repeat.most && *repeat.most < repeat.least) {
    --at_;
    return fail("Illegal repetition range");
  }
  return repeat;
}

std::expected<std::size_t, std::string> Parser::count() {
  if (!has_property(Property::digit, peek())) return fail("Illegal repetition");
  std::size_t number = 0;
  while (has_property(Property::digit, peek())) {
    number = number * 10 + (text_[at_++] - U'0');
    if (number > limits::pattern_states_max) return fail("Illegal repetition range");
  }
  return number;
}

Code Parser::star(const Code& body, bool lazy) {
  if (takes_a_character(body)) {
    return {{lazy ? Op::loop_late : Op::loop, 0, 2}, body[0]};
  }
  // A body that can match nothing would go round for ever: each round must move on.
  const auto loop = static_cast<std::uint32_t>(program_.registers++);
  Code code{{lazy ? Op::split_late : Op::split, 0, length_of(body) + 4}, {Op::mark, loop}};
  append(code, body);
  code.push_back({Op::progress, loop});
  code.push_back({Op::jump, 0, -length_of(code)});
  return code;
}

Parser::Parsed Parser::repeated(Code body, const Repeat& repeat) {
  const auto copies = std::max(repeat.least, repeat.most.value_or(repeat.least + 1));
  if (copies * (body.size() + 4) > limits::pattern_states_max) return fail("Pattern too large");
  Code code;
  for (std::size_t i = 0; i < repeat.least; ++i) append(code, body);
  if (!repeat.most) {
    append(code, star(body, lazy_));
    return code;
  }
  const auto round = body.size() + 1;
  for (auto left = *repeat.most - repeat.least; left > 0; --left) {
    code.push_back(
        {lazy_ ? Op::split_late : Op::split, 0, static_cast<std::int32_t>(left * round)});
    append(code, body);
  }
  return code;
}

Parser::Parsed Parser::literal(char32_t c) {
  return Code{{flags_.fold_case ? Op::folded : Op::character, static_cast<std::uint32_t>(c)}};
}

Parser::Parsed Parser::set_code(CharSet set) {
  set.weigh();
  program_.sets.push_back(std::move(set));
  return Code{{Op::set, static_cast<std::uint32_t>(program_.sets.size() - 1)}};
}

Parser::Parsed Parser::atom() {
  const auto c = text_[at_++];
  if (quoting_) return literal(c);
  switch (c) {
    case '.': return Code{{flags_.dot_all ? Op::any_at_all : Op::any}};
    case '^': return Code{{flags_.multiline ? Op::line_start : Op::text_start}};
    case '$': return Code{{flags_.multiline ? Op::line_end : Op::text_end_or_newline}};
    case '(': return group();
    case '\\': return escape();
    case '[': {
      TRY(auto set, bracket_set());
      return set_code(std::move(set));
    }
    case '*':
    case '+':
    case '?': {
      --at_;
      return fail("Dangling meta character '" + std::string(1, static_cast<char>(c)) + "'");
    }
    case '{': {
      --at_;
      return fail("Illegal repetition");
    }
    default: return literal(c);
  }
}

Parser::Parsed Parser::escape() {
  if (at_end()) return fail("Unexpected internal error");  // Java's words for a final backslash
  TRY(auto set, class_escape());
  if (set) return set_code(std::move(*set));
  switch (peek()) {
    case 'b': ++at_; return Code{{Op::word_edge}};
    case 'B': ++at_; return Code{{Op::no_word_edge}};
    case 'A': ++at_; return Code{{Op::text_start}};
    case 'z': ++at_; return Code{{Op::text_end}};
    case 'Z': ++at_; return Code{{Op::text_end_or_newline}};
    case 'k': ++at_; return named_reference();
    default: break;
  }
  if (peek() >= '1' && peek() <= '9') return group_reference();
  TRY(const auto c, character_escape());
  return literal(c);
}

Parser::Parsed Parser::group_reference() {
  std::size_t number = text_[at_++] - U'0';
  // Further digits belong to it only while such a group exists.
  while (has_property(Property::digit, peek()) &&
         number * 10 + (peek() - U'0') <= program_.groups) {
    number = number * 10 + (text_[at_++] - U'0');
  }
  return Code{{Op::group, static_cast<std::uint32_t>(number), 0, flags_.fold_case}};
}

Parser::Parsed Parser::named_reference() {
  if (!accept(U'<')) return fail("\\k is not followed by '<' for named capturing group");
  std::string name;
  while (!at_end() && peek() != '>') append_utf8(name, text_[at_++]);
  if (!accept(U'>')) return fail("named capturing group is missing trailing '>'");
  work_ += program_.names.size();
  const auto found =
      std::ranges::find(program_.names, name, &std::pair<std::string, std::size_t>::first);
  if (found == program_.names.end())
    return fail("named capturing group <" + name + "> does not exist");
  return Code{{Op::group, static_cast<std::uint32_t>(found->second), 0, flags_.fold_case}};
}

}  // namespace syncline::script::regex
