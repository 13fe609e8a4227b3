// The tree of an expression: conditions, operands and paths (AWS: "DynamoDB Developer Guide",
// Condition and filter expressions, operators, and functions; Update expressions).
#pragma once

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

#include "dynamo/value.h"

namespace syncline::dynamo {

using PathStep = std::variant<std::string, std::size_t>;  // a member's name or an element's index
using Path = std::vector<PathStep>;

enum class NodeKind : unsigned char {
  path,
  value,
  call,  // operands; size() is a call too
  compare,
  between,
  in,  // conditions on operands
  logical_and,
  logical_or,
  logical_not,
  plus,
  minus,  // in SET only
};

struct Node {
  NodeKind kind = NodeKind::path;
  std::string text;              // the function, the operator, or the value's placeholder
  Path path;                     // placeholders stand in it until it is resolved
  const Value* value = nullptr;  // of a resolved value: owned by the request's Placeholders
  std::vector<Node> children;
  bool in_parentheses = false;
};

struct UpdateAction {
  enum class Kind : unsigned char { set, remove, add, erase };
  Kind kind = Kind::set;
  Path path;
  Node operand;            // none of `remove`
  bool is_legacy = false;  // of AttributeUpdates, whose faults have words of their own
};

using Update = std::vector<UpdateAction>;

// "[a, [0], b]", as DynamoDB shows a path.
std::string show(const Path& path);

// What the path leads to in the item, or nullptr.
const Value* find(const Path& path, const Item& item);

}  // namespace syncline::dynamo
