// What a template asks for, checked whole before anything is changed: the resources that its
// conditions leave, in an order in which each comes after those that it needs.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "template/document.h"
#include "template/scope.h"

namespace syncline::cloudformation {

struct Stack {
  std::string name;
  std::string id;  // its ARN
  std::string region;
  std::string account;
};

struct PlannedResource {
  const Resource* resource = nullptr;
  const ResourceType* type = nullptr;
  std::vector<std::string> needs;  // logical ids
};

struct Plan {
  Scope scope;
  std::vector<PlannedResource> order;
  std::vector<const Output*> outputs;
  std::vector<Note> notes;  // for the log: what is kept without effect
};

// `document` must outlive the plan. The first fault found is the answer, with its line.
Result<Plan> make_plan(const Document& document, const std::map<std::string, std::string>& given,
                       const Stack& stack);

}  // namespace syncline::cloudformation
