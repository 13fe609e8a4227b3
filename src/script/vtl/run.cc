#include "script/vtl/run.h"

#include "base/limits.h"
#include "base/parse_json.h"
#include "script/document.h"
#include "script/java_text.h"
#include "script/json_value.h"
#include "script/vtl/level.h"
#include "script/vtl/parser.h"

namespace syncline::script::vtl {

Run::Run(const Tree& tree, const Dialect& dialect, Context& context)
    : tree_(tree),
      dialect_(dialect),
      context_(context),
      call_context_{heap_, context.clock == nullptr ? system_clock_ : *context.clock,
                    context.auth_type, appended_, logs_},
      context_object_(context, appended_),
      util_(call_context_, dialect.library),
      extensions_(call_context_, dialect.library, "extensions"),
      slots_(tree.names.size()) {
  slots_[Known::ctx] = slots_[Known::context] = Value::of(&context_object_);
  slots_[Known::util] = slots_[Known::utils] = Value::of(&util_);
  slots_[Known::extensions] = Value::of(&extensions_);
  for (const auto& variable : dialect.variables) {
    if (const auto slot = tree.names.find(variable.key())) {
      slots_[*slot] = to_value(heap_, variable.value());
    }
  }
}

Result<Outcome> Run::run() {
  std::string out;
  auto flow = render(tree_.body, out);
  if (!flow) return std::unexpected(told(std::move(flow).error()));
  auto made = outcome(*flow, std::move(out));
  if (made && mutated_) context_object_.write_back(heap_);
  if (heap_.stopped()) return std::unexpected(told(heap_.failure()));
  if (!made) return std::unexpected(told(std::move(made).error()));
  return made;
}

// What #return gives is used as it is, but for a text that is JSON: it stands for what it says.
Result<Outcome> Run::outcome(Flow flow, std::string text) {
  Outcome out;
  if (flow == Flow::returned) {
    out.returned = true;
    out.value = to_json(heap_, returned_);
    if (returned_.is_text()) {
      if (auto parsed = parse_json(returned_.as_text())) out.value = std::move(*parsed);
    }
  } else {
    TRY(out.value, read_document(text));
    out.text = std::move(text);
  }
  out.appended = std::move(appended_);
  out.logs = std::move(logs_);
  return out;
}

// The errors that were collected before the one that ended the run go with it.
Error Run::told(Error error) {
  if (appended_.empty()) return error;
  JsonArray collected;
  for (const auto& one : appended_) {
    collected.push_back(JsonObject{
        {"message", one.message}, {"type", one.type}, {"data", one.data}, {"info", one.info}});
  }
  if (!error.detail.is_object()) error.detail = JsonObject{};
  error.detail.get_object()["appended"] = std::move(collected);
  return error;
}

Result<void> Run::stopped() const {
  if (heap_.stopped()) return std::unexpected(heap_.failure());
  return {};
}

Result<Run::Flow> Run::render(const Block& block, std::string& out) {
  const Level level(heap_, depth_);
  for (const auto& statement : block.statements) {
    heap_.spend(1);
    TRY(const auto flow, render(statement, out));
    TRY(stopped());
    if (flow != Flow::next) return flow;
    if (pending_ != Flow::next) return std::exchange(pending_, Flow::next);
  }
  return Flow::next;
}

void Run::render_defined(const Block& block, std::string& out) {
  auto flow = render(block, out);
  if (!flow) return heap_.stop(std::move(flow).error());
  if (*flow != Flow::next) pending_ = *flow;
}

Result<Run::Flow> Run::render(const Statement& statement, std::string& out) {
  if (const auto* text = std::get_if<Text>(&statement.what)) {
    append_within(heap_, out, text->text);
    return Flow::next;
  }
  if (const auto* output = std::get_if<Output>(&statement.what)) return show(*output, out);
  if (const auto* set = std::get_if<Set>(&statement.what)) return assign(*set);
  if (const auto* branches = std::get_if<If>(&statement.what)) return choose(*branches, out);
  if (const auto* loop = std::get_if<Foreach>(&statement.what)) return repeat(*loop, out);
  if (const auto* end = std::get_if<Return>(&statement.what)) return end_with(*end);
  if (const auto* end = std::get_if<Break>(&statement.what)) return leave(*end, statement.place);
  if (std::holds_alternative<Stop>(statement.what)) return Flow::stop;
  if (const auto* define = std::get_if<Define>(&statement.what)) {
    slots_[define->slot] = Value::of(heap_.make<BlockObject>(*this, define->block));
    return Flow::next;
  }
  return evaluate_text(std::get<Evaluate>(statement.what), out);
}

// A reference without a value shows its own source. Pairs of backslashes in front of one with a
// value make one each, and an odd one makes it show its source too; in front of one without a
// value, Velocity keeps even ones as they are and loses half of the pairs of odd ones.
Result<Run::Flow> Run::show(const Output& output, std::string& out) {
  TRY(const auto value, evaluate(output.reference));
  const auto source = output.reference.source;
  if (value.is_null()) {
    const bool odd = output.backslashes % 2 == 1;
    const bool quiet = std::get<Reference>(output.reference.what).quiet;
    out.append(odd ? (output.backslashes + 1) / 2 : output.backslashes, '\\');
    if (!quiet || odd) append_within(heap_, out, source);
    return Flow::next;
  }
  out.append(output.backslashes / 2, '\\');
  if (output.backslashes % 2 == 1) {
    append_within(heap_, out, source);
  } else {
    append_java_text(heap_, out, value);
  }
  return Flow::next;
}

Result<Run::Flow> Run::assign(const Set& set) {
  TRY(const auto value, evaluate(set.value));
  if (pending_ != Flow::next) return Flow::next;  // "…#stop…": nothing comes of the text
  if (value.is_null() && !dialect_.choices.null_set_clears) return Flow::next;
  TRY(store(std::get<Reference>(set.target.what), value));
  return Flow::next;
}

Result<Run::Flow> Run::choose(const If& branches, std::string& out) {
  for (const auto& branch : branches.branches) {
    TRY(const bool taken, holds(branch.condition));
    if (taken) return render(branch.block, out);
  }
  return render(branches.otherwise, out);
}

// The loop's variables get back what they held before; all others are the template's.
Result<Run::Flow> Run::repeat(const Foreach& loop, std::string& out) {
  TRY(auto list, evaluate(loop.list));
  if (list.is(Kind::object)) list = list.as_object().plain(heap_);
  const auto items = list.elements(heap_);
  if (items.empty() || !heap_.spend(items.size())) return Flow::next;
  auto* scope = heap_.make<LoopScope>(items.size(), loop_);
  const std::array<std::uint32_t, 4> borrowed{loop.slot, Known::foreach, Known::velocity_count,
                                              Known::velocity_has_next};
  std::array<Value, 4> before;
  for (std::size_t i = 0; i < borrowed.size(); ++i) before[i] = slots_[borrowed[i]];
  auto* outer = std::exchange(loop_, scope);
  auto flow = turns(loop, *scope, items, out);
  loop_ = outer;
  for (std::size_t i = borrowed.size(); i > 0; --i) slots_[borrowed[i - 1]] = before[i - 1];
  return flow;
}

Result<Run::Flow> Run::turns(const Foreach& loop, LoopScope& scope, const std::vector<Value>& items,
                             std::string& out) {
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i == limits::foreach_iterations_max) {
      if (!dialect_.choices.loop_limit_fails) break;
      return std::unexpected(
          template_error("A #foreach may take at most 1000 turns.", ErrorKind::exhausted));
    }
    scope.turn(i);
    slots_[Known::foreach] = Value::of(&scope);
    slots_[Known::velocity_count] = Value::whole(static_cast<std::int64_t>(i) + 1);
    slots_[Known::velocity_has_next] = Value::boolean(i + 1 < items.size());
    slots_[loop.slot] = items[i];
    TRY(const auto flow, render(loop.block, out));
    if (flow == Flow::next) continue;
    if (flow != Flow::leave_loop || (leaving_ != nullptr && leaving_ != &scope)) return flow;
    leaving_ = nullptr;
    break;
  }
  return Flow::next;
}

