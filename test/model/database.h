// The model: tables as maps of items, each operation as the manual describes it. It keeps no rows
// of indexes: what an index holds is worked out from the items whenever it is asked for.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "test/model/expression.h"

namespace syncline::model {

struct Key {
  std::string name;
  std::string type;  // "S", "N", "B"
};

struct Index {
  std::string name;
  bool global = false;
  std::vector<Key> keys;   // hash, range?
  std::string projection;  // "ALL", "KEYS_ONLY", "INCLUDE"
  std::vector<std::string> included = {};
};

struct Table {
  std::string name;
  std::vector<Key> keys;  // hash, range?
  std::vector<Index> indexes = {};
  std::map<std::string, Item> items = {};  // by the text of their keys
};
const Index* find_index(const Table& table, const std::string& name);
bool is_key(const std::vector<Key>& keys, const std::string& attribute);
// Of what type the attribute must be, when it is a key of the table or of an index; else "".
std::string key_type(const Table& table, const std::string& attribute);
bool is_held(const Table& table, const Index& index, const std::string& attribute);
Item key_of(const std::vector<Key>& keys, const Item& item);
std::string key_text(const Table& table, const Item& item);
// The item as the index has it; nothing when it lacks a key of the index.
std::optional<Item> row_of(const Table& table, const Index& index, const Item& item);
JsonObject create_request(const Table& table);

struct Write {
  std::string operation;  // "Put", "Update", "Delete", "ConditionCheck"
  std::string table;
  Item item = {};  // or the key
  std::optional<Condition> condition = {};
  Update update = {};
  bool shows_item = false;       // ReturnValuesOnConditionCheckFailure
  std::string returns = "NONE";  // ReturnValues
};

// An error may be worded in one of several ways when a request has several faults.
struct Reason {  // why one write of a transaction was not done
  std::string code = "None";
  std::set<std::string> messages = {};
  std::optional<Item> item = {};
};
struct Outcome {
  std::set<std::string> errors = {};  // "Type: message"; none when all is well
  std::vector<Reason> reasons = {};   // of a single write, one; of a transaction, one for each
  JsonObject answer = {};
};

class Database {
 public:
  void create(Table table) { tables_[table.name] = std::move(table); }
  void drop(const std::string& name) { tables_.erase(name); }
  [[nodiscard]] const Table& table(const std::string& name) const { return tables_.at(name); }
  [[nodiscard]] const std::map<std::string, Table>& tables() const { return tables_; }
  Table& change(const std::string& name) { return tables_.at(name); }

  // ReturnConsumedCapacity is INDEXES when `counts`.
  Outcome write(const Write& write, bool counts);
  Outcome batch(const std::vector<Write>& writes, bool counts);
  Outcome transact(const std::vector<Write>& writes, bool counts);

  [[nodiscard]] const Item* find(const std::string& table, const Item& key) const;

 private:
  [[nodiscard]] Outcome misfits(const std::vector<Write>& writes) const;

  std::map<std::string, Table> tables_;
};

// Names and numbers of ConsumedCapacity.
struct Units {
  double table = 0;
  std::map<std::string, double> local = {}, global = {};

  void add(const Units& other);
  [[nodiscard]] JsonObject to_json(const std::string& table_name,
                                   std::string_view transaction) const;
};
double read_units(std::size_t bytes, bool consistent);

// What DescribeTable counts: {"": {items, bytes}, "index": …}.
struct Counts {
  std::int64_t items = 0;
  std::int64_t bytes = 0;
  bool operator==(const Counts&) const = default;
};
std::map<std::string, Counts> count(const Table& table);

}  // namespace syncline::model
