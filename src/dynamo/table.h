// What a table is: its keys, its indexes, its settings. Immutable; a change makes a new one.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "dynamo/value.h"

namespace syncline::dynamo {

struct KeyPart {
  std::string name;
  Type type = Type::string;
};

struct KeySchema {
  KeyPart hash;
  std::optional<KeyPart> range;
  // The hash part, then the range part when there is one.
  [[nodiscard]] std::vector<const KeyPart*> parts() const;
  [[nodiscard]] bool has(std::string_view attribute) const;
};

struct Throughput {
  std::int64_t read = 0;
  std::int64_t write = 0;
};

// What a global index that UpdateTable made goes through. Writers keep its rows from the beginning;
// it is read once it is active. Stored as numbers.
enum class IndexStatus : unsigned char {
  active = 0,
  creating = 1,     // some writers may not know it yet
  backfilling = 2,  // it gets the rows of items that were there before it
};

enum class Projected : unsigned char { all, keys_only, include };

struct Index {
  std::string name;
  std::uint32_t number = 0;  // in the keys of its rows; never used again in its table
  bool global = false;
  KeySchema key;
  Projected projected = Projected::all;
  std::vector<std::string> attributes;  // what `include` adds
  Throughput throughput;                // of a global index
  IndexStatus status = IndexStatus::active;
};

// What a stream's records hold beside the keys.
enum class View : unsigned char { keys_only, new_image, old_image, new_and_old_images };

// The table's stream, or the last that it had; stream.h has the rest.
struct TableStream {
  std::uint64_t number = 0;  // in the keys of its records; never used again
  std::string label;
  View view = View::keys_only;
  bool enabled = true;
};

// What UpdateTimeToLive goes through. Stored as numbers.
enum class TimeToLiveStatus : unsigned char {
  enabled = 0,
  preparing = 1,  // some writers may not know it yet
  filling = 2,    // items that were there before get their rows (expiry.h)
  disabling = 3,  // the rows are erased
};

struct TimeToLive {
  std::string attribute;
  TimeToLiveStatus status = TimeToLiveStatus::enabled;
};

struct Table {
  std::string name;
  std::string id;            // a UUID
  std::uint64_t number = 0;  // in the keys of its rows; never used again
  KeySchema key;
  std::vector<KeyPart> attributes;  // AttributeDefinitions, as given
  std::vector<Index> indexes;
  std::vector<Index> leaving;    // indexes that UpdateTable took away, while their rows are erased
  std::uint32_t next_index = 1;  // the number of the next one
  bool on_demand = false;
  Throughput throughput;
  std::int64_t created_ms = 0;
  bool deletion_protection = false;
  std::string table_class;  // empty when it was not given
  JsonArray tags;
  JsonObject settings;  // kept and given back only (table_settings.h)
  std::optional<TableStream> stream;
  std::optional<TimeToLive> time_to_live;

  [[nodiscard]] const Index* find_index(std::string_view index_name) const;
};

// Whether rows of the index hold the attribute.
bool holds(const Index& index, const Table& table, std::string_view attribute);

// How many rows a table or an index has, and how many bytes of items.
struct Counts {
  std::int64_t items = 0;
  std::int64_t bytes = 0;
};
// By index number; 0 is the table itself.
using TableCounts = std::map<std::uint32_t, Counts>;

// What the store keeps. Members that came after the first release are optional in what is read.
std::string encode_table(const Table& table);
Result<Table> decode_table(std::string_view bytes);

struct Options;
std::string table_arn(const Table& table, const Options& options);
// AWS: TableDescription.
JsonObject describe(const Table& table, const TableCounts& all, const Options& options);

}  // namespace syncline::dynamo
