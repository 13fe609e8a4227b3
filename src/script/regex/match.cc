#include <algorithm>

#include "base/limits.h"
#include "script/regex/parser.h"
#include "script/regex/regex.h"
#include "script/utf16.h"

namespace syncline::script {
namespace {

using regex::Instruction;
using regex::Op;
using regex::Property;

constexpr std::size_t instructions_per_step = 4;
constexpr std::size_t slots_per_instruction = 8;  // that are filled or copied in its time
constexpr std::size_t compiled_per_step = 16;     // instructions that the parser copies
constexpr std::size_t steps_per_character = 4;    // that it reads

// One attempt to match, with its own stack of what to try next and what to put back.
class Attempt {
 public:
  Attempt(Heap& heap, const regex::Program& program, std::u32string_view subject, bool whole)
      : heap_(heap),
        program_(program),
        subject_(subject),
        whole_(whole),
        slots_(2 * (program.groups + 1), Regex::none),
        registers_(program.registers, Regex::none) {
    reserve((slots_.size() + registers_.size()) * sizeof(std::size_t));
  }
  ~Attempt() { heap_.release(reserved_); }
  Attempt(const Attempt&) = delete;
  Attempt& operator=(const Attempt&) = delete;

  bool run(std::size_t at) {
    if (!charge(slots_.size() / slots_per_instruction)) return false;
    std::ranges::fill(slots_, Regex::none);
    frames_.clear();
    const auto end = match(0, at, Regex::none);
    if (end == Regex::none) return false;
    slots_[0] = at;
    slots_[1] = end;
    return true;
  }
  std::vector<std::size_t> take_slots() { return std::move(slots_); }

 private:
  enum class Undo : std::uint8_t { resume, slot, loop, give_back, take_more };
  struct Frame {
    Undo undo;
    std::size_t where;  // an instruction, a slot, a register
    std::size_t position;
    std::size_t low = 0;  // give_back: where the loop began
  };

  // Runs from `pc` until `accept`; gives the position reached, or none. With `must_end`, only an
  // end there counts (look-behind). What it pushed is gone when it returns.
  std::size_t match(std::size_t pc, std::size_t at, std::size_t must_end);
  bool step(std::size_t& pc, std::size_t& at);
  bool nested(const Instruction& code, std::size_t pc, std::size_t& at);
  bool look_behind(std::size_t pc, std::size_t at);
  bool consume(const Instruction& code, std::size_t& at);
  bool same_group(const Instruction& code, std::size_t& at);
  [[nodiscard]] bool holds(Op op, std::size_t at) const;
  [[nodiscard]] bool word_at(std::size_t at) const;
  bool backtrack(std::size_t base, std::size_t& pc, std::size_t& at);
  void push(Frame frame);
  // False when the run is stopped.
  bool charge(std::size_t instructions);
  bool charge_for(const Instruction& code);
  bool reserve(std::size_t bytes);

