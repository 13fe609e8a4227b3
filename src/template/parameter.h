// A template's parameters and the values given for them (AWS CloudFormation user guide,
// "Parameters").
#pragma once

#include <map>
#include <string>

#include "template/node.h"

namespace syncline::cloudformation {

// The value of each parameter that `section` (a map, or null) declares: given, or its default. A
// CommaDelimitedList is a list. Fails when one has neither, breaks its own rules, is of a type that
// is not offered, or when a value is given for a parameter that is not declared.
Result<std::map<std::string, Node>> parameter_values(
    const Node& section, const std::map<std::string, std::string>& given);

}  // namespace syncline::cloudformation
