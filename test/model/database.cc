#include "test/model/database.h"

#include <algorithm>

namespace syncline::model {
namespace {

constexpr std::string_view invalid = "ValidationException: ";
constexpr std::string_view invalid_parameter = "One or more parameter values were invalid: ";
constexpr auto failed = "The conditional request failed";

using Faults = std::set<std::string>;

// A literal or an item's attribute that an index cannot take.
void check_type(const Table& table, const std::string& attribute, const Value& value,
                Faults& faults) {
  for (const auto& index : table.indexes) {
    for (const auto& key : index.keys) {
      if (key.name != attribute || key.type == value.type) continue;
      faults.insert(std::string(invalid_parameter) + "Type mismatch for Index Key " + attribute +
                    " Expected: " + key.type + " Actual: " + value.type +
                    " IndexName: " + index.name);
    }
  }
}

void check_empty(const Table& table, const Item& item, Faults& faults) {
  for (const auto& index : table.indexes) {
    for (const auto& key : index.keys) {
      const auto found = item.find(key.name);
      if (found == item.end() || found->second.type != key.type || key.type == "N") continue;
      if (!found->second.text.empty()) continue;
      faults.insert(
          std::string("One or more parameter values are not valid. A value specified for a "
                      "secondary index key is not supported. The AttributeValue for a key "
                      "attribute cannot contain an empty ") +
          (key.type == "S" ? "string" : "binary") + " value. IndexName: " + index.name +
          ", IndexKey: " + key.name);
    }
  }
}

// What is wrong with the write whatever the item is.
Faults static_faults(const Table& table, const Write& write) {
  Faults faults;
  if (write.operation == "Put") {
    for (const auto& [name, value] : write.item) check_type(table, name, value, faults);
    check_empty(table, write.item, faults);
  }
  for (const auto& action : write.update) {
    const bool is_literal = action.section != "REMOVE" && action.source.op == "value";
    if (!is_literal || action.path.size() > 1) continue;
    check_type(table, std::get<std::string>(action.path.front()), action.source.value, faults);
  }
  return faults;
}

struct Planned {
  std::optional<Item> before, after;
  Reason reason;
};

Reason invalid_update(Faults faults) { return {"ValidationError", std::move(faults), {}}; }

void plan_update(const Table& table, const Write& write, Planned& planned) {
  auto updated = apply(write.update, planned.before ? *planned.before : write.item);
  if (!updated.faults.empty()) {
    planned.reason = invalid_update(std::move(updated.faults));
    return;
  }
  Faults faults;
  for (const auto& [name, value] : updated.after) {
    const auto type = key_type(table, name);
    if (type.empty() || type == value.type) continue;
    faults.insert(
        "The update expression attempted to update the secondary index key to unsupported type");
  }
  if (faults.empty()) check_empty(table, updated.after, faults);
  if (!faults.empty()) planned.reason = invalid_update(std::move(faults));
  planned.after = std::move(updated.after);
}

Planned plan(const Table& table, const Write& write) {
  Planned planned;
  const auto found = table.items.find(key_text(table, write.item));
  if (found != table.items.end()) planned.before = found->second;
  if (write.condition && !matches(*write.condition, planned.before.value_or(Item()))) {
    planned.reason = {"ConditionalCheckFailed", {failed}, {}};
    if (write.shows_item) planned.reason.item = planned.before;
    return planned;
  }
  if (write.operation == "Put") planned.after = write.item;
  if (write.operation == "ConditionCheck") planned.after = planned.before;
  if (write.operation == "Update") plan_update(table, write, planned);
  return planned;
}

double write_units(std::size_t bytes) {
  return bytes <= 1024 ? 1 : static_cast<double>((bytes + 1023) / 1024);
}

std::size_t bytes_of(const std::optional<Item>& item) { return item ? size_of(*item) : 0; }

// AWS: "DynamoDB Developer Guide", Using Global Secondary Indexes, Write capacity units.
double index_units(const Table& table, const Index& index, const Planned& planned) {
  const auto row = [&](const std::optional<Item>& item) {
    return item ? row_of(table, index, *item) : std::nullopt;
  };
  const auto before = row(planned.before);
  const auto after = row(planned.after);
  if (before == after) return 0;
  if (before && after && key_of(index.keys, *before) == key_of(index.keys, *after)) {
    return write_units(std::max(bytes_of(before), bytes_of(after)));
  }
  return (before ? write_units(bytes_of(before)) : 0) + (after ? write_units(bytes_of(after)) : 0);
}

Units units_of(const Table& table, const Planned& planned) {
  Units units;
  units.table = write_units(std::max(bytes_of(planned.before), bytes_of(planned.after)));
  for (const auto& index : table.indexes) {
    const double count = index_units(table, index, planned);
    if (count > 0) (index.global ? units.global : units.local)[index.name] = count;
  }
  return units;
}

void carry_out(Table& table, const Write& write, const Planned& planned) {
  const auto key = key_text(table, write.item);
  if (planned.after) {
    table.items[key] = *planned.after;
  } else {
    table.items.erase(key);
  }
}

Item returned(const Write& write, const Planned& planned) {
  const auto& item = write.returns.ends_with("NEW") ? planned.after : planned.before;
  if (write.returns == "NONE" || !item) return {};
  if (write.returns.starts_with("ALL")) return *item;
  std::vector<Path> paths;
  for (const auto& action : write.update) paths.push_back(action.path);
  return paths.empty() ? Item() : project(*item, paths);
}

std::string cancelled(const std::vector<Reason>& reasons) {
  std::string codes;
  for (const auto& reason : reasons) codes += (codes.empty() ? "" : ", ") + reason.code;
  return "TransactionCanceledException: Transaction cancelled, please refer cancellation reasons "
         "for specific reasons [" +
         codes + "]";
}

std::set<std::string> with_type(const Faults& faults) {
  std::set<std::string> errors;
  for (const auto& fault : faults) errors.insert(std::string(invalid) + fault);
  return errors;
}

// Faults that end a request of several writes before any is looked at.
Faults common_faults(const std::map<std::string, Table>& tables, const std::vector<Write>& writes,
                     const std::string& repeated) {
  Faults faults;
  std::set<std::string> keys;
  for (const auto& write : writes) {
    const auto& table = tables.at(write.table);
    faults.merge(static_faults(table, write));
    if (!keys.insert(write.table + key_text(table, write.item)).second) faults.insert(repeated);
  }
  return faults;
}

JsonArray list_of(const std::map<std::string, Units>& units, std::string_view transaction) {
  JsonArray list;
  for (const auto& [table, one] : units) list.push_back(one.to_json(table, transaction));
  return list;
}

}  // namespace

const Index* find_index(const Table& table, const std::string& name) {
  const auto found = std::ranges::find(table.indexes, name, &Index::name);
  return found == table.indexes.end() ? nullptr : &*found;
}

bool is_key(const std::vector<Key>& keys, const std::string& attribute) {
  return std::ranges::find(keys, attribute, &Key::name) != keys.end();
}

std::string key_type(const Table& table, const std::string& attribute) {
  for (const auto& key : table.keys) {
    if (key.name == attribute) return key.type;
  }
  for (const auto& index : table.indexes) {
    for (const auto& key : index.keys) {
      if (key.name == attribute) return key.type;
    }
  }
  return "";
}

bool is_held(const Table& table, const Index& index, const std::string& attribute) {
  return index.projection == "ALL" || is_key(table.keys, attribute) ||
         is_key(index.keys, attribute) ||
         std::ranges::find(index.included, attribute) != index.included.end();
}

Item key_of(const std::vector<Key>& keys, const Item& item) {
  Item key;
  for (const auto& part : keys) {
    if (item.contains(part.name)) key[part.name] = item.at(part.name);
  }
  return key;
}

std::string key_text(const Table& table, const Item& item) {
  return show(key_of(table.keys, item));
}

std::optional<Item> row_of(const Table& table, const Index& index, const Item& item) {
  if (key_of(index.keys, item).size() < index.keys.size()) return std::nullopt;
  Item row;
  for (const auto& [name, value] : item) {
    if (is_held(table, index, name)) row[name] = value;
  }
  return row;
}

JsonObject create_request(const Table& table) {
  std::map<std::string, std::string> types;
  const auto schema = [&](const std::vector<Key>& keys) {
    JsonArray list;
    for (const auto& key : keys) {
      types[key.name] = key.type;
      list.push_back(
          JsonObject{{"AttributeName", key.name}, {"KeyType", list.empty() ? "HASH" : "RANGE"}});
    }
    return list;
  };
  JsonObject input{{"TableName", table.name},
                   {"BillingMode", "PAY_PER_REQUEST"},
                   {"KeySchema", schema(table.keys)}};
  for (const auto& index : table.indexes) {
    JsonObject projection{{"ProjectionType", index.projection}};
    for (const auto& name : index.included) {
      auto& names = projection["NonKeyAttributes"];
      if (!names.is_array()) names = JsonArray();
      names.as_array().push_back(Json(name));
    }
    auto& list = input[index.global ? "GlobalSecondaryIndexes" : "LocalSecondaryIndexes"];
    if (!list.is_array()) list = JsonArray();
    list.as_array().push_back(JsonObject{
        {"IndexName", index.name}, {"KeySchema", schema(index.keys)}, {"Projection", projection}});
  }
  JsonArray definitions;
  for (const auto& [name, type] : types) {
    definitions.push_back(JsonObject{{"AttributeName", name}, {"AttributeType", type}});
  }
  input["AttributeDefinitions"] = std::move(definitions);
  return input;
}

Outcome Database::write(const Write& write, bool counts) {
  auto& table = tables_.at(write.table);
  Outcome outcome;
  outcome.errors = with_type(static_faults(table, write));
  if (!outcome.errors.empty()) return outcome;
  const auto planned = plan(table, write);
  if (planned.reason.code == "ConditionalCheckFailed") {
    outcome.errors = {std::string("ConditionalCheckFailedException: ") + failed};
    outcome.reasons = {planned.reason};
  } else if (planned.reason.code != "None") {
    outcome.errors = with_type(planned.reason.messages);
  }
  if (!outcome.errors.empty()) return outcome;
  carry_out(table, write, planned);
  const auto item = returned(write, planned);
  if (!item.empty()) outcome.answer["Attributes"] = to_json(item);
  if (counts) {
    outcome.answer["ConsumedCapacity"] = units_of(table, planned).to_json(table.name, "");
  }
  return outcome;
}

Outcome Database::batch(const std::vector<Write>& writes, bool counts) {
  Outcome outcome;
  outcome.errors =
      with_type(common_faults(tables_, writes, "Provided list of item keys contains duplicates"));
  if (!outcome.errors.empty()) return outcome;
  std::map<std::string, Units> units;
  for (const auto& write : writes) {
    auto& table = tables_.at(write.table);
    const auto planned = plan(table, write);
    units[table.name].add(units_of(table, planned));
    carry_out(table, write, planned);
  }
  outcome.answer["UnprocessedItems"] = JsonObject();
  if (counts) outcome.answer["ConsumedCapacity"] = list_of(units, "");
  return outcome;
}

// What does not fit its table cancels the whole, but for an empty key, which is told as it is.
Outcome Database::misfits(const std::vector<Write>& writes) const {
  Outcome outcome;
  Faults told;
  bool any = false;
  for (const auto& write : writes) {
    auto faults = static_faults(tables_.at(write.table), write);
    any = any || !faults.empty();
    for (const auto& fault : faults) {
      if (fault.starts_with("One or more parameter values are not valid")) told.insert(fault);
    }
    outcome.reasons.push_back(faults.empty() ? Reason() : invalid_update(std::move(faults)));
  }
  outcome.errors = with_type(told);
  if (any) outcome.errors.insert(cancelled(outcome.reasons));
  return outcome;
}

Outcome Database::transact(const std::vector<Write>& writes, bool counts) {
  auto outcome = misfits(writes);
  if (!outcome.errors.empty()) return outcome;
  outcome.reasons.clear();
  outcome.errors = with_type(common_faults(
      tables_, writes, "Transaction request cannot include multiple operations on one item"));
  if (!outcome.errors.empty()) return outcome;
  std::vector<Planned> all;
  std::map<std::string, Units> units;
  bool is_cancelled = false;
  for (const auto& write : writes) {
    const auto& table = tables_.at(write.table);
    all.push_back(plan(table, write));
    for (int times = 0; times < 2; ++times) units[table.name].add(units_of(table, all.back()));
    const auto& reason = all.back().reason;
    is_cancelled = is_cancelled || reason.code != "None";
    outcome.reasons.push_back(reason);
  }
  if (is_cancelled) {
    outcome.errors = {cancelled(outcome.reasons)};
    return outcome;
  }
  for (std::size_t i = 0; i < writes.size(); ++i) {
    carry_out(tables_.at(writes[i].table), writes[i], all[i]);
  }
  if (counts) outcome.answer["ConsumedCapacity"] = list_of(units, "WriteCapacityUnits");
  return outcome;
}

const Item* Database::find(const std::string& table, const Item& key) const {
  const auto& its = tables_.at(table);
  const auto found = its.items.find(key_text(its, key));
  return found == its.items.end() ? nullptr : &found->second;
}

void Units::add(const Units& other) {
  table += other.table;
  for (const auto& [name, units] : other.local) local[name] += units;
  for (const auto& [name, units] : other.global) global[name] += units;
}

JsonObject Units::to_json(const std::string& table_name, std::string_view transaction) const {
  const auto units = [&](double count) {
    JsonObject object{{"CapacityUnits", count}};
    if (!transaction.empty()) object[transaction] = count;
    return object;
  };
  double total = table;
  const auto of_indexes = [&](const std::map<std::string, double>& indexes) {
    JsonObject object;
    for (const auto& [name, count] : indexes) {
      object[name] = units(count);
      total += count;
    }
    return object;
  };
  const auto locals = of_indexes(local);
  const auto globals = of_indexes(global);
  auto object = units(total);
  object["TableName"] = table_name;
  object["Table"] = units(table);
  if (!locals.empty()) object["LocalSecondaryIndexes"] = locals;
  if (!globals.empty()) object["GlobalSecondaryIndexes"] = globals;
  return object;
}

double read_units(std::size_t bytes, bool consistent) {
  const auto blocks = std::max<std::size_t>(1, (bytes + 4095) / 4096);
  return static_cast<double>(blocks) * (consistent ? 1 : 0.5);
}

std::map<std::string, Counts> count(const Table& table) {
  std::map<std::string, Counts> counts;
  const auto add = [&](const std::string& of, const Item& row) {
    ++counts[of].items;
    counts[of].bytes += static_cast<std::int64_t>(size_of(row));
  };
  counts[""] = {};
  for (const auto& index : table.indexes) counts[index.name] = {};
  for (const auto& [key, item] : table.items) {
    add("", item);
    for (const auto& index : table.indexes) {
      if (const auto row = row_of(table, index, item)) add(index.name, *row);
    }
  }
  return counts;
}

}  // namespace syncline::model
