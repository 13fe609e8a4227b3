// A CloudFormation template, deployed on this server: parameters, intrinsics, dependency order, and
// one call of control for each resource (AWS CloudFormation user guide, "Template anatomy").
#pragma once

#include <map>
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
// the deployment where it stands (there is no roll-back): the next run goes on from there.
// `text` is YAML or JSON; `name` is for messages, and without its folder and ending it is the
// stack's name, unless `stack` is given. What is passed must outlive the task.
Task<Result<Deployment>> deploy(std::string_view name, std::string_view text,
                                const std::map<std::string, std::string>& parameters,
                                control::Rooms& rooms, std::string_view stack = {});

}  // namespace syncline::cloudformation
