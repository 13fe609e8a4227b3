#include "script/value.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "base/text.h"
#include "script/heap.h"

namespace syncline::script {

Value Value::boolean(bool value) {
  Value made;
  made.kind_ = Kind::boolean;
  made.whole_ = value ? 1 : 0;
  return made;
}

Value Value::integer(std::int32_t value) {
  Value made;
  made.kind_ = Kind::integer;
  made.whole_ = value;
  return made;
}

Value Value::long_integer(std::int64_t value) {
  Value made;
  made.kind_ = Kind::long_integer;
  made.whole_ = value;
  return made;
}

Value Value::whole(std::int64_t value) {
  const auto narrow = static_cast<std::int32_t>(value);
  return narrow == value ? integer(narrow) : long_integer(value);
}

Value Value::real(double value) {
  Value made;
  made.kind_ = Kind::real;
  made.real_ = value;
  return made;
}

Value Value::text(std::string_view borrowed) {
  Value made;
  made.kind_ = Kind::text;
  made.size_ = static_cast<std::uint32_t>(borrowed.size());
  made.text_ = borrowed.data();
  return made;
}

Value Value::big_integer(Value digits) {
  digits.kind_ = Kind::big_integer;
  return digits;
}

Value Value::of(List* list) {
  Value made;
  made.kind_ = Kind::list;
  made.list_ = list;
  return made;
}

Value Value::of(Map* map) {
  Value made;
  made.kind_ = Kind::map;
  made.map_ = map;
  return made;
}

Value Value::of(Collection* collection) {
  Value made;
  made.kind_ = Kind::collection;
  made.collection_ = collection;
  return made;
}

Value Value::of(Entry* entry) {
  Value made;
  made.kind_ = Kind::entry;
  made.entry_ = entry;
  return made;
}

Value Value::of(Object* object) {
  Value made;
  made.kind_ = Kind::object;
  made.object_ = object;
  return made;
}

bool Value::is_number() const {
  return kind_ == Kind::integer || kind_ == Kind::long_integer || kind_ == Kind::big_integer ||
         kind_ == Kind::real;
}

bool Value::is_sequence() const { return kind_ == Kind::list || kind_ == Kind::collection; }

std::vector<Value> Value::elements(Heap& heap) const {
  const auto copy = [&](const auto& items) -> std::vector<Value> {
    if (!heap.spend(items.size() / 8)) return {};
    return {items.begin(), items.end()};
  };
  if (kind_ == Kind::list) return copy(list_->items);
  if (kind_ == Kind::collection) return copy(collection_->items);
  std::vector<Value> out;
  if (kind_ != Kind::map || !heap.spend(map_->size())) return out;
  out.reserve(map_->size());
  for (const auto* entry = map_->first(); entry != nullptr; entry = entry->after) {
    out.push_back(entry->value);
  }
  return out;
}

namespace {

std::string_view class_name_of(const List& list) {
  switch (list.type) {
    case List::Type::array_list: return "java.util.ArrayList";
    case List::Type::sub_list: return "java.util.ArrayList$SubList";
    case List::Type::texts: return "[Ljava.lang.String;";
    case List::Type::characters: return "[C";
    case List::Type::bytes: return "[B";
  }
  return "";
}

std::string_view class_name_of(const Collection& collection) {
  switch (collection.view) {
    case Collection::View::keys: return "java.util.LinkedHashMap$LinkedKeySet";
    case Collection::View::values: return "java.util.LinkedHashMap$LinkedValues";
    case Collection::View::entries: return "java.util.LinkedHashMap$LinkedEntrySet";
  }
  return "";
}

}  // namespace

std::string_view Value::class_name() const {
  switch (kind_) {
    case Kind::null: return "null";
    case Kind::boolean: return "java.lang.Boolean";
    case Kind::integer: return "java.lang.Integer";
    case Kind::long_integer: return "java.lang.Long";
    case Kind::big_integer: return "java.math.BigInteger";
    case Kind::real: return "java.lang.Double";
    case Kind::text: return "java.lang.String";
    case Kind::list: return class_name_of(*list_);
    case Kind::map: return "java.util.LinkedHashMap";
    case Kind::collection: return class_name_of(*collection_);
    case Kind::entry: return "java.util.LinkedHashMap$Entry";
    case Kind::object: return object_->class_name();
  }
  return "";
}

namespace {

template <class Items>
bool equal_items(Heap& heap, const Items& left, const Items& right, int depth) {
  if (left.size() != right.size() || !heap.spend(left.size() / 8)) return false;
  for (std::size_t i = 0; i < left.size(); ++i) {
    if (!equal(heap, left[i], right[i], depth)) return false;
  }
  return true;
}

bool equal_maps(Heap& heap, const Map& left, const Map& right, int depth) {
  if (left.size() != right.size() || !heap.spend(left.size())) return false;
  for (const auto* entry = left.first(); entry != nullptr; entry = entry->after) {
    const auto* other = right.find(entry->key);
    if (other == nullptr || !equal(heap, entry->value, other->value, depth)) return false;
  }
  return true;
}

// Sets are equal when each has what the other has; the view of a map's values is only itself.
bool equal_collections(Heap& heap, const Collection& left, const Collection& right, int depth) {
  if (&left == &right) return true;
  if (left.view == Collection::View::values || left.view != right.view) return false;
  if (left.items.size() != right.items.size()) return false;
  if (!heap.spend(left.items.size() * (1 + right.items.size() / 8))) return false;
  return std::ranges::all_of(left.items, [&](const Value& wanted) {
    return std::ranges::any_of(right.items,
                               [&](const Value& item) { return equal(heap, wanted, item, depth); });
  });
}

}  // namespace

bool equal(Heap& heap, const Value& left, const Value& right, int depth) {
  if (left.kind() != right.kind()) return false;
  switch (left.kind()) {
    case Kind::null: return true;
    case Kind::boolean:
    case Kind::integer:
    case Kind::long_integer: return left.as_whole() == right.as_whole();
    case Kind::big_integer:
    case Kind::text:
      return left.as_text().size() == right.as_text().size() && heap.spend_on(left.as_text()) &&
             left.as_text() == right.as_text();
    // Double.equals compares bits: NaN equals itself, and 0.0 is not -0.0.
    case Kind::real:
      return std::bit_cast<std::uint64_t>(left.as_real()) ==
             std::bit_cast<std::uint64_t>(right.as_real());
    case Kind::object: return &left.as_object() == &right.as_object();
    default: break;
  }
  if (!heap.spend(1) || !heap.enter(depth)) return false;
  if (left.is(Kind::entry)) {
    return equal(heap, left.as_entry().key, right.as_entry().key, depth + 1) &&
           equal(heap, left.as_entry().value, right.as_entry().value, depth + 1);
  }
  if (left.is(Kind::map)) return equal_maps(heap, left.as_map(), right.as_map(), depth + 1);
  if (left.is(Kind::collection)) {
    return equal_collections(heap, left.as_collection(), right.as_collection(), depth + 1);
  }
  if (&left.as_list() == &right.as_list()) return true;
  if (left.as_list().is_array() || right.as_list().is_array()) return false;
  return equal_items(heap, left.as_list().items, right.as_list().items, depth + 1);
}

namespace {

struct Seeds {
  std::uint64_t first = 0, second = 0;
  static const Seeds& of_process() {
    static const Seeds made = [] {
      Seeds seeds;
      const auto bytes = random_bytes(sizeof(seeds));
      std::memcpy(&seeds, bytes.data(), sizeof(seeds));
      return seeds;
    }();
    return made;
  }
};

// All bits of both numbers reach all bits of the product's folded halves (as in wyhash).
std::uint64_t mixed(std::uint64_t left, std::uint64_t right) {
  __extension__ using Wide = unsigned __int128;
  const auto& seeds = Seeds::of_process();
  const auto product = static_cast<Wide>(left ^ seeds.first) * (right ^ seeds.second);
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

std::uint64_t mixed(std::string_view text) {
  std::uint64_t hash = text.size();
  for (; !text.empty(); text.remove_prefix(std::min<std::size_t>(8, text.size()))) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data(), std::min<std::size_t>(8, text.size()));
    hash = mixed(word, hash);
  }
  return mixed(hash, 0);
}

}  // namespace

std::size_t hash_of(Heap& heap, const Value& value, int depth) {
  const auto kind = static_cast<std::uint64_t>(value.kind());
  switch (value.kind()) {
    case Kind::null: return 0;
    case Kind::boolean:
    case Kind::integer:
    case Kind::long_integer: return mixed(static_cast<std::uint64_t>(value.as_whole()), kind);
    case Kind::real: return mixed(std::bit_cast<std::uint64_t>(value.as_real()), kind);
    case Kind::big_integer:
    case Kind::text: heap.spend_on(value.as_text()); return mixed(value.as_text());
    default: break;
  }
  // Maps, sets and entries hash by their size only: as keys they are rare, and equal ones agree.
  if (!value.is(Kind::list)) return mixed(0, kind);
  if (!heap.spend(1 + value.as_list().items.size() / 8) || !heap.enter(depth)) return 0;
  std::size_t hash = value.as_list().items.size();
  for (const auto& item : value.as_list().items) hash = mixed(hash, hash_of(heap, item, depth + 1));
  return hash;
}

}  // namespace syncline::script