Result<Run::Flow> Run::leave(const Break& statement, const Place& place) {
  leaving_ = nullptr;
  if (!statement.scope) return Flow::leave_loop;
  TRY(const auto scope, evaluate(*statement.scope));
  if (scope.is(Kind::object)) leaving_ = dynamic_cast<const LoopScope*>(&scope.as_object());
  if (leaving_ != nullptr) return Flow::leave_loop;
  return std::unexpected(
      template_error(java_text(heap_, scope) +
                     " is not a valid org.apache.velocity.runtime.directive.Scope instance at " +
                     to_string(place)));
}

Result<Run::Flow> Run::end_with(const Return& statement) {
  returned_ = Value();
  if (statement.value) {
    TRY(returned_, evaluate(*statement.value));
  }
  return Flow::returned;
}

Result<Run::Flow> Run::evaluate_text(const Evaluate& statement, std::string& out) {
  TRY(const auto value, evaluate(statement.text));
  if (value.is_null()) return Flow::next;
  const auto text = java_text(heap_, value);
  // What compiling costs: about so much for any text, and for each of its bytes.
  constexpr std::size_t tree_steps = 100;
  constexpr std::size_t tree_bytes = 4096;
  constexpr std::size_t tree_bytes_each = 64;
  if (!heap_.spend(tree_steps + text.size())) return Flow::next;
  if (!heap_.reserve(tree_bytes + text.size() * tree_bytes_each)) return Flow::next;
  // It knows the names of all that ran before it, so that its slots are theirs. Only the template's
  // own are copied, once; from then on they move to whoever adds to them.
  Names names;
  if (evaluated_.empty()) {
    const auto count = tree_.names.size();
    if (!heap_.spend(count) || !heap_.reserve(count * tree_bytes_each)) return Flow::next;
    names = tree_.names;
  } else {
    names = std::move(evaluated_.back().names);
  }
  auto& tree = evaluated_.emplace_back();
  tree.names = std::move(names);
  TRY(parse_template(tree, text));
  slots_.resize(std::max(slots_.size(), tree.names.size()));
  // A #stop or #break in it ends it, and nothing else.
  TRY(const auto flow, render(tree.body, out));
  return flow == Flow::returned ? flow : Flow::next;
}

