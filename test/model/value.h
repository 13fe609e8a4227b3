// DynamoDB's values once more, as plainly as they can be written and without a line of src/dynamo:
// what the model of the tests computes with (AWS: "DynamoDB Developer Guide", Naming rules and data
// types). Slow on purpose: a number is a string of decimal digits.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"

namespace syncline::model {

// A number × 10^130 as a whole number: every number that DynamoDB stores is exact here.
struct Number {
  bool negative = false;
  std::string digits;  // of the magnitude, no zeros in front; empty for zero

  static Number of(std::string_view plain);  // "-12.5"; no exponent
  [[nodiscard]] std::string text() const;    // plain, without zeros that say nothing
  [[nodiscard]] std::size_t size() const;    // as DynamoDB counts
  [[nodiscard]] bool is_storable() const;    // 38 digits, 1E-130 … 9.9E+125
};
int order(const Number& a, const Number& b);  // below, at or above 0
Number sum(const Number& a, const Number& b);
Number difference(const Number& a, const Number& b);

struct Value {
  std::string type = "NULL";         // "S", "N", "B", "BOOL", "NULL", "SS", "NS", "BS", "L", "M"
  std::string text;                  // of S, the bytes of B, the plain form of N
  bool flag = true;                  // of BOOL
  std::set<std::string> members;     // of a set, as `text`
  std::vector<Value> list;           // of L
  std::map<std::string, Value> map;  // of M
  bool gone = false;                 // marked for removal: see Update
};
bool operator==(const Value& a, const Value& b);
using Item = std::map<std::string, Value>;

Value string_value(std::string text);
Value number_value(std::string text);
Value binary_value(std::string bytes);
Value boolean_value(bool flag);
Value null_value();
Value set_value(std::string type, std::set<std::string> members);
Value list_value(std::vector<Value> list);
Value map_value(std::map<std::string, Value> map);

// The order of two S, N or B; nothing for others.
std::optional<int> order(const Value& a, const Value& b);

std::size_t size_of(const Value& value);
std::size_t size_of(const Item& item);

using syncline::to_json;  // of Json, to text
Json to_json(const Value& value);
JsonObject to_json(const Item& item);
// Of an answer's attribute value. Fails (nothing) for what no answer may hold, such as a number in
// another form than the plain one, or a set with a duplicate.
std::optional<Value> value_from(const Json& json);
std::optional<Item> item_from(const Json& json);

// A value or item for messages, and to compare answers without the order of sets and members.
std::string show(const Value& value);
std::string show(const Item& item);

}  // namespace syncline::model
