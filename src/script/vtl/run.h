// One evaluation of a template. Pure: it sees its tree and its context, and nothing else.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "script/builtin.h"
#include "script/program.h"
#include "script/vtl/compile.h"
#include "script/vtl/context.h"
#include "script/vtl/tree.h"
#include "script/vtl/util_object.h"

namespace syncline::script::vtl {

class LoopScope;

class Run {
 public:
  Run(const Tree& tree, const Dialect& dialect, Context& context);
  Result<Outcome> run();
  [[nodiscard]] const Heap& heap() const { return heap_; }  // what the run took

  // How a block ended. What is not `next` goes up to whoever it means.
  enum class Flow : std::uint8_t { next, leave_loop, stop, returned };

  Result<Flow> render(const Block& block, std::string& out);
  // A #define block that is shown: it cannot fail there, so the run remembers for it.
  void render_defined(const Block& block, std::string& out);

 private:
  // run.cc: statements
  Result<Flow> render(const Statement& statement, std::string& out);
  Result<Flow> show(const Output& output, std::string& out);
  Result<Flow> assign(const Set& set);
  Result<Flow> choose(const If& branches, std::string& out);
  Result<Flow> repeat(const Foreach& loop, std::string& out);
  Result<Flow> turns(const Foreach& loop, LoopScope& scope, const std::vector<Value>& items,
                     std::string& out);
  Result<Flow> leave(const Break& statement, const Place& place);
  Result<Flow> end_with(const Return& statement);
  Result<Flow> evaluate_text(const Evaluate& statement, std::string& out);
  Result<Outcome> outcome(Flow flow, std::string text);
  Error told(Error error);

  // evaluate.cc: expressions
  Result<Value> evaluate(const Expression& expression);
  Result<Value> evaluate_compound(const Expression& expression);
  Result<bool> holds(const Expression& expression);
  Result<bool> holds_chain(const Chain& chain);
  Result<Value> fold(const Chain& chain);
  Value combine(Operator operation, const Value& left, const Value& right,
                std::string_view left_source, std::string_view right_source);
  bool same(const Value& left, const Value& right);
  Result<Value> make_list(const ListLiteral& literal);
  Result<Value> make_map(const MapLiteral& literal);
  Result<Value> make_range(const Range& range);

  // resolve.cc: references
  Result<Value> resolve(const Reference& reference, std::size_t steps);
  Result<Value> apply(const Value& value, const Step& step);
  Result<Value> property(const Value& value, std::string_view name, const Place& place);
  Result<Value> index(const Value& value, const Index& index, const Place& place);
  Result<Value> call(const Value& value, const Call& call, const Place& place);
  Result<Value> invoke(const Value& value, std::string_view method, Arguments args,
                       const Place& place);
  Result<void> store(const Reference& target, const Value& value);
  Result<void> store_member(const Value& parent, const Value& key, const Value& value,
                            const Place& place);
  Result<void> stopped() const;

  const Tree& tree_;
  const Dialect& dialect_;
  Context& context_;
  SystemClock system_clock_;
  Heap heap_;
  std::vector<ScriptError> appended_;
  std::vector<std::string> logs_;
  CallContext call_context_;
  ContextObject context_object_;
  UtilObject util_;
  FamilyObject extensions_;
  std::vector<Value> slots_;

  int depth_ = 0;
  bool mutated_ = false;  // something that existed was changed: the context may have been
  Value returned_;
  Flow pending_ = Flow::next;           // how a block inside of an expression ended
  LoopScope* loop_ = nullptr;           // the innermost
  const LoopScope* leaving_ = nullptr;  // the loop that #break names; nullptr: the innermost
  std::deque<Tree> evaluated_;          // of #evaluate: their blocks may be shown later
};

// The $foreach of one loop.
class LoopScope final : public Object {
 public:
  LoopScope(std::size_t size, LoopScope* parent) : size_(size), parent_(parent) {}
  void turn(std::size_t index) { index_ = index; }

  [[nodiscard]] std::string_view class_name() const override {
    return "org.apache.velocity.runtime.directive.ForeachScope";
  }
  Value property(Heap& heap, std::string_view name) override;
  Answer call(Heap& heap, std::string_view method, Arguments args) override;
  void append_text(Heap& heap, std::string& out) override;

 private:
  std::size_t size_;
  std::size_t index_ = 0;
  LoopScope* parent_;
};

// What #define leaves in its variable: rendered anew whenever it is shown.
class BlockObject final : public Object {
 public:
  BlockObject(Run& run, const Block& block) : run_(run), block_(block) {}

  [[nodiscard]] std::string_view class_name() const override {
    return "org.apache.velocity.runtime.directive.Block$Reference";
  }
  void append_text(Heap& /*heap*/, std::string& out) override { run_.render_defined(block_, out); }
  Value plain(Heap& heap) override {
    std::string out;
    append_text(heap, out);
    return heap.text(out);
  }

 private:
  Run& run_;
  const Block& block_;
};

}  // namespace syncline::script::vtl
