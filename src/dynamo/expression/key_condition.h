// Which rows of one partition a Query reads.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "dynamo/expression/node.h"
#include "dynamo/table.h"

namespace syncline::dynamo {

enum class KeyOperator : unsigned char {
  equal,
  less,
  less_equal,
  greater,
  greater_equal,
  between,
  begins_with,
};

struct KeyTerm {  // a condition on one key attribute
  std::string attribute;
  KeyOperator op = KeyOperator::equal;
  std::vector<const Value*> values;  // two for `between`, else one
};

// The terms of a checked condition; fails for what a key condition may not hold.
Result<std::vector<KeyTerm>> key_terms(const Node& condition);

struct KeyCondition {
  const Value* hash = nullptr;
  const KeyTerm* range = nullptr;  // among the terms
};

// The terms as conditions on these keys: the partition key equal to a value, and at most one
// condition on the sort key.
Result<KeyCondition> bind(const std::vector<KeyTerm>& terms, const KeySchema& key);

bool matches(const KeyTerm& term, const Value& value);

struct KeyRange {  // of row keys: from `begin` up to, not including, `end`
  std::string begin;
  std::string end;
};
KeyRange key_range(const KeyCondition& condition, const Table& table, const Index* index);

}  // namespace syncline::dynamo
