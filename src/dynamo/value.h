// Attribute values and items, in memory (AWS: "DynamoDB API Reference", AttributeValue).
#pragma once

#include <compare>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "dynamo/decimal.h"

namespace syncline::dynamo {

enum class Type : unsigned char {
  string,
  number,
  binary,
  boolean,
  null,
  string_set,
  number_set,
  binary_set,
  list,
  map,
};
std::string_view type_name(Type type);  // "S", "N", "B", "BOOL", …
std::optional<Type> find_type(std::string_view name);

struct Value;
struct Member;

// Members in the order of their names, so equal maps are equal member by member.
class Map {
 public:
  Map() = default;
  explicit Map(std::vector<Member> members);  // in any order; no name twice

  [[nodiscard]] const Value* find(std::string_view name) const;
  [[nodiscard]] Value* find(std::string_view name);
  void set(std::string_view name, Value value);
  void erase(std::string_view name);
  [[nodiscard]] bool empty() const;
  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] const std::vector<Member>& members() const { return members_; }

 private:
  std::vector<Member> members_;
};
using Item = Map;
using List = std::vector<Value>;

struct Binary {
  std::string bytes;
  auto operator<=>(const Binary&) const = default;
};
struct Null {
  auto operator<=>(const Null&) const = default;
};
template <class Element>
struct Set {  // sorted, without duplicates, never empty in a stored item
  std::vector<Element> elements;
  bool operator==(const Set&) const = default;
};

struct Value {
  // In the order of Type.
  std::variant<std::string, Decimal, Binary, bool, Null, Set<std::string>, Set<Decimal>,
               Set<Binary>, List, Map>
      held;

  [[nodiscard]] Type type() const { return static_cast<Type>(held.index()); }
  template <class Held>
  [[nodiscard]] const Held* as() const {
    return std::get_if<Held>(&held);
  }
  template <class Held>
  [[nodiscard]] Held* as() {
    return std::get_if<Held>(&held);
  }
};

struct Member {
  std::string name;
  Value value;
};

bool operator==(const Map& a, const Map& b);
bool operator==(const Value& a, const Value& b);

// The order of two strings, numbers or binaries; nothing for other or different types.
std::optional<std::strong_ordering> compare(const Value& a, const Value& b);

// Sizes as DynamoDB counts them for its limits and its capacity units
// (AWS: "DynamoDB Developer Guide", DynamoDB item sizes and formats).
std::size_t size_of(const Value& value);
std::size_t size_of(const Item& item);
// How many levels it has: 1 for a scalar, a set and an empty list, 2 for a list of scalars.
std::size_t depth_of(const Value& value);

}  // namespace syncline::dynamo
