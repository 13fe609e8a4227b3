// What the WHERE of a statement says of keys: which rows a SELECT reads, and which item another
// statement means (AWS: "DynamoDB Developer Guide", PartiQL select statements).
#pragma once

#include <vector>

#include "base/result.h"
#include "dynamo/expression/key_condition.h"
#include "dynamo/partiql/statement.h"
#include "dynamo/table.h"

namespace syncline::dynamo::partiql {

struct Plan {
  bool keyed = false;            // by conditions on the keys; otherwise it is a scan
  std::vector<KeyRange> ranges;  // in the order of reading; none overlaps another
  bool forward = true;           // within each range
};

// Every row that the WHERE means lies in one of the ranges; what else lies there, the WHERE itself
// must keep out.
Result<Plan> plan_select(const Statement& statement, const Table& table, const Index* index);

// The conditions that all must hold.
std::vector<const Node*> terms_of(const Node& where);

struct ItemKey {
  Item key;                        // what is said of the key's attributes: perhaps not all of them
  std::vector<const Node*> rest;   // the other terms, in their order
  std::vector<std::string> twice;  // attributes for which several values are named
};
// `with_in`: a list of one value counts as equality.
ItemKey key_in_where(const Statement& statement, const KeySchema& key, bool with_in);

}  // namespace syncline::dynamo::partiql
