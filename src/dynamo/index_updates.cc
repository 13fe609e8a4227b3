#include "dynamo/index_updates.h"

#include <algorithm>

#include "base/limits.h"
#include "dynamo/errors.h"
#include "dynamo/has_element.h"

namespace syncline::dynamo {
namespace {

constexpr std::string_view member = "GlobalSecondaryIndexUpdates";

struct Action {
  std::string_view kind;  // "Update", "Create", "Delete"
  const JsonObject* input = nullptr;
  std::string name;  // of the index
};

// Those of one element: one, when it is well.
std::vector<Action> actions_of(const Json& element) {
  std::vector<Action> actions;
  for (const auto& field : fields::index_action_fields) {
    const auto* given = present(element.get_object(), field.name);
    if (given == nullptr) continue;
    const auto& object = given->get_object();
    actions.push_back({field.name, &object, std::string(text_or(object, "IndexName", ""))});
  }
  return actions;
}

std::vector<Action> all_actions(const JsonObject& input) {
  std::vector<Action> actions;
  for (const auto& element : array_or_empty(input, member)) {
    actions.push_back(actions_of(element).front());
  }
  return actions;
}

bool makes_or_erases(const Action& action) { return action.kind != "Update"; }

std::unexpected<Error> one_at_a_time() {
  return limit_exceeded("Only 1 online index can be created or deleted simultaneously per table");
}

// "…. Table: T Index: I"
std::unexpected<Error> index_in_use(std::string_view reason, const Table& table,
                                    const std::string& index) {
  return resource_in_use(std::string(reason) + " Table: " + table.name + " Index: " + index);
}

const Index* find_leaving(const Table& table, const std::string& name) {
  const auto found = std::ranges::find(table.leaving, name, &Index::name);
  return found == table.leaving.end() ? nullptr : &*found;
}

// What may not stand beside an index that comes or goes.
Result<void> check_companions(const JsonObject& input) {
  constexpr std::pair<std::string_view, std::string_view> refused[] = {
      {"ProvisionedThroughput", "You cannot create or delete index while updating table IOPS"},
      {"StreamSpecification", "You cannot create or delete index while changing stream status"},
      {"DeletionProtectionEnabled",
       "DeletionProtection modification must be the only operation in the request"},
      {"SSESpecification",
       "Server-Side Encryption modification must be the only operation in the request"},
      {"TableClass", "TableClass modification must be the only operation in the request"}};
  for (const auto& [name, reason] : refused) {
    if (present(input, name) != nullptr) return invalid_parameter(reason);
  }
  return {};
}

// The table's own throughput stays while an index is prepared or erased.
Result<void> check_throughput_may_change(const JsonObject& input, const Table& before,
                                         const Table& updated) {
  const bool changes =
      present(input, "ProvisionedThroughput") != nullptr || before.on_demand != updated.on_demand;
  if (!changes) return {};
  const auto refuse = [&](std::string_view what, const std::string& index) {
    return resource_in_use("Can't change table IOPS when an index is being " + std::string(what) +
                           ". Table: " + before.name + " Indexes: [" + index + "]");
  };
  if (!before.leaving.empty()) return refuse("deleted", before.leaving.front().name);
  const auto creating = std::ranges::find(before.indexes, IndexStatus::creating, &Index::status);
  if (creating != before.indexes.end()) return refuse("created", creating->name);
  return {};
}

std::string describe_schema(const KeySchema& key) {
  std::string text;
  for (const auto* part : key.parts()) {
    text += (text.empty() ? "" : ", ") + std::string("SchemaElement: key{") + part->name + ":" +
            std::string(type_name(part->type)) + (part == &key.hash ? ":HASH}" : ":RANGE}");
  }
  return "Schema:[" + text + "]";
}

// The key schema that has the attribute: the table's, or an index's.
const KeySchema* find_schema(const Table& table, const std::string& attribute) {
  if (table.key.has(attribute)) return &table.key;
  const auto found = std::ranges::find_if(
      table.indexes, [&](const Index& index) { return index.key.has(attribute); });
  return found == table.indexes.end() ? nullptr : &found->key;
}

// Adds the definitions that the new index needs. What else the request defines is not looked at.
Result<void> merge_definitions(const Index& made, Table& updated) {
  for (const auto* part : made.key.parts()) {
    const auto known = std::ranges::find(updated.attributes, part->name, &KeyPart::name);
    if (known == updated.attributes.end()) {
      updated.attributes.push_back(*part);
    } else if (const auto* schema = find_schema(updated, part->name);
               schema != nullptr && known->type != part->type) {
      return invalid_parameter(
          "Attributes cannot be redefined. Please check that your attribute has the same type as "
          "previously defined. Existing schema: " +
          describe_schema(*schema) + " New schema: " + describe_schema(made.key));
    } else {
      known->type = part->type;  // of an index that is leaving
    }
  }
  return {};
}

Result<void> check_new_throughput(const Action& action, const Table& updated) {
  const bool given = present(*action.input, "ProvisionedThroughput") != nullptr;
  if (given == !updated.on_demand) return {};
  if (given) {
    return invalid_parameter(
        "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified for index: " +
        action.name + " when BillingMode is PAY_PER_REQUEST");
  }
  return invalid_parameter(
      "Both ReadCapacityUnits and WriteCapacityUnits must be specified for "
      "index: " +
      action.name);
}

Result<void> create(const JsonObject& input, const Action& action, Table& updated) {
  if (updated.find_index(action.name) != nullptr) {
    return validation_error("Attempting to create an index which already exists");
  }
  if (find_leaving(updated, action.name) != nullptr) {
    return index_in_use("Index is being deleted.", updated, action.name);
  }
  if (is_changing_indexes(updated)) return one_at_a_time();
  if (present(input, "AttributeDefinitions") == nullptr) {
    return invalid_parameter("AttributeDefinitions is not specified for index: " + action.name);
  }
  TRY(check_new_throughput(action, updated));
  Table defined = updated;
  TRY(defined.attributes, read_definitions(input));
  TRY(auto made, read_index(*action.input, true, defined));
  if (std::ranges::count(updated.indexes, true, &Index::global) >=
      static_cast<std::ptrdiff_t>(limits::global_indexes_max)) {
    return limit_exceeded("Number of global secondary indexes exceeds per-table limit of " +
                          std::to_string(limits::global_indexes_max));
  }
  TRY(merge_definitions(made, updated));
  keep_index_settings(*action.input, action.name, updated);
  made.status = IndexStatus::creating;
  ++updated.next_index;
  updated.indexes.push_back(std::move(made));
  return check_projected(updated);
}

// The global index that the action is on, by its place among the table's.
Result<std::size_t> find_global(const Action& action, std::string_view verb, const Table& updated) {
  if (find_leaving(updated, action.name) != nullptr) {
    return index_in_use("Index is being deleted.", updated, action.name);
  }
  const auto* found = updated.find_index(action.name);
  if (found == nullptr) {
    return resource_not_found("Requested resource not found: Index " + action.name + " for table " +
                              updated.name);
  }
  if (!found->global) {
    return validation_error("Cannot " + std::string(verb) +
                            " an index that is not a GlobalSecondaryIndex: " + action.name);
  }
  return static_cast<std::size_t>(found - updated.indexes.data());
}

Result<void> erase(const Action& action, Table& updated) {
  TRY(const auto at, find_global(action, "delete", updated));
  auto& index = updated.indexes[at];
  if (index.status == IndexStatus::creating) {
    return index_in_use(
        "Index creation is in resource allocation phase. Retry deletion during backfilling phase "
        "or when the index is active.",
        updated, action.name);
  }
  if (index.status == IndexStatus::active && is_changing_indexes(updated)) return one_at_a_time();
  keep_index_settings({}, action.name, updated);
  updated.leaving.push_back(std::move(index));
  updated.indexes.erase(updated.indexes.begin() + static_cast<std::ptrdiff_t>(at));
  return {};
}

Result<void> change(const Action& action, Table& updated) {
  const auto wanted = read_throughput(*action.input);
  if (!check_throughput(wanted)) {
    return validation_error(
        "This operation cannot be performed with given input values. Please contact DynamoDB "
        "service team for more info: Action Blocked: IndexUpdate");
  }
  TRY(const auto at, find_global(action, "update", updated));
  auto& index = updated.indexes[at];
  if (index.status == IndexStatus::creating) {
    return index_in_use("Index is being created but is not backfilling yet.", updated, action.name);
  }
  if (updated.on_demand) {
    return invalid_parameter("The only Updates for index: " + action.name +
                             " when TableThroughputMode is PAY_PER_REQUEST can be to "
                             "OnDemandThroughput, WarmThroughput");
  }
  TRY(check_throughput_changes("index " + action.name, index.throughput, wanted));
  index.throughput = wanted;
  return {};
}

// A change of the billing mode is one of every index.
Result<void> follow_billing(const Table& before, Table& updated,
                            const std::vector<Action>& actions) {
  if (before.on_demand == updated.on_demand) return {};
  for (auto& index : updated.indexes) {
    if (!index.global) continue;
    if (updated.on_demand) {
      index.throughput = {};
    } else if (!has_element(actions, index.name, &Action::name)) {
      return invalid_parameter("ProvisionedThroughput must be specified for index: " + index.name);
    }
  }
  return {};
}

}  // namespace

bool is_changing_indexes(const Table& table) {
  return !table.leaving.empty() || std::ranges::any_of(table.indexes, [](const Index& index) {
    return index.status != IndexStatus::active;
  });
}

Result<void> check_index_updates(const JsonObject& input) {
  if (present(input, member) == nullptr) return {};
  const auto& given = array_or_empty(input, member);
  if (given.empty()) return invalid_parameter("List of " + std::string(member) + " is empty");
  std::vector<std::string> seen;
  for (const auto& element : given) {
    const auto actions = actions_of(element);
    if (actions.empty()) {
      return invalid_parameter(
          "One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, "
          "GlobalSecondaryIndexUpdate.Delete must not be null");
    }
    if (actions.size() > 1) {
      return invalid_parameter(
          "Only one global secondary index action is allowed per GlobalSecondaryIndexUpdate "
          "object");
    }
    if (has_element(seen, actions.front().name)) {
      return invalid_parameter(
          "Only one global secondary index update per index is allowed simultaneously. Index: " +
          actions.front().name);
    }
    seen.push_back(actions.front().name);
  }
  return {};
}

Result<void> apply_index_updates(const JsonObject& input, const Table& before, Table& updated) {
  const auto actions = all_actions(input);
  const auto online = std::ranges::count_if(actions, makes_or_erases);
  if (online > 1) return one_at_a_time();
  if (online > 0) TRY(check_companions(input));
  TRY(check_throughput_may_change(input, before, updated));
  TRY(follow_billing(before, updated, actions));
  for (const auto& action : actions) {
    if (action.kind == "Create") TRY(create(input, action, updated));
    if (action.kind == "Delete") TRY(erase(action, updated));
    if (action.kind == "Update") TRY(change(action, updated));
  }
  return {};
}

}  // namespace syncline::dynamo
