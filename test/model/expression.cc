#include "test/model/expression.h"

#include <algorithm>

namespace syncline::model {
namespace {

constexpr auto wrong_path =
    "The document path provided in the update expression is invalid for update";
constexpr auto wrong_operand = "An operand in the update expression has an incorrect data type";
constexpr auto nothing_there =
    "The provided expression refers to an attribute that does not exist in the item";

const Value* step_into(const Value& holder, const Path::value_type& step) {
  if (const auto* name = std::get_if<std::string>(&step)) {
    const auto found = holder.map.find(*name);
    return found == holder.map.end() ? nullptr : &found->second;
  }
  const auto index = std::get<std::size_t>(step);
  return index < holder.list.size() ? &holder.list[index] : nullptr;
}

const Value* find_in(const Value& root, const Path& path) {
  const Value* value = &root;
  for (const auto& step : path) {
    value = step_into(*value, step);
    if (value == nullptr) return nullptr;
  }
  return value;
}

Value* find_in(Value& root, const Path& path) {
  return const_cast<Value*>(find_in(std::as_const(root), path));
}

bool can_hold(const Value* holder, const Path::value_type& step) {
  if (holder == nullptr) return false;
  return holder->type == (std::holds_alternative<std::string>(step) ? "M" : "L");
}

Path holder_of(const Path& path) { return {path.begin(), path.end() - 1}; }

}  // namespace

const Value* find(const Item& item, const Path& path) {
  const auto found = item.find(std::get<std::string>(path.front()));
  if (found == item.end()) return nullptr;
  return find_in(found->second, {path.begin() + 1, path.end()});
}

bool collide(const Path& a, const Path& b) {
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
    if (a[i] != b[i]) return a[i].index() != b[i].index();
  }
  return true;
}

namespace {

// Of the value, what lies at those paths that begin with the first `depth` steps of `paths`.
std::optional<Value> pick(const Value& value, const std::vector<Path>& paths, std::size_t depth) {
  std::map<Path::value_type, std::vector<Path>> by_step;
  for (const auto& path : paths) {
    if (path.size() == depth) return value;
    by_step[path[depth]].push_back(path);
  }
  auto picked = value.type == "M" ? map_value({}) : list_value({});
  for (const auto& [step, further] : by_step) {
    if (!can_hold(&value, step)) continue;
    const auto* inner = step_into(value, step);
    auto part = inner == nullptr ? std::nullopt : pick(*inner, further, depth + 1);
    if (!part) continue;
    if (const auto* name = std::get_if<std::string>(&step)) {
      picked.map[*name] = *std::move(part);
    } else {
      picked.list.push_back(*std::move(part));
    }
  }
  if (picked.map.empty() && picked.list.empty()) return std::nullopt;
  return picked;
}

// An operand's value in the item, when it has one. There is no size of a number, a boolean, null.
std::optional<Value> value_of(const Operand& operand, const Item& item) {
  if (operand.kind == Operand::Kind::value) return operand.value;
  const auto* found = find(item, operand.path);
  if (found == nullptr) return std::nullopt;
  if (operand.kind == Operand::Kind::path) return *found;
  if (found->type == "S" || found->type == "B") {
    return number_value(std::to_string(found->text.size()));
  }
  if (found->type == "N" || found->type == "BOOL" || found->type == "NULL") return std::nullopt;
  return number_value(
      std::to_string(found->members.size() + found->list.size() + found->map.size()));
}

bool compares(const std::string& op, const std::optional<Value>& left,
              const std::optional<Value>& right) {
  const bool equal = left && right && *left == *right;
  if (op == "=") return equal;
  if (op == "<>") return !equal;
  const auto by = left && right ? order(*left, *right) : std::nullopt;
  if (!by) return false;
  if (op == "<") return *by < 0;
  if (op == "<=") return *by <= 0;
  return op == ">" ? *by > 0 : *by >= 0;
}

bool contains(const Value& value, const Value& part) {
  if (value.type == "L") return std::ranges::find(value.list, part) != value.list.end();
  if (part.type != "S" && part.type != "N" && part.type != "B") return false;
  if (value.type == part.type + "S") return value.members.contains(part.text);
  return value.type == part.type && part.type != "N" &&
         value.text.find(part.text) != std::string::npos;
}

bool matches_function(const Condition& condition, const Item& item) {
  const auto first = value_of(condition.operands[0], item);
  if (condition.op == "attribute_exists") return first.has_value();
  if (condition.op == "attribute_not_exists") return !first;
  const auto second = value_of(condition.operands[1], item);
  if (!first || !second) return false;
  if (condition.op == "attribute_type") return first->type == second->text;
  if (condition.op == "contains") return contains(*first, *second);
  return first->type == second->type && (first->type == "S" || first->type == "B") &&
         first->text.starts_with(second->text);  // begins_with
}

}  // namespace

