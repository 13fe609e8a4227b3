// What an expression's tree must satisfy beyond its grammar. Resolves placeholders on the way: path
// steps become real names, values point into the placeholders. The order in which DynamoDB looks
// for faults decides which one is reported, and so it stands here.
#pragma once

#include <vector>

#include "base/result.h"
#include "dynamo/expression/node.h"
#include "dynamo/expression/placeholders.h"

namespace syncline::dynamo {

Result<void> check_condition(Node& condition, Placeholders& placeholders);
Result<void> check_update(Update& update, Placeholders& placeholders);
Result<void> check_projection(std::vector<Path>& paths, Placeholders& placeholders);

// Of PartiQL, whose trees have no placeholders: the operands of a condition, whose faults are
// worded a little otherwise there, and of what an attribute is set to.
Result<void> check_condition_operands(const Node& condition);
Result<void> check_update_operand(const Node& operand);

// For the first three.
Result<void> check_reserved(const Path& path);
Result<void> check_reserved(const Node& node);  // all paths in it
Result<void> resolve_names(Path& path, Placeholders& placeholders);
Result<void> resolve_names(Node& node, Placeholders& placeholders);
Result<void> resolve_values(Node& node, Placeholders& placeholders);
// No path may begin with another, nor go into the same value as a list and as a map.
Result<void> check_disjoint(const std::vector<Path>& paths);

}  // namespace syncline::dynamo
