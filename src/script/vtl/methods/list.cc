// java.util.ArrayList, and the arrays that split() gives.
#include <algorithm>

#include "script/vtl/methods/methods.h"

namespace syncline::script {
namespace {

constexpr std::string_view null_pointer = "java.lang.NullPointerException";

Value count(std::size_t size) { return Value::whole(static_cast<std::int64_t>(size)); }

Reply size(Heap&, const Value& self, Arguments args) {
  if (!args.empty()) return std::nullopt;
  return count(self.as_list().items.size());
}

Reply is_empty(Heap&, const Value& self, Arguments args) {
  if (!args.empty()) return std::nullopt;
  return Value::boolean(self.as_list().items.empty());
}

std::ptrdiff_t position(Heap& heap, const List& list, const Value& wanted) {
  heap.spend(list.items.size() / 8);
  const auto found = std::ranges::find_if(
      list.items, [&](const Value& item) { return equal(heap, item, wanted); });
  return found == list.items.end() ? -1 : found - list.items.begin();
}

Reply get(Heap&, const Value& self, Arguments args) {
  const auto index = int_argument(args, 0);
  if (args.size() != 1 || !index) return std::nullopt;
  const auto& items = self.as_list().items;
  if (*index < 0 || static_cast<std::size_t>(*index) >= items.size()) {
    return out_of_bounds(*index, items.size());
  }
  return items[static_cast<std::size_t>(*index)];
}

Reply set(Heap&, const Value& self, Arguments args) {
  const auto index = int_argument(args, 0);
  if (args.size() != 2 || !index) return std::nullopt;
  auto& items = self.as_list().items;
  if (*index < 0 || static_cast<std::size_t>(*index) >= items.size()) {
    return out_of_bounds(*index, items.size());
  }
  return std::exchange(items[static_cast<std::size_t>(*index)], args[1]);
}

// Puts `more` in at `index`, when the run can pay for it.
std::expected<void, std::string> insert(Heap& heap, List& list, std::int64_t index,
                                        const std::vector<Value>& more) {
  if (index < 0 || static_cast<std::size_t>(index) > list.items.size()) {
    return exception(
        "java.lang.IndexOutOfBoundsException",
        "Index: " + std::to_string(index) + ", Size: " + std::to_string(list.items.size()));
  }
  const auto at = list.items.begin() + index;
  const auto moved = static_cast<std::size_t>(list.items.end() - at);
  if (heap.spend(more.size() + moved / 64) && heap.reserve(more.size() * sizeof(Value))) {
    list.items.insert(at, more.begin(), more.end());
  }
  return {};
}

Reply add(Heap& heap, const Value& self, Arguments args) {
  auto& list = self.as_list();
  if (args.size() == 1) {
    list.items.push_back(args[0]);
    return Value::boolean(true);
  }
  const auto index = int_argument(args, 0);
  if (args.size() != 2 || !index) return std::nullopt;
  const auto done = insert(heap, list, *index, {args[1]});
  if (!done) return std::unexpected(done.error());
  return Value::text("");  // void
}

Reply add_all(Heap& heap, const Value& self, Arguments args) {
  if (args.empty() || args.size() > 2) return std::nullopt;
  if (args.back().is_null()) return exception(null_pointer);
  if (!args.back().is_sequence()) return std::nullopt;
  auto& list = self.as_list();
  const auto index = args.size() == 2 ? int_argument(args, 0)
                                      : std::optional(static_cast<std::int64_t>(list.items.size()));
  if (!index) return std::nullopt;
  const auto more = args.back().elements(heap);
  const auto done = insert(heap, list, *index, more);
  if (!done) return std::unexpected(done.error());
  return Value::boolean(!more.empty());
}

// remove(int) takes the place, remove(Object) the first that is equal.
Reply remove(Heap& heap, const Value& self, Arguments args) {
  if (args.size() != 1) return std::nullopt;
  auto& items = self.as_list().items;
  heap.spend(items.size() / 64);
  if (const auto index = int_argument(args, 0)) {
    if (*index < 0 || static_cast<std::size_t>(*index) >= items.size()) {
      return out_of_bounds(*index, items.size());
    }
    const auto at = items.begin() + *index;
    const auto removed = *at;
    items.erase(at);
    return removed;
  }
  const auto at = position(heap, self.as_list(), args[0]);
  if (at >= 0) items.erase(items.begin() + at);
  return Value::boolean(at >= 0);
}

Reply filter(Heap& heap, const Value& self, Arguments args, bool keep) {
  if (args.size() != 1) return std::nullopt;
  if (args[0].is_null()) return exception(null_pointer);
  if (!args[0].is_sequence()) return std::nullopt;
  auto& items = self.as_list().items;
  const auto chosen = args[0].elements(heap);
  if (!heap.spend(items.size() * (1 + chosen.size() / 8))) return Value();
  const auto removed = std::erase_if(items, [&](const Value& item) {
    const bool found =
        std::ranges::any_of(chosen, [&](const Value& other) { return equal(heap, item, other); });
    return found != keep;
  });
  return Value::boolean(removed > 0);
}

Reply remove_all(Heap& heap, const Value& self, Arguments args) {
  return filter(heap, self, args, false);
}
Reply retain_all(Heap& heap, const Value& self, Arguments args) {
  return filter(heap, self, args, true);
}

Reply clear(Heap&, const Value& self, Arguments args) {
  if (!args.empty()) return std::nullopt;
  self.as_list().items.clear();
  return Value::text("");
}

Reply contains(Heap& heap, const Value& self, Arguments args) {
  if (args.size() != 1) return std::nullopt;
  return Value::boolean(position(heap, self.as_list(), args[0]) >= 0);
}

Reply contains_all(Heap& heap, const Value& self, Arguments args) {
  if (args.size() == 1 && args[0].is_null()) return exception(null_pointer);
  if (args.size() != 1 || !args[0].is_sequence()) return std::nullopt;
  const auto wanted = args[0].elements(heap);
  return Value::boolean(std::ranges::all_of(
      wanted, [&](const Value& item) { return position(heap, self.as_list(), item) >= 0; }));
}

Reply index_of(Heap& heap, const Value& self, Arguments args) {
  if (args.size() != 1) return std::nullopt;
  return Value::whole(position(heap, self.as_list(), args[0]));
}

Reply last_index_of(Heap& heap, const Value& self, Arguments args) {
  if (args.size() != 1) return std::nullopt;
  const auto& items = self.as_list().items;
  for (auto i = items.size(); i > 0 && heap.spend(1); --i) {
    if (equal(heap, items[i - 1], args[0])) return count(i - 1);
  }
  return Value::integer(-1);
}

// A copy, where Java gives a view: what is added to it does not reach the list.
Reply sub_list(Heap& heap, const Value& self, Arguments args) {
  const auto from = int_argument(args, 0);
  const auto to = int_argument(args, 1);
  if (args.size() != 2 || !from || !to) return std::nullopt;
  const auto& items = self.as_list().items;
  const auto bad = [](std::string_view what, std::int64_t index) {
    return exception("java.lang.IndexOutOfBoundsException",
                     std::string(what) + " = " + std::to_string(index));
  };
  if (*from < 0) return bad("fromIndex", *from);
  if (*to > static_cast<std::int64_t>(items.size())) return bad("toIndex", *to);
  if (*from > *to) {
    return exception(
        "java.lang.IllegalArgumentException",
        "fromIndex(" + std::to_string(*from) + ") > toIndex(" + std::to_string(*to) + ")");
  }
  auto* part = heap.list();
  part->type = List::Type::sub_list;
  if (heap.spend(static_cast<std::size_t>(*to - *from))) {
    part->items.assign(items.begin() + *from, items.begin() + *to);
  }
  return Value::of(part);
}

Reply to_array(Heap& heap, const Value& self, Arguments args) {
  if (!args.empty()) return std::nullopt;
  auto* array = heap.list();
  array->type = List::Type::texts;
  if (heap.spend(self.as_list().items.size())) array->items = self.as_list().items;
  return Value::of(array);
}

Reply iterator(Heap& heap, const Value& self, Arguments args) {
  if (!args.empty()) return std::nullopt;
  heap.spend(self.as_list().items.size());
  return iterator_over(heap, self);
}

constexpr Method methods_of_lists[] = {
    {"size", size},
    {"isEmpty", is_empty},
    {"get", get},
    {"set", set, true},
    {"add", add, true},
    {"addAll", add_all, true},
    {"remove", remove, true},
    {"removeAll", remove_all, true},
    {"retainAll", retain_all, true},
    {"clear", clear, true},
    {"contains", contains},
    {"containsAll", contains_all},
    {"indexOf", index_of},
    {"lastIndexOf", last_index_of},
    {"subList", sub_list},
    {"toArray", to_array},
    {"iterator", iterator},
};

// Velocity wraps an array as a list of fixed size.
constexpr Method methods_of_arrays[] = {
    {"size", size},        {"isEmpty", is_empty},          {"get", get},
    {"set", set, true},    {"contains", contains},         {"containsAll", contains_all},
    {"indexOf", index_of}, {"lastIndexOf", last_index_of}, {"iterator", iterator},
};

}  // namespace

Methods list_methods() { return methods_of_lists; }
Methods array_methods() { return methods_of_arrays; }

}  // namespace syncline::script