Item project(const Item& item, const std::vector<Path>& paths) {
  const auto picked = pick(map_value(item), paths, 0);
  return picked ? picked->map : Item();
}

bool matches(const Condition& condition, const Item& item) {
  const auto inner = [&](const Condition& one) { return matches(one, item); };
  if (condition.op == "AND") return std::ranges::all_of(condition.inner, inner);
  if (condition.op == "OR") return std::ranges::any_of(condition.inner, inner);
  if (condition.op == "NOT") return !inner(condition.inner.front());
  if (condition.op.size() > 7) return matches_function(condition, item);
  const auto first = value_of(condition.operands[0], item);
  if (condition.op == "BETWEEN") {
    return compares(">=", first, value_of(condition.operands[1], item)) &&
           compares("<=", first, value_of(condition.operands[2], item));
  }
  if (condition.op == "IN") {
    return std::any_of(
        condition.operands.begin() + 1, condition.operands.end(),
        [&](const Operand& choice) { return compares("=", first, value_of(choice, item)); });
  }
  return compares(condition.op, first, value_of(condition.operands[1], item));
}

namespace {

class Updating {
 public:
  explicit Updating(const Item& before) : before_(before), root_(map_value(before)) {}

  Updated run(Update update) {
    std::ranges::sort(update, {}, &Action::path);  // what is appended goes in this order
    for (const auto& action : update) {
      if (action.section == "SET") set(action);
      if (action.section == "ADD") add(action);
    }
    for (const auto& action : update) {
      if (action.section == "REMOVE" || action.section == "DELETE") take_away(action);
    }
    sweep(root_);
    return {root_.map, faults_};
  }

 private:
  std::optional<Value> fault(std::string text) {
    faults_.insert(std::move(text));
    return std::nullopt;
  }

  std::optional<Value> number(const Number& number) {
    if (number.is_storable()) return number_value(number.text());
    faults_.insert(
        "Number overflow. Attempting to store a number with magnitude larger than "
        "supported range");
    return fault("Attempting to store more than 38 significant digits in a Number");
  }

  // By the item as it was.
  std::optional<Value> evaluate(const Source& source) {
    if (source.op == "value") return source.value;
    if (source.op == "path" || source.op == "if_not_exists") {
      if (const auto* found = find(before_, source.path)) return *found;
      return source.op == "path" ? fault(nothing_there) : evaluate(source.inner[0]);
    }
    auto left = evaluate(source.inner[0]);
    const auto right = evaluate(source.inner[1]);
    if (!left || !right) return std::nullopt;
    const auto* wanted = source.op == "list_append" ? "L" : "N";
    if (left->type != wanted || right->type != wanted) return fault(wrong_operand);
    if (source.op == "list_append") {
      left->list.insert(left->list.end(), right->list.begin(), right->list.end());
      return left;
    }
    const auto a = Number::of(left->text);
    const auto b = Number::of(right->text);
    return number(source.op == "+" ? sum(a, b) : difference(a, b));
  }

  void set(const Action& action) {
    if (auto value = evaluate(action.source)) put(action.path, *std::move(value));
  }

  void put(const Path& path, Value value) {
    auto* holder = find_in(root_, holder_of(path));
    if (!can_hold(holder, path.back())) {
      faults_.insert(wrong_path);
      return;
    }
    if (const auto* name = std::get_if<std::string>(&path.back())) {
      holder->map[*name] = std::move(value);
      return;
    }
    const auto index = std::get<std::size_t>(path.back());
    if (index >= holder->list.size()) return holder->list.push_back(std::move(value));
    holder->list[index] = std::move(value);
  }

  void add(const Action& action) {
    const auto* present = find_in(root_, action.path);
    const auto& more = action.source.value;
    if (present == nullptr) return put(action.path, more);
    if (present->type != more.type) {
      faults_.insert(wrong_operand);
      return;
    }
    if (more.type == "N") {
      auto total = number(sum(Number::of(present->text), Number::of(more.text)));
      if (total) put(action.path, *std::move(total));
      return;
    }
    auto all = present->members;
    all.insert(more.members.begin(), more.members.end());
    put(action.path, set_value(more.type, all));
  }

