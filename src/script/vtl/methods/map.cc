// java.util.LinkedHashMap, its views and its entries.
#include <algorithm>

#include "script/vtl/methods/methods.h"

namespace syncline::script {
namespace {

constexpr std::string_view null_pointer = "java.lang.NullPointerException";
constexpr std::string_view read_only = "java.lang.UnsupportedOperationException";

Reply get(Heap&, const Value& self, Arguments args) {
  if (args.size() != 1) return std::nullopt;
  return self.as_map().get(args[0]);
}

Reply get_or_default(Heap&, const Value& self, Arguments args) {
  if (args.size() != 2) return std::nullopt;
  const auto* entry = self.as_map().find(args[0]);
  return entry == nullptr ? args[1] : entry->value;
}

Reply put(Heap&, const Value& self, Arguments args) {
  if (args.size() != 2) return std::nullopt;
  if (self.as_map().read_only) return exception(read_only);
  return self.as_map().put(args[0], args[1]);
}

Reply put_if_absent(Heap& heap, const Value& self, Arguments args) {
  if (args.size() != 2) return std::nullopt;
  const auto present = self.as_map().get(args[0]);
  return present.is_null() ? put(heap, self, args) : Reply(present);
}

Reply put_all(Heap& heap, const Value& self, Arguments args) {
  if (args.size() == 1 && args[0].is_null()) return exception(null_pointer);
  if (args.size() != 1 || !args[0].is(Kind::map)) return std::nullopt;
  if (self.as_map().read_only) return exception(read_only);
  auto& from = args[0].as_map();
  if (&from == &self.as_map() || !heap.spend(from.size())) return Value::text("");
  for (const auto* entry = from.first(); entry != nullptr; entry = entry->after) {
    self.as_map().put(entry->key, entry->value);
  }
  return Value::text("");
}

Reply replace(Heap& heap, const Value& self, Arguments args) {
  if (args.size() != 2) return std::nullopt;
  return self.as_map().find(args[0]) == nullptr ? Reply(Value()) : put(heap, self, args);
}

Reply remove(Heap&, const Value& self, Arguments args) {
  if (args.size() != 1) return std::nullopt;
  if (self.as_map().read_only) return exception(read_only);
  return self.as_map().remove(args[0]);
}

Reply clear(Heap&, const Value& self, Arguments args) {
  if (!args.empty()) return std::nullopt;
  if (self.as_map().read_only) return exception(read_only);
  self.as_map().clear();
  return Value::text("");
}

Reply contains_key(Heap&, const Value& self, Arguments args) {
  if (args.size() != 1) return std::nullopt;
  return Value::boolean(self.as_map().find(args[0]) != nullptr);
}

Reply contains_value(Heap& heap, const Value& self, Arguments args) {
  if (args.size() != 1) return std::nullopt;
  const auto* entry = self.as_map().first();
  while (entry != nullptr && heap.spend(1) && !equal(heap, entry->value, args[0])) {
    entry = entry->after;
  }
  return Value::boolean(entry != nullptr && !heap.stopped());
}

Reply size(Heap&, const Value& self, Arguments args) {
  if (!args.empty()) return std::nullopt;
  return Value::whole(static_cast<std::int64_t>(self.as_map().size()));
}

Reply is_empty(Heap&, const Value& self, Arguments args) {
  if (!args.empty()) return std::nullopt;
  return Value::boolean(self.as_map().size() == 0);
}

template <Collection::View view>
Reply view_of(Heap& heap, const Value& self, Arguments args) {
  if (!args.empty()) return std::nullopt;
  auto* made = heap.collection(view, &self.as_map());
  if (!heap.spend(self.as_map().size())) return Value::of(made);
  made->items.reserve(self.as_map().size());
  for (auto* entry = self.as_map().first(); entry != nullptr; entry = entry->after) {
    made->items.push_back(view == Collection::View::keys     ? entry->key
                          : view == Collection::View::values ? entry->value
                                                             : Value::of(entry));
  }
  return Value::of(made);
}

constexpr Method methods_of_maps[] = {
    {"get", get},
    {"put", put, true},
    {"putAll", put_all, true},
    {"putIfAbsent", put_if_absent, true},
    {"getOrDefault", get_or_default},
    {"replace", replace, true},
    {"remove", remove, true},
    {"clear", clear, true},
    {"containsKey", contains_key},
    {"containsValue", contains_value},
    {"keySet", view_of<Collection::View::keys>},
    {"values", view_of<Collection::View::values>},
    {"entrySet", view_of<Collection::View::entries>},
    {"size", size},
    {"isEmpty", is_empty},
};

// --- views ------------------------------------------------------------------------------------

// Takes away what `drop` chooses: from the view, and from the map that it is a view of.
template <class Drop>
Reply removed_where(const Value& self, Drop drop) {
  auto& view = self.as_collection();
  if (view.source->read_only) return exception(read_only);
  const auto before = view.items.size();
  auto* entry = view.source->first();
  while (entry != nullptr) {
    const auto key = entry->key;
    const auto item = view.view == Collection::View::keys     ? entry->key
                      : view.view == Collection::View::values ? entry->value
                                                              : Value::of(entry);
    entry = entry->after;
    if (drop(item)) view.source->remove(key);
  }
  std::erase_if(view.items, drop);
  return Value::boolean(view.items.size() != before);
}

bool has(Heap& heap, const std::pmr::vector<Value>& items, const Value& wanted) {
  heap.spend(1 + items.size() / 8);
  return std::ranges::any_of(items, [&](const Value& item) { return equal(heap, item, wanted); });
}

Reply view_contains(Heap& heap, const Value& self, Arguments args) {
  if (args.size() != 1) return std::nullopt;
  return Value::boolean(has(heap, self.as_collection().items, args[0]));
}

Reply view_contains_all(Heap& heap, const Value& self, Arguments args) {
  if (args.size() == 1 && args[0].is_null()) return exception(null_pointer);
  if (args.size() != 1 || !args[0].is_sequence()) return std::nullopt;
  const auto wanted = args[0].elements(heap);
  return Value::boolean(std::ranges::all_of(
      wanted, [&](const Value& item) { return has(heap, self.as_collection().items, item); }));
}

Reply view_remove(Heap& heap, const Value& self, Arguments args) {
  if (args.size() != 1) return std::nullopt;
  return removed_where(self, [&](const Value& item) { return equal(heap, item, args[0]); });
}

template <bool keep>
Reply view_filter(Heap& heap, const Value& self, Arguments args) {
  if (args.size() == 1 && args[0].is_null()) return exception(null_pointer);
  if (args.size() != 1 || !args[0].is_sequence()) return std::nullopt;
  const auto chosen = args[0].elements(heap);
  if (!heap.spend(self.as_collection().items.size() * (1 + chosen.size() / 8))) return Value();
  return removed_where(self, [&](const Value& item) {
    const bool found =
        std::ranges::any_of(chosen, [&](const Value& other) { return equal(heap, item, other); });
    return found != keep;
  });
}

Reply view_clear(Heap&, const Value& self, Arguments args) {
  if (!args.empty()) return std::nullopt;
  const auto done = removed_where(self, [](const Value&) { return true; });
  return done ? Reply(Value::text("")) : done;
}

Reply view_size(Heap&, const Value& self, Arguments args) {
  if (!args.empty()) return std::nullopt;
  return Value::whole(static_cast<std::int64_t>(self.as_collection().items.size()));
}

Reply view_is_empty(Heap&, const Value& self, Arguments args) {
  if (!args.empty()) return std::nullopt;
  return Value::boolean(self.as_collection().items.empty());
}

Reply view_add(Heap&, const Value& /*self*/, Arguments args) {
  if (args.size() != 1) return std::nullopt;
  return exception(read_only);
}

Reply view_to_array(Heap& heap, const Value& self, Arguments args) {
  if (!args.empty()) return std::nullopt;
  auto* array = heap.list();
  array->type = List::Type::texts;
  if (heap.spend(self.as_collection().items.size())) array->items = self.as_collection().items;
  return Value::of(array);
}

Reply view_iterator(Heap& heap, const Value& self, Arguments args) {
  if (!args.empty()) return std::nullopt;
  heap.spend(self.as_collection().items.size());
  return iterator_over(heap, self);
}

constexpr Method methods_of_views[] = {
    {"contains", view_contains},
    {"containsAll", view_contains_all},
    {"remove", view_remove, true},
    {"removeAll", view_filter<false>, true},
    {"retainAll", view_filter<true>, true},
    {"clear", view_clear, true},
    {"size", view_size},
    {"isEmpty", view_is_empty},
    {"add", view_add},
    {"addAll", view_add},
    {"toArray", view_to_array},
    {"iterator", view_iterator},
};

// --- entries ----------------------------------------------------------------------------------

Reply get_key(Heap&, const Value& self, Arguments args) {
  if (!args.empty()) return std::nullopt;
  return self.as_entry().key;
}

Reply get_value(Heap&, const Value& self, Arguments args) {
  if (!args.empty()) return std::nullopt;
  return self.as_entry().value;
}

Reply set_value(Heap&, const Value& self, Arguments args) {
  if (args.size() != 1) return std::nullopt;
  return std::exchange(self.as_entry().value, args[0]);
}

constexpr Method methods_of_entries[] = {
    {"getKey", get_key},
    {"getValue", get_value},
    {"setValue", set_value, true},
};

}  // namespace

Methods map_methods() { return methods_of_maps; }
Methods collection_methods() { return methods_of_views; }
Methods entry_methods() { return methods_of_entries; }

}  // namespace syncline::script
