// Conditions and updates of the model: trees that are made at random, evaluated here by the
// manual's words (AWS: "DynamoDB Developer Guide", Expressions), and written as the texts that the
// engine reads. Nothing here parses.
#pragma once

#include <set>
#include <string>
#include <variant>
#include <vector>

#include "test/model/value.h"

namespace syncline::model {

using Path = std::vector<std::variant<std::string, std::size_t>>;

// The value at the path, or null.
const Value* find(const Item& item, const Path& path);
// Whether one lies within the other, or one takes for a list what the other takes for a map.
bool collide(const Path& a, const Path& b);
// What of the item lies at the paths; elements of a list close up in the order of their indexes.
Item project(const Item& item, const std::vector<Path>& paths);

struct Operand {
  enum class Kind { path, value, size } kind = Kind::value;
  Path path = {};  // of `size` too
  Value value = {};
};

struct Condition {
  std::string op;  // "=", "<", …, "BETWEEN", "IN", a function, "AND", "OR", "NOT"
  std::vector<Operand> operands = {};
  std::vector<Condition> inner = {};
};
bool matches(const Condition& condition, const Item& item);

struct Source {              // what is set
  std::string op = "value";  // "value", "path", "if_not_exists", "list_append", "+", "-"
  Path path = {};
  Value value = {};
  std::vector<Source> inner = {};
};

struct Action {
  std::string section;  // "SET", "REMOVE", "ADD", "DELETE"
  Path path;
  Source source = {};
};
using Update = std::vector<Action>;

struct Updated {
  Item after;
  // When there are any, the update fails with one of these.
  std::set<std::string> faults;
};
Updated apply(const Update& update, const Item& before);

// Writes expressions, and gathers the names and values that they use.
class Writer {
 public:
  // Aliases every name, or none but those that need it.
  explicit Writer(bool alias_all) : alias_all_(alias_all) {}

  std::string path(const Path& path);
  std::string condition(const Condition& condition);
  std::string update(const Update& update);
  std::string value(const Value& value);

  // ExpressionAttributeNames and ExpressionAttributeValues, when there are any.
  void add_to(JsonObject& input) const;

 private:
  std::string name(const std::string& name);
  std::string operand(const Operand& operand);
  std::string source(const Source& source);
  std::string inner(const Condition& condition, bool wraps);

  bool alias_all_;
  JsonObject names_, values_;
};

}  // namespace syncline::model
