// A CloudFormation template, deployed on this server: parameters, intrinsics, dependency order, and
// one call of control for each resource (AWS CloudFormation user guide, "Template anatomy").
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/task.h"
#include "control/control.h"

namespace syncline::cloudformation {

struct Deployment {
  std::string stack;                                // the stack's name
  std::vector<std::string> api_ids;                 // in template order
  std::map<std::string, std::string> physical_ids;  // by logical id
  std::map<std::string, Json> outputs;
};

// Creates what is missing, updates what is there, and removes what is gone from the template, by
// the stack's record of earlier runs. A fault is type "TemplateError" and its message begins with
// `name:line: `; nothing is changed when the template itself is wrong. A resource that fails ends
// the deployment where it stands (there is no roll-back): the next run goes on from there, also
// after a kill. `Resources: {}` removes the whole stack.
// `text` is YAML or JSON; `name` is for messages, and the stack's name is made from it (without its
// folder and ending), unless `stack` is given. What is passed must outlive the task.
Task<Result<Deployment>> deploy(std::string_view name, std::string_view text,
                                const std::map<std::string, std::string>& parameters,
                                control::Rooms& rooms, std::string_view stack = {});

// A stack's name made from any text: what CloudFormation allows, [A-Za-z][A-Za-z0-9-]*, at most
// 128; nothing but the length is cut. `deploy` does this to what it is given.
std::string stack_name(std::string_view text);

// The names of the parameters that the template declares. Fails as `deploy` does, without the name.
Result<std::set<std::string>> parameter_names(std::string_view text);

// The names of the stacks that have something, in their order, by the records in the data folder.
Result<std::vector<std::string>> kept_stacks(const control::Rooms& rooms);

}  // namespace syncline::cloudformation