  Heap& heap_;
  const regex::Program& program_;
  std::u32string_view subject_;
  bool whole_;
  std::vector<std::size_t> slots_;
  std::vector<std::size_t> registers_;
  std::vector<Frame> frames_;
  std::size_t frames_paid_ = 0;
  std::size_t reserved_ = 0;
  std::size_t instructions_ = 0;  // that are not paid yet
};

bool Attempt::charge(std::size_t instructions) {
  instructions_ += instructions;
  if (instructions_ < instructions_per_step) return !heap_.stopped();
  const auto steps = instructions_ / instructions_per_step;
  instructions_ %= instructions_per_step;
  return heap_.spend(steps);
}

bool Attempt::charge_for(const Instruction& code) {
  if (code.op == Op::set) return charge(program_.sets[code.argument].cost);
  return charge(code.op == Op::folded ? 2 : 1);
}

bool Attempt::reserve(std::size_t bytes) {
  reserved_ += bytes;
  return heap_.reserve(bytes);
}

void Attempt::push(Frame frame) {
  constexpr std::size_t block = 256;
  if (frames_.size() == frames_paid_) {
    frames_paid_ += block;
    if (!reserve(block * sizeof(Frame))) return;
  }
  frames_.push_back(frame);
}

bool Attempt::backtrack(std::size_t base, std::size_t& pc, std::size_t& at) {
  while (frames_.size() > base) {
    auto& top = frames_.back();
    if (top.undo == Undo::give_back && top.position - 1 > top.low) {
      pc = top.where;
      at = --top.position;
      return true;
    }
    if (top.undo == Undo::take_more) {
      const auto& code = program_.code[top.where - 1];
      if (charge_for(code) && consume(code, top.position)) {
        pc = top.where;
        at = top.position;
        return true;
      }
    }
    const auto frame = top;
    frames_.pop_back();
    switch (frame.undo) {
      case Undo::take_more: break;
      case Undo::give_back:
        pc = frame.where;
        at = frame.position - 1;
        return true;
      case Undo::slot: slots_[frame.where] = frame.position; break;
      case Undo::loop: registers_[frame.where] = frame.position; break;
      case Undo::resume:
        pc = frame.where;
        at = frame.position;
        return true;
    }
  }
  return false;
}

std::size_t Attempt::match(std::size_t pc, std::size_t at, std::size_t must_end) {
  const auto base = frames_.size();
  const auto wanted = [&] {
    return must_end == Regex::none ? !whole_ || base != 0 || at == subject_.size() : at == must_end;
  };
  while (true) {
    if (!charge_for(program_.code[pc])) return Regex::none;
    const bool accepted = program_.code[pc].op == Op::accept;
    if (accepted && wanted()) {
      frames_.resize(base);
      return at;
    }
    if ((accepted || !step(pc, at)) && !backtrack(base, pc, at)) return Regex::none;
  }
}

bool Attempt::step(std::size_t& pc, std::size_t& at) {
  const auto& code = program_.code[pc];
  const auto target = pc + static_cast<std::size_t>(static_cast<std::ptrdiff_t>(code.jump));
  switch (code.op) {
    case Op::jump: pc = target; return true;
    case Op::split:
      push({Undo::resume, target, at});
      ++pc;
      return true;
    case Op::split_late:
      push({Undo::resume, pc + 1, at});
      pc = target;
      return true;
    case Op::loop: {
      const auto low = at;
      while (charge_for(program_.code[pc + 1]) && consume(program_.code[pc + 1], at)) continue;
      if (at > low) push({Undo::give_back, target, at, low});
      pc = target;
      return true;
    }
    case Op::loop_late:
      push({Undo::take_more, target, at});
      pc = target;
      return true;
    case Op::save:
      push({Undo::slot, code.argument, slots_[code.argument]});
      slots_[code.argument] = at;
      break;
    case Op::mark:
      push({Undo::loop, code.argument, registers_[code.argument]});
      registers_[code.argument] = at;
      break;
    case Op::progress:
      if (registers_[code.argument] == at) return false;
      break;
    case Op::atomic:
    case Op::ahead:
    case Op::not_ahead:
    case Op::behind:
    case Op::not_behind:
      if (!nested(code, pc, at)) return false;
      pc = target;
      return true;
    default:
      if (!consume(code, at)) return false;
  }
  ++pc;
  return true;
}

// A part that is matched by itself. Its depth is that of the pattern, which the parser bounds.
bool Attempt::nested(const Instruction& code, std::size_t pc, std::size_t& at) {
  if (!charge(2 * slots_.size() / slots_per_instruction)) return false;
  const auto before = slots_;
  // The frame keeps `base` off the bottom: only the outermost run must reach the subject's end.
  push({Undo::slot, 0, slots_[0]});
  const bool behind = code.op == Op::behind || code.op == Op::not_behind;
  std::size_t end = at;
  bool found = false;
  if (behind) {
    found = look_behind(pc + 1, at);
  } else {
    end = match(pc + 1, at, Regex::none);
    found = end != Regex::none;
  }
  const bool wanted = code.op != Op::not_ahead && code.op != Op::not_behind;
  if (found != wanted) return false;
  if (!wanted) slots_ = before;
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (before[i] != slots_[i]) push({Undo::slot, i, before[i]});
  }
  if (code.op == Op::atomic) at = end;
  return true;
}

bool Attempt::look_behind(std::size_t pc, std::size_t at) {
  for (std::size_t back = 0; back <= at && !heap_.stopped(); ++back) {
    if (match(pc, at - back, at) != Regex::none) return true;
  }
  return false;
}

bool Attempt::consume(const Instruction& code, std::size_t& at) {
  if (code.op == Op::group) return same_group(code, at);
  if (code.op >= Op::text_start && code.op <= Op::no_word_edge) return holds(code.op, at);
  if (at >= subject_.size()) return false;
  const auto c = subject_[at];
  const auto wanted = static_cast<char32_t>(code.argument);
  bool found = true;
  switch (code.op) {
    case Op::character: found = c == wanted; break;
    case Op::folded:
      found =
          c == wanted || upper_case(c) == upper_case(wanted) || lower_case(c) == lower_case(wanted);
      break;
    case Op::any: found = !regex::is_line_end(c); break;
    case Op::set: found = program_.sets[code.argument].has(c); break;
    default: break;
  }
  if (found) ++at;
  return found;
}

bool Attempt::same_group(const Instruction& code, std::size_t& at) {
  const std::size_t slot = std::size_t{2} * code.argument;
  if (slot + 1 >= slots_.size() || slots_[slot + 1] == Regex::none) return false;
  const auto earlier = subject_.substr(slots_[slot], slots_[slot + 1] - slots_[slot]);
  const auto here = subject_.substr(at, earlier.size());
  heap_.spend(earlier.size() / instructions_per_step);
  const auto same = [&](char32_t a, char32_t b) {
    return a == b || (code.fold_case && lower_case(a) == lower_case(b));
  };
  if (!std::ranges::equal(earlier, here, same)) return false;
  at += earlier.size();
  return true;
}

bool Attempt::word_at(std::size_t at) const {
  return at < subject_.size() &&
         (subject_[at] == '_' || regex::has_property(Property::unicode_alnum, subject_[at]));
}

bool Attempt::holds(Op op, std::size_t at) const {
  const auto size = subject_.size();
  const bool edge = word_at(at) != (at > 0 && word_at(at - 1));
  const bool after_line = at == 0 || regex::is_line_end(subject_[at - 1]);
  switch (op) {
    case Op::text_start: return at == 0;
    case Op::text_end: return at == size;
    case Op::text_end_or_newline:
      return at == size || (at + 1 == size && regex::is_line_end(subject_[at])) ||
             (at + 2 == size && subject_[at] == '\r' && subject_[at + 1] == '\n');
    case Op::line_start: return after_line && (at < size || at == 0);
    case Op::line_end: return at == size || regex::is_line_end(subject_[at]);
    case Op::word_edge: return edge;
    default: return !edge;
  }
}

}  // namespace

std::expected<Regex, std::string> Regex::compile(Heap& heap, std::string_view pattern) {
  if (pattern.size() > limits::pattern_bytes_max) {
    return std::unexpected("java.util.regex.PatternSyntaxException: Pattern too large");
  }
  regex::Parser parser(pattern);
  auto program = parser.parse();
  heap.spend(steps_per_character * (1 + pattern.size()) + parser.work() / compiled_per_step);
  if (!program) return std::unexpected(std::move(program).error());
  return Regex(std::move(*program));
}

std::optional<Regex::Match> Regex::find(Heap& heap, std::u32string_view subject,
                                        std::size_t from) const {
  Attempt attempt(heap, program_, subject, false);
  for (auto at = from; at <= subject.size() && !heap.stopped(); ++at) {
    if (attempt.run(at)) return Match{attempt.take_slots()};
  }
  return std::nullopt;
}

bool Regex::matches(Heap& heap, std::u32string_view subject) const {
  return Attempt(heap, program_, subject, true).run(0);
}

std::optional<std::size_t> Regex::group_named(std::string_view name) const {
  for (const auto& [known, number] : program_.names) {
    if (known == name) return number;
  }
  return std::nullopt;
}

}  // namespace syncline::script
