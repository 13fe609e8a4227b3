#include "test/model/generator.h"

#include <algorithm>

namespace syncline::model {
namespace {

const std::vector<std::string> free_names{"c", "d", "l", "m", "ss", "ns", "bs", "count"};
const std::vector<std::string> inner_names{"x", "y", "l"};
const std::vector<std::string> texts{"", "a", "ab", "abc", "b", "\xc3\xa9", "a\"\\\n", "B"};
const std::vector<std::string> key_texts{"a", "ab", "b", "\xc3\xa9"};
const std::vector<std::string> numbers{"0", "1", "-1", "2.5", "10", "-0.5", "3"};
const std::vector<std::string> wide_numbers{"99999999999999999999999999999999999999",
                                            "-12345678901234567890123456789012345678",
                                            "0.00000000000000000000000000000000000001",
                                            "0.1",
                                            "123456789.000000001",
                                            "-100"};
const std::vector<std::string> binaries{std::string(1, '\0'), std::string("\0\x01", 2), "\xff",
                                        "a"};

bool is_one_of(const std::vector<std::string>& names, const std::string& name) {
  return std::ranges::find(names, name) != names.end();
}

std::vector<std::string> names_of(const Table& table) {
  auto names = free_names;
  for (const auto& key : table.keys) names.push_back(key.name);
  for (const auto& index : table.indexes) {
    for (const auto& key : index.keys) {
      if (!is_one_of(names, key.name)) names.push_back(key.name);
    }
  }
  return names;
}

}  // namespace

Value Generator::value_of(const std::string& type, bool is_key) {
  if (type == "S") return string_value(any(is_key ? key_texts : texts));
  if (type == "N") return number_value(any(is_key || !one_in(6) ? numbers : wide_numbers));
  if (type == "B") return binary_value(any(binaries));
  const auto scalar = type.substr(0, 1);
  std::set<std::string> members;
  for (auto count = 1 + below(3); count > 0; --count) members.insert(value_of(scalar, false).text);
  return set_value(type, std::move(members));
}

Value Generator::value(int depth) {
  static const std::vector<std::string> types{"S", "N", "N", "B", "SS", "NS", "BS"};
  switch (below(depth > 0 ? 12 : 9)) {
    case 0: return boolean_value(one_in(2));
    case 1: return null_value();
    case 9: {
      std::vector<Value> list;
      for (auto count = below(4); count > 0; --count) list.push_back(value(depth - 1));
      return list_value(std::move(list));
    }
    case 10:
    case 11: {
      std::map<std::string, Value> map;
      for (auto count = below(4); count > 0; --count) map[any(inner_names)] = value(depth - 1);
      return map_value(std::move(map));
    }
    default: return value_of(any(types), false);
  }
}

Item Generator::key(const Table& table) {
  Item key;
  for (const auto& part : table.keys) key[part.name] = value_of(part.type, true);
  return key;
}

Item Generator::item(const Table& table) {
  auto item = key(table);
  for (const auto& index : table.indexes) {
    for (const auto& part : index.keys) {
      if (item.contains(part.name) || one_in(3)) continue;
      item[part.name] = one_in(100) ? value(0) : value_of(part.type, true);
    }
  }
  for (const auto& name : free_names) {
    if (!one_in(3)) continue;
    item[name] = value(2);
    if (name.size() == 2 && !one_in(4)) {  // "ss", "ns", "bs"
      item[name] = value_of(name == "ss" ? "SS" : name == "ns" ? "NS" : "BS", false);
    }
    if (name == "count" && !one_in(4)) item[name] = value_of("N", false);
  }
  if (one_in(40)) item["d"] = string_value(std::string(500 + below(4000), 'x'));
  return item;
}

Path Generator::path_in(const Scope& scope) {
  const auto names = names_of(scope.table);
  while (true) {
    const auto& name = any(names);
    if (is_one_of(scope.without, name)) continue;
    if (!scope.only.empty() && !is_one_of(scope.only, name)) continue;
    Path path{name};
    if (!key_type(scope.table, name).empty()) return path;
    const bool goes_in = name == "m" || name == "l" ? !one_in(4) : one_in(6);
    for (bool further = goes_in; further && path.size() < 4; further = one_in(3)) {
      if (name == "l" ? path.size() == 1 || one_in(2) : one_in(4)) {
        path.emplace_back(below(4));
      } else {
        path.emplace_back(any(inner_names));
      }
    }
    return path;
  }
}

Path Generator::path(const Table& table) { return path_in({table, {}, {}}); }

std::vector<Path> Generator::projection(const Table& table) {
  std::vector<Path> paths;
  for (auto count = 1 + below(4); count > 0; --count) {
    auto one = path(table);
    const bool fits = std::ranges::none_of(paths, [&](auto& each) { return collide(each, one); });
    if (fits) paths.push_back(std::move(one));
  }
  return paths;
}

Condition Generator::compare(const Scope& scope) {
  static const std::vector<std::string> operators{"=", "=", "<>", "<", "<=", ">", ">="};
  static const std::vector<std::string> ordered{"S", "N", "N", "B"};
  Condition condition{any(operators)};
  const bool sized = one_in(6);
  const auto path = path_in(scope);
  condition.operands.push_back({sized ? Operand::Kind::size : Operand::Kind::path, path});
  if (one_in(6)) {
    auto other = path_in(scope);
    if (other != path) condition.operands.push_back({Operand::Kind::path, std::move(other)});
  }
  if (condition.operands.size() == 1) {
    const bool any_type = condition.op == "=" || condition.op == "<>";
    auto value = any_type ? this->value(1) : value_of(any(ordered), false);
    if (sized) value = number_value(std::to_string(below(5)));
    condition.operands.push_back(literal(std::move(value)));
  }
  return condition;
}

Condition Generator::leaf(const Scope& scope) {
  static const std::vector<std::string> ordered{"S", "N", "N", "B"};
  static const std::vector<std::string> all{"S",  "N",  "B",  "BOOL", "NULL",
                                            "SS", "NS", "BS", "L",    "M"};
  const auto on_path = [&](std::string op) {
    return Condition{std::move(op), {{Operand::Kind::path, path_in(scope)}}};
  };
  switch (below(9)) {
    case 0: return on_path("attribute_exists");
    case 1: return on_path("attribute_not_exists");
    case 2: {
      auto condition = on_path("attribute_type");
      condition.operands.push_back(literal(string_value(any(all))));
      return condition;
    }
    case 3: {
      auto condition = on_path("begins_with");
      condition.operands.push_back(literal(value_of(one_in(3) ? "B" : "S", false)));
      return condition;
    }
    case 4: {
      auto condition = on_path("contains");
      condition.operands.push_back(literal(value_of(any(ordered), false)));
      return condition;
    }
    case 5: {
      auto condition = on_path("BETWEEN");
      const auto type = any(ordered);
      auto low = value_of(type, false);
      auto high = value_of(type, false);
      if (order(low, high) > 0) std::swap(low, high);
      condition.operands.push_back(literal(std::move(low)));
      condition.operands.push_back(literal(std::move(high)));
      return condition;
    }
    case 6: {
      auto condition = on_path("IN");
      for (auto count = 1 + below(3); count > 0; --count) {
        condition.operands.push_back(literal(value(1)));
      }
      return condition;
    }
    default: return compare(scope);
  }
}

Condition Generator::tree(const Scope& scope, int depth) {
  if (depth == 0 || one_in(2)) return leaf(scope);
  if (one_in(4)) return {"NOT", {}, {tree(scope, depth - 1)}};
  Condition condition{one_in(2) ? "AND" : "OR"};
  for (auto count = 2 + below(2); count > 0; --count) {
    auto inner = tree(scope, depth - 1);
    if (inner.op == condition.op) inner = leaf(scope);  // or it would read as one list
    condition.inner.push_back(std::move(inner));
  }
  return condition;
}

Condition Generator::condition(const Table& table, const std::vector<std::string>& without,
                               const std::vector<std::string>& only) {
  return tree({table, without, only}, 3);
}

Source Generator::number_source(const Table& table) {
  if (one_in(2)) return {"value", {}, value_of("N", false)};
  Source source{"path", one_in(2) ? Path{"count"} : path(table)};
  if (one_in(2)) source = {"if_not_exists", source.path, {}, {{"value", {}, value_of("N", false)}}};
  return source;
}

Source Generator::list_source(const Table& table) {
  if (one_in(2)) return {"value", {}, list_value({value(1), value(0)})};
  Source source{"path", Path{"l"}};
  if (one_in(2)) source = {"if_not_exists", {"l"}, {}, {{"value", {}, list_value({value(1)})}}};
  if (one_in(8)) source = {"path", path(table)};
  return source;
}

Source Generator::source(const Table& table, const Path& target) {
  const auto type = key_type(table, std::get<std::string>(target.front()));
  if (!type.empty()) {
    Source literal{"value", {}, one_in(60) ? value(0) : value_of(type, true)};
    if (one_in(4)) return {"if_not_exists", target, {}, {std::move(literal)}};
    if (one_in(20)) return {"path", path(table)};
    return literal;
  }
  switch (below(6)) {
    case 0: return {one_in(2) ? "+" : "-", {}, {}, {number_source(table), number_source(table)}};
    case 1: return {"list_append", {}, {}, {list_source(table), list_source(table)}};
    case 2: return {"if_not_exists", path(table), {}, {{"value", {}, value(1)}}};
    case 3: return one_in(2) ? Source{"path", path(table)} : Source{"value", {}, value(2)};
    default: return {"value", {}, value(2)};
  }
}

std::optional<Action> Generator::action(const Table& table) {
  static const std::vector<std::string> sets{"SS", "NS", "BS"};
  Action action{"SET", path(table)};
  const auto& head = std::get<std::string>(action.path.front());
  if (is_key(table.keys, head)) return std::nullopt;
  const auto type = key_type(table, head);
  switch (below(6)) {
    case 0: action.section = "REMOVE"; return action;
    case 1:
    case 2: {
      const bool is_number = !type.empty() || head == "count" || one_in(3);
      if (!type.empty() && type != "N") return std::nullopt;
      action.section = "ADD";
      const auto set = head.size() == 2 && !one_in(4)
                           ? std::string{static_cast<char>(head[0] - 'a' + 'A'), 'S'}
                           : any(sets);
      action.source.value = value_of(is_number ? "N" : set, false);
      return action;
    }
    case 3: {
      if (!type.empty()) return std::nullopt;
      action.section = "DELETE";
      const auto set = head.size() == 2 && !one_in(4)
                           ? std::string{static_cast<char>(head[0] - 'a' + 'A'), 'S'}
                           : any(sets);
      action.source.value = value_of(set, false);
      return action;
    }
    default: action.source = source(table, action.path); return action;
  }
}

Update Generator::update(const Table& table) {
  Update update;
  for (auto count = 1 + below(4); count > 0; --count) {
    auto one = action(table);
    if (!one) continue;
    const bool fits = std::ranges::none_of(
        update, [&](const Action& each) { return collide(each.path, one->path); });
    if (fits) update.push_back(*std::move(one));
  }
  return update;
}

Write Generator::write(const Table& table, bool conditions) {
  static const std::vector<std::string> returns{"NONE",    "ALL_OLD",     "UPDATED_OLD",
                                                "ALL_NEW", "UPDATED_NEW", "ALL_NEW"};
  Write write{one_in(3) ? "Put" : one_in(4) ? "Delete" : "Update", table.name};
  if (!conditions && write.operation == "Update") write.operation = "Put";
  write.item = write.operation == "Put" ? item(table) : key(table);
  if (write.operation == "Update") write.update = update(table);
  if (!conditions) return write;
  if (one_in(2)) write.condition = condition(table);
  write.shows_item = one_in(2);
  write.returns = write.operation == "Update" ? any(returns) : one_in(2) ? "ALL_OLD" : "NONE";
  return write;
}

}  // namespace syncline::model
