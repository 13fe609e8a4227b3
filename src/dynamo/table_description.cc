#include "dynamo/database.h"
#include "dynamo/has_element.h"
#include "dynamo/stream.h"
#include "dynamo/table.h"
#include "dynamo/table_settings.h"
#include "dynamo/wire.h"

namespace syncline::dynamo {
namespace {

JsonArray describe_key(const KeySchema& key) {
  JsonArray schema{JsonObject{{"AttributeName", key.hash.name}, {"KeyType", "HASH"}}};
  if (key.range) {
    schema.push_back(JsonObject{{"AttributeName", key.range->name}, {"KeyType", "RANGE"}});
  }
  return schema;
}

JsonObject describe_throughput(const Throughput& throughput) {
  return {{"NumberOfDecreasesToday", 0},
          {"ReadCapacityUnits", throughput.read},
          {"WriteCapacityUnits", throughput.write}};
}

JsonObject describe_projection(const Index& index) {
  if (index.projected == Projected::all) return {{"ProjectionType", "ALL"}};
  if (index.projected == Projected::keys_only) return {{"ProjectionType", "KEYS_ONLY"}};
  JsonArray attributes;
  for (const auto& name : index.attributes) attributes.emplace_back(name);
  return {{"ProjectionType", "INCLUDE"}, {"NonKeyAttributes", std::move(attributes)}};
}

Counts counts_of(const TableCounts& counts, std::uint32_t number) {
  const auto found = counts.find(number);
  return found == counts.end() ? Counts() : found->second;
}

std::string_view status_name(IndexStatus status) {
  return status == IndexStatus::active ? "ACTIVE" : "CREATING";
}

// UPDATING while an index is being prepared or erased; its backfill leaves the table ACTIVE.
std::string_view table_status(const Table& table) {
  const bool is_updated =
      !table.leaving.empty() || has_element(table.indexes, IndexStatus::creating, &Index::status);
  return is_updated ? "UPDATING" : "ACTIVE";
}

JsonObject describe_index(const Index& index, const Table& table, const TableCounts& all,
                          const Options& options) {
  const auto counts = counts_of(all, index.number);
  JsonObject description{{"IndexName", index.name},
                         {"KeySchema", describe_key(index.key)},
                         {"Projection", describe_projection(index)},
                         {"IndexSizeBytes", counts.bytes},
                         {"ItemCount", counts.items},
                         {"IndexArn", table_arn(table, options) + "/index/" + index.name}};
  if (!index.global) return description;
  description["IndexStatus"] = status_name(index.status);
  if (index.status != IndexStatus::active) {
    description["Backfilling"] = index.status == IndexStatus::backfilling;
  }
  description["ProvisionedThroughput"] = describe_throughput(index.throughput);
  describe_index_settings(table, index.name, description);
  return description;
}

JsonArray describe_indexes(const Table& table, bool global, const TableCounts& counts,
                           const Options& options) {
  JsonArray descriptions;
  for (const auto& index : table.indexes) {
    if (index.global != global) continue;
    descriptions.push_back(describe_index(index, table, counts, options));
  }
  for (const auto& index : table.leaving) {
    if (index.global != global) continue;
    auto description = describe_index(index, table, counts, options);
    description["IndexStatus"] = "DELETING";
    description.erase("Backfilling");
    descriptions.push_back(std::move(description));
  }
  return descriptions;
}

// The name of a stream that has ended stays; that there is one does not.
void add_stream(JsonObject& description, const Table& table, const Options& options) {
  const auto& stream = *table.stream;
  if (stream.enabled) {
    description["StreamSpecification"] =
        JsonObject{{"StreamEnabled", true}, {"StreamViewType", view_name(stream.view)}};
  }
  description["LatestStreamLabel"] = stream.label;
  description["LatestStreamArn"] = stream_arn(table.name, stream.label, options);
}

}  // namespace

std::string table_arn(const Table& table, const Options& options) {
  return "arn:aws:dynamodb:" + options.region + ":" + options.account + ":table/" + table.name;
}

JsonObject describe(const Table& table, const TableCounts& all, const Options& options) {
  const auto counts = counts_of(all, 0);
  JsonArray attributes;
  for (const auto& part : table.attributes) {
    attributes.push_back(
        JsonObject{{"AttributeName", part.name}, {"AttributeType", type_name(part.type)}});
  }
  JsonObject description{{"TableName", table.name},
                         {"TableArn", table_arn(table, options)},
                         {"TableId", table.id},
                         {"TableStatus", table_status(table)},
                         {"CreationDateTime", epoch_seconds(table.created_ms)},
                         {"AttributeDefinitions", std::move(attributes)},
                         {"KeySchema", describe_key(table.key)},
                         {"ItemCount", counts.items},
                         {"TableSizeBytes", counts.bytes},
                         {"ProvisionedThroughput", describe_throughput(table.throughput)},
                         {"DeletionProtectionEnabled", table.deletion_protection}};
  if (table.on_demand) {
    description["TableThroughputModeSummary"] =
        JsonObject{{"TableThroughputMode", "PAY_PER_REQUEST"}};
  }
  if (!table.table_class.empty()) {
    description["TableClassSummary"] = JsonObject{{"TableClass", table.table_class}};
  }
  describe_settings(table, options, description);
  if (auto local = describe_indexes(table, false, all, options); !local.empty()) {
    description["LocalSecondaryIndexes"] = std::move(local);
  }
  if (auto global = describe_indexes(table, true, all, options); !global.empty()) {
    description["GlobalSecondaryIndexes"] = std::move(global);
  }
  if (table.stream) add_stream(description, table, options);
  return description;
}

}  // namespace syncline::dynamo
