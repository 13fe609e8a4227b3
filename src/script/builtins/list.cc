// $util.list (AppSync: "List helpers in $util.list"). VTL only.
#include <algorithm>

#include "base/limits.h"
#include "script/builtin.h"
#include "script/number.h"

namespace syncline::script {
namespace {

Answer copied(CallContext& context, Arguments args, bool keep) {
  if (args.size() != 2 || !args[0].is(Kind::list) || !args[1].is_sequence()) return std::nullopt;
  auto& heap = context.heap;
  const auto chosen = args[1].elements(heap);
  auto* out = heap.list();
  for (const auto& item : args[0].as_list().items) {
    if (!heap.spend(1 + chosen.size() / 8)) break;
    const bool found =
        std::ranges::any_of(chosen, [&](const Value& other) { return equal(heap, item, other); });
    if (found == keep) out->items.push_back(item);
  }
  return Value::of(out);
}

Answer retain_all(CallContext& context, Arguments args) { return copied(context, args, true); }
Answer remove_all(CallContext& context, Arguments args) { return copied(context, args, false); }

bool less(Heap& heap, const Value& left, const Value& right) {
  if (left.is_text()) return left.as_text() < right.as_text();
  if (left.is(Kind::boolean)) return !left.as_boolean() && right.as_boolean();
  return compare_numbers(heap, left, right).value_or(0) < 0;
}

bool sortable(const Value& value) {
  return value.is_text() || value.is(Kind::boolean) || value.is_number();
}

struct Keyed {
  Value key;
  Value item;
  std::size_t place;  // equal keys keep their order
};

// (list, descending, property). What cannot be compared leaves the list as it was.
Answer sort_list(CallContext& context, Arguments args) {
  if (args.size() != 3 || !args[0].is(Kind::list) || !args[1].is(Kind::boolean)) {
    return std::nullopt;
  }
  const auto& items = args[0].as_list().items;
  if (items.size() > limits::sort_list_max) {
    return fault(
        "java.lang.IllegalArgumentException: A list of more than 1000 items cannot be sorted.");
  }
  if (!context.heap.spend(items.size() * 8)) return Value();
  std::vector<Keyed> keyed;
  for (const auto& item : items) {
    const bool object = item.is(Kind::map) && args[2].is_text();
    const auto key = object ? item.as_map().get(args[2]) : item;
    keyed.push_back({key, item, keyed.size()});
    if (!sortable(key) || key.kind() != keyed.front().key.kind()) return args[0];
  }
  const bool descending = args[1].as_boolean();
  std::ranges::sort(keyed, [&](const Keyed& a, const Keyed& b) {
    if (less(context.heap, a.key, b.key)) return !descending;
    if (less(context.heap, b.key, a.key)) return descending;
    return a.place < b.place;
  });
  auto* out = context.heap.list();
  for (const auto& one : keyed) out->items.push_back(one.item);
  return Value::of(out);
}

constexpr Builtin functions[] = {
    {"copyAndRetainAll", retain_all, true},
    {"copyAndRemoveAll", remove_all, true},
    {"sortList", sort_list, true},
};

}  // namespace

extern const Family list{"list", functions};

}  // namespace syncline::script