  void take_away(const Action& action) {
    const auto holder = holder_of(action.path);
    if (!holder.empty() && !can_hold(find(before_, holder), action.path.back())) {
      faults_.insert(wrong_path);
      return;
    }
    if (find(before_, action.path) == nullptr) return;
    auto* present = find_in(root_, action.path);
    if (present == nullptr) return;  // a fault was found before
    if (action.section == "REMOVE") {
      present->gone = true;
      return;
    }
    if (present->type != action.source.value.type) {
      faults_.insert(wrong_operand);
      return;
    }
    for (const auto& member : action.source.value.members) present->members.erase(member);
    present->gone = present->members.empty();
  }

  static void sweep(Value& value) {
    std::erase_if(value.map, [](const auto& member) { return member.second.gone; });
    std::erase_if(value.list, [](const Value& element) { return element.gone; });
    for (auto& [name, inner] : value.map) sweep(inner);
    for (auto& element : value.list) sweep(element);
  }

  const Item& before_;
  Value root_;
  std::set<std::string> faults_;
};

}  // namespace

Updated apply(const Update& update, const Item& before) { return Updating(before).run(update); }

std::string Writer::name(const std::string& name) {
  if (!alias_all_ && name != "count") return name;  // a reserved word
  auto alias = "#" + name;
  names_[alias] = name;
  return alias;
}

std::string Writer::path(const Path& path) {
  std::string text;
  for (const auto& step : path) {
    if (const auto* its_name = std::get_if<std::string>(&step)) {
      text += (text.empty() ? "" : ".") + name(*its_name);
    } else {
      text += "[" + std::to_string(std::get<std::size_t>(step)) + "]";
    }
  }
  return text;
}

std::string Writer::value(const Value& value) {
  auto placeholder = ":v" + std::to_string(values_.size());
  values_[placeholder] = to_json(value);
  return placeholder;
}

std::string Writer::operand(const Operand& operand) {
  switch (operand.kind) {
    case Operand::Kind::path: return path(operand.path);
    case Operand::Kind::size: return "size(" + path(operand.path) + ")";
    default: return value(operand.value);
  }
}

std::string Writer::inner(const Condition& one, bool wraps) {
  return wraps ? "(" + condition(one) + ")" : condition(one);
}

std::string Writer::condition(const Condition& one) {
  if (one.op == "NOT") {
    const auto& inside = one.inner.front();
    return "NOT " + inner(inside, inside.op == "AND" || inside.op == "OR" || inside.op == "NOT");
  }
  std::string text;
  if (one.op == "AND" || one.op == "OR") {
    for (const auto& inside : one.inner) {
      text += (text.empty() ? "" : " " + one.op + " ") +
              inner(inside, one.op == "AND" && inside.op == "OR");
    }
    return text;
  }
  std::vector<std::string> operands;
  for (const auto& each : one.operands) operands.push_back(operand(each));
  if (one.op == "BETWEEN") return operands[0] + " between " + operands[1] + " and " + operands[2];
  const bool is_function = one.op.size() > 7;
  for (std::size_t i = is_function ? 0 : 1; i < operands.size(); ++i) {
    text += (text.empty() ? "" : ", ") + operands[i];
  }
  if (is_function) return one.op + "(" + text + ")";
  if (one.op == "IN") return operands[0] + " IN (" + text + ")";
  return operands[0] + " " + one.op + " " + text;
}

std::string Writer::source(const Source& one) {
  if (one.op == "value") return value(one.value);
  if (one.op == "path") return path(one.path);
  if (one.op == "if_not_exists") {
    return "if_not_exists(" + path(one.path) + ", " + source(one.inner[0]) + ")";
  }
  const auto left = source(one.inner[0]);
  const auto right = source(one.inner[1]);
  if (one.op == "list_append") return "list_append(" + left + ", " + right + ")";
  return left + " " + one.op + " " + right;
}

std::string Writer::update(const Update& update) {
  std::string text;
  for (const auto* section : {"REMOVE", "SET", "DELETE", "ADD"}) {
    std::string actions;
    for (const auto& action : update) {
      if (action.section != section) continue;
      actions += (actions.empty() ? " " : ", ") + path(action.path);
      if (action.section == "SET") actions += " = " + source(action.source);
      if (action.section == "ADD" || action.section == "DELETE") {
        actions += " " + value(action.source.value);
      }
    }
    if (!actions.empty()) text += (text.empty() ? "" : " ") + std::string(section) + actions;
  }
  return text;
}

void Writer::add_to(JsonObject& input) const {
  if (!names_.empty()) input["ExpressionAttributeNames"] = names_;
  if (!values_.empty()) input["ExpressionAttributeValues"] = values_;
}

}  // namespace syncline::model
