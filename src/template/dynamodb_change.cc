#include "template/dynamodb_change.h"

#include <algorithm>
#include <map>

namespace syncline::cloudformation {
namespace {

// The items of the list `name`, by their member `key`.
std::map<std::string, Json> items_by(const JsonObject& owner, std::string_view name,
                                     std::string_view key) {
  std::map<std::string, Json> items;
  const Json* list = owner.if_contains(name);
  if (list == nullptr || !list->is_array()) return items;
  for (const Json& item : list->get_array()) {
    if (const auto* value = find_string(item, key)) items[std::string(*value)] = item;
  }
  return items;
}

Json member(const JsonObject& owner, std::string_view name) {
  const Json* found = owner.if_contains(name);
  return found != nullptr ? *found : Json();
}

// An index apart from its throughput, which alone can change in place.
Json without_throughput(Json index) {
  index.as_object().erase("ProvisionedThroughput");
  return index;
}

JsonObject index_change(const std::string& table, const JsonObject& now, std::string_view action,
                        Json index) {
  JsonObject change;
  change[action] = std::move(index);
  JsonObject input{{"TableName", table}};
  if (action == "Create") input["AttributeDefinitions"] = member(now, "AttributeDefinitions");
  input["GlobalSecondaryIndexUpdates"] = JsonArray{std::move(change)};
  return input;
}

using Indexes = std::map<std::string, Json>;

bool is_same(const Json& index, const Indexes& others) {
  const auto found = others.find(std::string(*find_string(index, "IndexName")));
  return found != others.end() && without_throughput(found->second) == without_throughput(index);
}

// Nothing when the index keeps its throughput.
Json throughput_change(const std::string& name, const Json& before, const Json& now) {
  const Json* wanted = find_member(now, "ProvisionedThroughput");
  const Json* present = find_member(before, "ProvisionedThroughput");
  if (wanted == nullptr || (present != nullptr && *present == *wanted)) return nullptr;
  return JsonObject{{"IndexName", name}, {"ProvisionedThroughput", *wanted}};
}

bool leaves_on_demand(const JsonObject& before, const JsonObject& now) {
  return member(before, "BillingMode") == "PAY_PER_REQUEST" &&
         member(now, "BillingMode") == "PROVISIONED";
}

// What belongs to the table as a whole, in one call: also the throughput of its indexes when it
// gets one itself.
void add_table_change(std::vector<JsonObject>& changes, const std::string& table,
                      const JsonObject& before, const JsonObject& now, JsonArray updates) {
  JsonObject input{{"TableName", table}};
  for (const std::string_view name :
       {"BillingMode", "ProvisionedThroughput", "TableClass", "DeletionProtectionEnabled"}) {
    const Json value = member(now, name);
    if (value != member(before, name) && !value.is_null()) input[name] = value;
  }
  if (leaves_on_demand(before, now) && !updates.empty()) {
    input["GlobalSecondaryIndexUpdates"] = std::move(updates);
  }
  if (input.size() > 1) changes.push_back(std::move(input));
}

// A stream has one view for all its life: another view is another stream.
void add_stream_changes(std::vector<JsonObject>& changes, const std::string& table,
                        const JsonObject& before, const JsonObject& now) {
  const Json old = member(before, "StreamSpecification");
  const Json wanted = member(now, "StreamSpecification");
  if (old == wanted) return;
  const auto change = [&](Json specification) {
    changes.push_back({{"TableName", table}, {"StreamSpecification", std::move(specification)}});
  };
  if (!old.is_null()) change(JsonObject{{"StreamEnabled", false}});
  if (!wanted.is_null()) change(wanted);
}

}  // namespace

std::vector<JsonObject> table_changes(const std::string& table, const JsonObject& before,
                                      const JsonObject& now) {
  std::vector<JsonObject> changes;
  const auto old_indexes = items_by(before, "GlobalSecondaryIndexes", "IndexName");
  const auto new_indexes = items_by(now, "GlobalSecondaryIndexes", "IndexName");
  JsonArray updates;  // of throughput
  for (const auto& [name, index] : old_indexes) {
    if (is_same(index, new_indexes)) {
      Json change = throughput_change(name, index, new_indexes.at(name));
      if (!change.is_null()) updates.push_back(JsonObject{{"Update", std::move(change)}});
    } else {
      changes.push_back(index_change(table, now, "Delete", JsonObject{{"IndexName", name}}));
    }
  }
  add_table_change(changes, table, before, now, updates);
  add_stream_changes(changes, table, before, now);
  for (const auto& [name, index] : new_indexes) {
    if (!is_same(index, old_indexes)) changes.push_back(index_change(table, now, "Create", index));
  }
  if (leaves_on_demand(before, now)) return changes;
  for (Json& update : updates) {
    changes.push_back(JsonObject{{"TableName", table},
                                 {"GlobalSecondaryIndexUpdates", JsonArray{std::move(update)}}});
  }
  return changes;
}

std::vector<TagChange> tag_changes(const JsonObject& before, const JsonObject& now) {
  std::vector<TagChange> changes;
  const auto old_tags = items_by(before, "Tags", "Key");
  const auto new_tags = items_by(now, "Tags", "Key");
  JsonArray gone;
  for (const auto& [key, tag] : old_tags) {
    if (!new_tags.contains(key)) gone.emplace_back(key);
  }
  JsonArray put;
  for (const auto& [key, tag] : new_tags) {
    const auto same = old_tags.find(key);
    if (same == old_tags.end() || same->second != tag) put.push_back(tag);
  }
  if (!gone.empty()) changes.push_back({"UntagResource", {{"TagKeys", std::move(gone)}}});
  if (!put.empty()) changes.push_back({"TagResource", {{"Tags", std::move(put)}}});
  return changes;
}

}  // namespace syncline::cloudformation
