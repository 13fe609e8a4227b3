// What the names in a template mean while it is evaluated.
#pragma once

#include <map>
#include <set>
#include <string>

#include "template/node.h"
#include "template/resource.h"

namespace syncline::cloudformation {

struct Scope {
  std::map<std::string, Node> values;  // parameters, and pseudo parameters such as AWS::Region
  Node mappings;                       // the section: a map, or null
  std::map<std::string, bool> conditions;
  std::map<std::string, const ResourceType*> resources;  // those that are deployed
  std::map<std::string, Physical> made;  // those that exist; the others' values are not known yet
};

// `node` with its intrinsic functions carried out (AWS CloudFormation template reference,
// "Intrinsic functions"). The logical ids of resources that it needs are added to `needs`.
Result<Node> evaluate(const Node& node, const Scope& scope, std::set<std::string>& needs);

// The conditions of the section (a map, or null), each true or false; they may refer to each other,
// and to parameters, but not to resources.
Result<std::map<std::string, bool>> evaluate_conditions(const Node& section, const Scope& scope);

}  // namespace syncline::cloudformation