Value LoopScope::property(Heap& /*heap*/, std::string_view name) {
  if (name == "index") return Value::whole(static_cast<std::int64_t>(index_));
  if (name == "count") return Value::whole(static_cast<std::int64_t>(index_) + 1);
  if (name == "hasNext") return Value::boolean(index_ + 1 < size_);
  if (name == "first") return Value::boolean(index_ == 0);
  if (name == "last") return Value::boolean(index_ + 1 == size_);
  if (name == "parent") return parent_ == nullptr ? Value() : Value::of(parent_);
  if (name != "topmost") return {};
  auto* scope = this;
  while (scope->parent_ != nullptr) scope = scope->parent_;
  return Value::of(scope);
}

Answer LoopScope::call(Heap& heap, std::string_view method, Arguments args) {
  if (!args.empty()) return std::nullopt;
  constexpr std::pair<std::string_view, std::string_view> getters[] = {
      {"hasNext", "hasNext"}, {"isFirst", "first"},  {"isLast", "last"},
      {"getIndex", "index"},  {"getCount", "count"}, {"getParent", "parent"}};
  for (const auto& [getter, name] : getters) {
    if (getter == method) return property(heap, name);
  }
  return std::nullopt;
}

// A scope is also a map of its own variables, of which there are none.
void LoopScope::append_text(Heap& /*heap*/, std::string& out) { out += "{}"; }

}  // namespace syncline::script::vtl
