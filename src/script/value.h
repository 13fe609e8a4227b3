// The dynamic value of the resolver languages, with Java's types, since a Velocity template can
// tell an Integer from a Long (reference: java.lang, java.util). 16 bytes, copied freely; what it
// points to belongs to the run's Heap, and lists and maps are shared, as in Java.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory_resource>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace syncline::script {

class Heap;
class Map;
class Object;
struct List;
struct Collection;
struct Entry;

enum class Kind : std::uint8_t {
  null,
  boolean,
  integer,       // java.lang.Integer
  long_integer,  // java.lang.Long
  big_integer,   // java.math.BigInteger, kept as its decimal digits
  real,          // java.lang.Double
  text,          // java.lang.String, kept as UTF-8
  list,
  map,
  collection,  // what keySet(), values() and entrySet() give
  entry,
  object,  // something of the language itself, such as $util
};

class Value {
 public:
  constexpr Value() = default;
  static Value boolean(bool value);
  static Value integer(std::int32_t value);
  static Value long_integer(std::int64_t value);
  static Value whole(std::int64_t value);  // an Integer when it fits, else a Long
  static Value real(double value);
  static Value text(std::string_view borrowed);  // must outlive the run; else Heap::text
  static Value big_integer(Value digits);        // digits: a text
  static Value of(List* list);
  static Value of(Map* map);
  static Value of(Collection* collection);
  static Value of(Entry* entry);
  static Value of(Object* object);

  [[nodiscard]] Kind kind() const { return kind_; }
  [[nodiscard]] bool is(Kind kind) const { return kind_ == kind; }
  [[nodiscard]] bool is_null() const { return kind_ == Kind::null; }
  [[nodiscard]] bool is_text() const { return kind_ == Kind::text; }
  [[nodiscard]] bool is_number() const;
  [[nodiscard]] bool is_sequence() const;  // a list or a collection

  // Each of these asks for the kind that it names.
  [[nodiscard]] bool as_boolean() const { return whole_ != 0; }
  [[nodiscard]] std::int64_t as_whole() const { return whole_; }  // Integer or Long
  [[nodiscard]] double as_real() const { return real_; }
  [[nodiscard]] std::string_view as_text() const { return {text_, size_}; }  // or the digits
  [[nodiscard]] List& as_list() const { return *list_; }
  [[nodiscard]] Map& as_map() const { return *map_; }
  [[nodiscard]] Collection& as_collection() const { return *collection_; }
  [[nodiscard]] Entry& as_entry() const { return *entry_; }
  [[nodiscard]] Object& as_object() const { return *object_; }

  // The elements of a list or a collection; a map's are its values. Nothing for the rest.
  [[nodiscard]] std::vector<Value> elements(Heap& heap) const;
  [[nodiscard]] std::string_view class_name() const;  // "java.util.ArrayList"

 private:
  Kind kind_ = Kind::null;
  std::uint32_t size_ = 0;
  union {
    std::int64_t whole_ = 0;
    double real_;
    const char* text_;
    List* list_;
    Map* map_;
    Collection* collection_;
    Entry* entry_;
    Object* object_;
  };
};

struct List {
  enum class Type : std::uint8_t { array_list, sub_list, texts, characters, bytes };

  explicit List(std::pmr::memory_resource* memory) : items(memory) {}
  [[nodiscard]] bool is_array() const { return type >= Type::texts; }

  std::pmr::vector<Value> items;
  Type type = Type::array_list;
};

// One key and its value: a node of a map's order and of its hash chain.
struct Entry {
  Value key;
  Value value;
  std::size_t hash = 0;
  Entry* before = nullptr;
  Entry* after = nullptr;
  Entry* chained = nullptr;
};

// A LinkedHashMap: found by hash, walked in the order of insertion. Keys are equal as Java's are:
// the Integer 7 is neither the Long 7 nor "7".
class Map {
 public:
  explicit Map(Heap& heap);

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] Entry* first() const { return first_; }  // then Entry::after
  [[nodiscard]] Entry* find(const Value& key) const;
  [[nodiscard]] Value get(const Value& key) const;  // null when it is absent
  [[nodiscard]] Value get(std::string_view key) const { return get(Value::text(key)); }
  Value put(const Value& key, const Value& value);  // what was there before
  Value put(std::string_view key, const Value& value) { return put(Value::text(key), value); }
  Value remove(const Value& key);
  void clear();

  bool read_only = false;        // ctx.env
  bool hides_selection = false;  // ctx.info, whose selectionSet… members are not serialised

 private:
  [[nodiscard]] Entry* find(const Value& key, std::size_t hash) const;
  [[nodiscard]] Entry*& bucket(std::size_t hash) const;
  void grow();

  Heap& heap_;
  Entry** buckets_ = nullptr;
  std::size_t bucket_count_ = 0;  // a power of two, or 0 while a walk is cheaper
  std::size_t size_ = 0;
  Entry* first_ = nullptr;
  Entry* last_ = nullptr;
};

// A view of a map, as it was when it was asked for; removing from it removes from the map.
struct Collection {
  enum class View : std::uint8_t { keys, values, entries };

  explicit Collection(std::pmr::memory_resource* memory) : items(memory) {}

  std::pmr::vector<Value> items;
  View view = View::keys;
  Map* source = nullptr;
};

using Arguments = std::span<const Value>;

// What a call gives: a value; or nothing, when no overload takes such arguments (null in VTL,
// where a reference then prints its own source text; undefined in JavaScript); or the error that
// ends the run.
using Answer = Result<std::optional<Value>>;

// A value of the language itself: `$util`, `$ctx`, a loop's `$foreach`, a #define block.
class Object {
 public:
  virtual ~Object() = default;
  [[nodiscard]] virtual std::string_view class_name() const = 0;
  virtual Value property(Heap& /*heap*/, std::string_view /*name*/) { return {}; }
  virtual Answer call(Heap& /*heap*/, std::string_view /*method*/, Arguments /*args*/) {
    return std::nullopt;
  }
  virtual void append_text(Heap& heap, std::string& out) = 0;
  // What JSON, #foreach and everything else that knows no objects sees of it.
  virtual Value plain(Heap& /*heap*/) { return {}; }
};

// Object.equals and a hash that agrees with it. The hash is another in each process, so that no
// request can be made of keys that collide.
bool equal(Heap& heap, const Value& left, const Value& right, int depth = 0);
std::size_t hash_of(Heap& heap, const Value& value, int depth = 0);

}  // namespace syncline::script
