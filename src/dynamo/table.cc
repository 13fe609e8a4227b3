#include "dynamo/table.h"

#include <algorithm>

#include "base/parse_json.h"
#include "dynamo/errors.h"
#include "dynamo/has_element.h"
#include "dynamo/stream.h"

namespace syncline::dynamo {
namespace {

Json record_of(const KeyPart& part) {
  return JsonObject{{"name", part.name}, {"type", type_name(part.type)}};
}

JsonArray record_of(const KeySchema& key) {
  JsonArray record;
  for (const auto* part : key.parts()) record.push_back(record_of(*part));
  return record;
}

JsonArray record_of(const Throughput& throughput) { return {throughput.read, throughput.write}; }

Json record_of(const Index& index) {
  JsonArray attributes;
  for (const auto& name : index.attributes) attributes.emplace_back(name);
  return JsonObject{{"name", index.name},
                    {"number", index.number},
                    {"global", index.global},
                    {"key", record_of(index.key)},
                    {"projected", static_cast<int>(index.projected)},
                    {"attributes", std::move(attributes)},
                    {"throughput", record_of(index.throughput)},
                    {"status", static_cast<int>(index.status)}};
}

JsonArray record_of(const std::vector<Index>& indexes) {
  JsonArray record;
  for (const auto& index : indexes) record.push_back(record_of(index));
  return record;
}

Json record_of(const TableStream& stream) {
  return JsonObject{{"number", stream.number},
                    {"label", stream.label},
                    {"view", view_name(stream.view)},
                    {"enabled", stream.enabled}};
}

// Readers of records that this file wrote. Boost.JSON's own conversions throw when the record is
// not of the form expected; decode_table catches that.
std::string read_text(const Json& json) { return std::string(json.as_string()); }

KeyPart read_part(const Json& record) {
  return {read_text(record.at("name")), find_type(record.at("type").as_string()).value()};
}

KeySchema read_key(const Json& record) {
  KeySchema key{read_part(record.at(0)), std::nullopt};
  if (record.as_array().size() > 1) key.range = read_part(record.at(1));
  return key;
}

Throughput read_throughput(const Json& record) {
  return {record.at(0).to_number<std::int64_t>(), record.at(1).to_number<std::int64_t>()};
}

Index read_index(const Json& record) {
  Index index;
  index.name = read_text(record.at("name"));
  index.number = record.at("number").to_number<std::uint32_t>();
  index.global = record.at("global").as_bool();
  index.key = read_key(record.at("key"));
  index.projected = static_cast<Projected>(record.at("projected").to_number<unsigned char>());
  for (const auto& name : record.at("attributes").as_array()) {
    index.attributes.push_back(read_text(name));
  }
  index.throughput = read_throughput(record.at("throughput"));
  if (const auto* status = find_member(record, "status")) {
    index.status = static_cast<IndexStatus>(status->to_number<unsigned char>());
  }
  return index;
}

TableStream read_stream(const Json& record) {
  return {.number = record.at("number").to_number<std::uint64_t>(),
          .label = read_text(record.at("label")),
          .view = find_view(record.at("view").as_string()).value(),
          .enabled = record.at("enabled").as_bool()};
}

TimeToLive read_time_to_live(const Json& record) {
  const auto status = record.at("status").to_number<unsigned char>();
  return {read_text(record.at("attribute")), static_cast<TimeToLiveStatus>(status)};
}

Table read_table(const Json& record) {
  Table table;
  table.name = read_text(record.at("name"));
  table.id = read_text(record.at("id"));
  table.number = record.at("number").to_number<std::uint64_t>();
  table.key = read_key(record.at("key"));
  for (const auto& part : record.at("attributes").as_array()) {
    table.attributes.push_back(read_part(part));
  }
  for (const auto& index : record.at("indexes").as_array()) {
    table.indexes.push_back(read_index(index));
    table.next_index = std::max(table.next_index, table.indexes.back().number + 1);
  }
  if (const auto* next = find_member(record, "nextIndex")) {
    table.next_index = next->to_number<std::uint32_t>();
  }
  if (const auto* leaving = find_member(record, "leaving")) {
    for (const auto& index : leaving->as_array()) table.leaving.push_back(read_index(index));
  }
  table.on_demand = record.at("onDemand").as_bool();
  table.throughput = read_throughput(record.at("throughput"));
  table.created_ms = record.at("created").to_number<std::int64_t>();
  table.deletion_protection = record.at("protected").as_bool();
  table.table_class = read_text(record.at("class"));
  table.tags = record.at("tags").as_array();
  // Records of earlier versions have none.
  if (const auto* settings = find_member(record, "settings"))
    table.settings = settings->as_object();
  if (const auto* stream = find_member(record, "stream")) table.stream = read_stream(*stream);
  if (const auto* given = find_member(record, "timeToLive")) {
    table.time_to_live = read_time_to_live(*given);
  }
  return table;
}

}  // namespace

std::vector<const KeyPart*> KeySchema::parts() const {
  std::vector<const KeyPart*> parts{&hash};
  if (range) parts.push_back(&*range);
  return parts;
}

bool KeySchema::has(std::string_view attribute) const {
  return hash.name == attribute || (range && range->name == attribute);
}

const Index* Table::find_index(std::string_view index_name) const {
  const auto found = std::ranges::find(indexes, index_name, &Index::name);
  return found == indexes.end() ? nullptr : &*found;
}

bool holds(const Index& index, const Table& table, std::string_view attribute) {
  return index.projected == Projected::all || index.key.has(attribute) ||
         table.key.has(attribute) || has_element(index.attributes, attribute);
}

std::string encode_table(const Table& table) {
  JsonArray attributes;
  for (const auto& part : table.attributes) attributes.push_back(record_of(part));
  JsonObject record{{"name", table.name},
                    {"id", table.id},
                    {"number", table.number},
                    {"key", record_of(table.key)},
                    {"attributes", std::move(attributes)},
                    {"indexes", record_of(table.indexes)},
                    {"nextIndex", table.next_index},
                    {"leaving", record_of(table.leaving)},
                    {"onDemand", table.on_demand},
                    {"throughput", record_of(table.throughput)},
                    {"created", table.created_ms},
                    {"protected", table.deletion_protection},
                    {"class", table.table_class},
                    {"tags", table.tags},
                    {"settings", table.settings}};
  if (table.stream) record["stream"] = record_of(*table.stream);
  if (table.time_to_live) {
    record["timeToLive"] = JsonObject{{"attribute", table.time_to_live->attribute},
                                      {"status", static_cast<int>(table.time_to_live->status)}};
  }
  return to_json(record);
}

Result<Table> decode_table(std::string_view bytes) {
  TRY(const auto record, parse_json(bytes));
  try {
    return read_table(record);
  } catch (const std::exception&) {
    return internal_error("the stored description of a table is damaged");
  }
}

}  // namespace syncline::dynamo
