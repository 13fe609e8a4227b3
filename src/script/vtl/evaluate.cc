#include "script/java_text.h"
#include "script/number.h"
#include "script/vtl/level.h"
#include "script/vtl/run.h"

namespace syncline::script::vtl {
namespace {

bool is_logical(Operator operation) {
  return operation == Operator::or_ || operation == Operator::and_;
}

bool is_comparison(Operator operation) {
  return operation >= Operator::equal && operation <= Operator::greater_equal;
}

char arithmetic_sign(Operator operation) {
  switch (operation) {
    case Operator::add: return '+';
    case Operator::subtract: return '-';
    case Operator::multiply: return '*';
    case Operator::divide: return '/';
    default: return '%';
  }
}

// Only numbers have an order; anything else compares as false.
bool ordered(Heap& heap, Operator operation, const Value& left, const Value& right) {
  const auto order = compare_numbers(heap, left, right);
  if (!order) return false;
  switch (operation) {
    case Operator::less: return *order < 0;
    case Operator::greater: return *order > 0;
    case Operator::less_equal: return *order <= 0;
    default: return *order >= 0;
  }
}

}  // namespace

Result<Value> Run::evaluate(const Expression& expression) {
  if (const auto* literal = std::get_if<Value>(&expression.what)) return *literal;
  const Level level(heap_, depth_);
  heap_.spend(1);
  TRY(stopped());
  if (const auto* reference = std::get_if<Reference>(&expression.what)) {
    return resolve(*reference, reference->steps.size());
  }
  return evaluate_compound(expression);
}

Result<Value> Run::evaluate_compound(const Expression& expression) {
  if (const auto* text = std::get_if<Interpolation>(&expression.what)) {
    std::string out;
    TRY(const auto flow, render(text->block, out));
    if (flow != Flow::next) pending_ = flow;
    return heap_.text(out);
  }
  if (const auto* list = std::get_if<ListLiteral>(&expression.what)) return make_list(*list);
  if (const auto* map = std::get_if<MapLiteral>(&expression.what)) return make_map(*map);
  if (const auto* range = std::get_if<Range>(&expression.what)) return make_range(*range);
  if (std::holds_alternative<Not>(expression.what)) {
    TRY(const bool value, holds(expression));
    return Value::boolean(value);
  }
  const auto& chain = std::get<Chain>(expression.what);
  if (!is_logical(chain.operators[0])) return fold(chain);
  TRY(const bool value, holds_chain(chain));
  return Value::boolean(value);
}

// Truth: of a reference, anything but null and false; of a literal, `true` alone.
Result<bool> Run::holds(const Expression& expression) {
  const Level level(heap_, depth_);
  TRY(stopped());
  if (const auto* negated = std::get_if<Not>(&expression.what)) {
    TRY(const bool value, holds(negated->operand[0]));
    return !value;
  }
  if (std::holds_alternative<Reference>(expression.what)) {
    TRY(const auto value, evaluate(expression));
    return value.is(Kind::boolean) ? value.as_boolean() : !value.is_null();
  }
  if (const auto* literal = std::get_if<Value>(&expression.what)) {
    return literal->is(Kind::boolean) && literal->as_boolean();
  }
  const auto* chain = std::get_if<Chain>(&expression.what);
  if (chain == nullptr) return false;
  if (is_logical(chain->operators[0])) return holds_chain(*chain);
  TRY(const auto value, fold(*chain));
  return is_comparison(chain->operators.back()) && value.as_boolean();
}

Result<bool> Run::holds_chain(const Chain& chain) {
  const bool any = chain.operators[0] == Operator::or_;
  for (const auto& operand : chain.operands) {
    TRY(const bool value, holds(operand));
    if (value == any) return any;
  }
  return !any;
}

Result<Value> Run::fold(const Chain& chain) {
  TRY(auto left, evaluate(chain.operands[0]));
  const auto* start = chain.operands[0].source.data();
  for (std::size_t i = 1; i < chain.operands.size(); ++i) {
    TRY(const auto right, evaluate(chain.operands[i]));
    const auto before = chain.operands[i - 1].source;
    const std::string_view left_source(
        start, static_cast<std::size_t>(before.data() + before.size() - start));
    left = combine(chain.operators[i - 1], left, right, left_source, chain.operands[i].source);
    TRY(stopped());
  }
  return left;
}

Value Run::combine(Operator operation, const Value& left, const Value& right,
                   std::string_view left_source, std::string_view right_source) {
  if (operation == Operator::equal) return Value::boolean(same(left, right));
  if (operation == Operator::not_equal) return Value::boolean(!same(left, right));
  if (is_comparison(operation)) return Value::boolean(ordered(heap_, operation, left, right));
  if (operation != Operator::add || !(left.is_text() || right.is_text())) {
    return arithmetic(heap_, arithmetic_sign(operation), left, right);
  }
  // Beside a text, what has no value shows its source.
  std::string out;
  const auto append = [&](const Value& value, std::string_view source) {
    if (value.is_null()) return append_within(heap_, out, source);
    append_java_text(heap_, out, value);
  };
  append(left, left_source);
  append(right, right_source);
  return heap_.text(out);
}

// Numbers compare by what they count, values of one class by equals, others by what they show.
bool Run::same(const Value& left, const Value& right) {
  if (left.is_null() || right.is_null()) return left.is_null() && right.is_null();
  if (left.is_number() && right.is_number()) return compare_numbers(heap_, left, right) == 0;
  if (left.kind() == right.kind() && !left.is(Kind::object)) return equal(heap_, left, right);
  return java_text(heap_, left) == java_text(heap_, right);
}

Result<Value> Run::make_list(const ListLiteral& literal) {
  auto* list = heap_.list();
  list->items.reserve(literal.items.size());
  for (const auto& item : literal.items) {
    TRY(const auto value, evaluate(item));
    list->items.push_back(value);
  }
  return Value::of(list);
}

Result<Value> Run::make_map(const MapLiteral& literal) {
  auto* map = heap_.map();
  for (std::size_t i = 0; i < literal.keys.size(); ++i) {
    TRY(const auto key, evaluate(literal.keys[i]));
    TRY(const auto value, evaluate(literal.values[i]));
    map->put(key, value);
  }
  return Value::of(map);
}

// Both ends belong to it, and it may descend.
Result<Value> Run::make_range(const Range& range) {
  TRY(const auto first, evaluate(range.ends[0]));
  TRY(const auto last, evaluate(range.ends[1]));
  const auto from = first.is(Kind::integer) ? to_int64(first) : std::nullopt;
  const auto to = last.is(Kind::integer) ? to_int64(last) : std::nullopt;
  if (!from || !to) return Value();
  auto* list = heap_.list();
  const auto step = *from <= *to ? 1 : -1;
  const auto count = static_cast<std::size_t>((*to - *from) * step) + 1;
  if (!heap_.spend(count) || !heap_.reserve(count * sizeof(Value))) return Value();
  list->items.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    list->items.push_back(Value::whole(*from + static_cast<std::int64_t>(i) * step));
  }
  return Value::of(list);
}

}  // namespace syncline::script::vtl
