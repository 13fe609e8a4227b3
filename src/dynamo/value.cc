#include "dynamo/value.h"

#include <algorithm>
#include <array>

namespace syncline::dynamo {
namespace {

constexpr std::array<std::string_view, 10> type_names = {"S",  "N",  "B",  "BOOL", "NULL",
                                                         "SS", "NS", "BS", "L",    "M"};

auto position_of(auto& members, std::string_view name) {
  return std::ranges::lower_bound(members, name, {}, &Member::name);
}

template <class... Cases>
struct Overloaded : Cases... {
  using Cases::operator()...;
};

std::size_t size_of_element(const std::string& text) { return text.size(); }
std::size_t size_of_element(const Decimal& number) { return number.size(); }
std::size_t size_of_element(const Binary& binary) { return binary.bytes.size(); }

}  // namespace

std::string_view type_name(Type type) { return type_names[static_cast<std::size_t>(type)]; }

std::optional<Type> find_type(std::string_view name) {
  const auto found = std::ranges::find(type_names, name);
  if (found == type_names.end()) return std::nullopt;
  return static_cast<Type>(found - type_names.begin());
}

Map::Map(std::vector<Member> members) : members_(std::move(members)) {
  std::ranges::sort(members_, {}, &Member::name);
}

const Value* Map::find(std::string_view name) const {
  const auto at = position_of(members_, name);
  return at != members_.end() && at->name == name ? &at->value : nullptr;
}

Value* Map::find(std::string_view name) {
  const auto at = position_of(members_, name);
  return at != members_.end() && at->name == name ? &at->value : nullptr;
}

void Map::set(std::string_view name, Value value) {
  const auto at = position_of(members_, name);
  if (at != members_.end() && at->name == name) {
    at->value = std::move(value);
  } else {
    members_.insert(at, Member{std::string(name), std::move(value)});
  }
}

void Map::erase(std::string_view name) {
  const auto at = position_of(members_, name);
  if (at != members_.end() && at->name == name) members_.erase(at);
}

bool Map::empty() const { return members_.empty(); }

std::size_t Map::size() const { return members_.size(); }

bool operator==(const Map& a, const Map& b) {
  return std::ranges::equal(a.members(), b.members(), [](const Member& x, const Member& y) {
    return x.name == y.name && x.value == y.value;
  });
}

bool operator==(const Value& a, const Value& b) { return a.held == b.held; }

std::optional<std::strong_ordering> compare(const Value& a, const Value& b) {
  if (a.type() != b.type()) return std::nullopt;
  switch (a.type()) {
    case Type::string: return *a.as<std::string>() <=> *b.as<std::string>();
    case Type::number: return *a.as<Decimal>() <=> *b.as<Decimal>();
    case Type::binary: return *a.as<Binary>() <=> *b.as<Binary>();
    default: return std::nullopt;
  }
}

std::size_t size_of(const Value& value) {
  const auto sum = [](const auto& set) {
    std::size_t total = 0;
    for (const auto& element : set.elements) total += size_of_element(element);
    return total;
  };
  return std::visit(Overloaded{
                        [](const std::string& text) { return text.size(); },
                        [](const Decimal& number) { return number.size(); },
                        [](const Binary& binary) { return binary.bytes.size(); },
                        [](bool) { return std::size_t{1}; },
                        [](const Null&) { return std::size_t{1}; },
                        [&](const Set<std::string>& set) { return sum(set); },
                        [&](const Set<Decimal>& set) { return sum(set); },
                        [&](const Set<Binary>& set) { return sum(set); },
                        [](const List& list) {
                          std::size_t total = 3;
                          for (const auto& element : list) total += 1 + size_of(element);
                          return total;
                        },
                        [](const Map& map) { return 3 + map.size() + size_of(map); },
                    },
                    value.held);
}

std::size_t size_of(const Item& item) {
  std::size_t total = 0;
  for (const auto& member : item.members()) total += member.name.size() + size_of(member.value);
  return total;
}

std::size_t depth_of(const Value& value) {
  std::size_t deepest = 0;
  if (const auto* list = value.as<List>()) {
    for (const auto& element : *list) deepest = std::max(deepest, depth_of(element));
  }
  if (const auto* map = value.as<Map>()) {
    for (const auto& member : map->members()) deepest = std::max(deepest, depth_of(member.value));
  }
  return deepest + 1;
}

}  // namespace syncline::dynamo
