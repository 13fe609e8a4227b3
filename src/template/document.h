// A template's sections, taken apart and checked for their own form (AWS CloudFormation user guide,
// "Template anatomy"). What stands inside is evaluated later.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "template/node.h"

namespace syncline::cloudformation {

struct Resource {
  std::string id;  // its logical id
  int line = 0;
  std::string type;
  int type_line = 0;
  Node properties;  // a map, or null
  std::vector<std::string> depends_on;
  std::string condition;           // empty: none
  bool retained = false;           // DeletionPolicy: Retain
  bool replaced_retained = false;  // UpdateReplacePolicy: Retain
};

struct Output {
  std::string id;
  int line = 0;
  Node value;
  std::string condition;
};

struct Document {
  Node parameters;  // each of these three is a map, or null
  Node mappings;
  Node conditions;
  std::vector<Resource> resources;  // in the order of the text; none: the stack is to be removed
  std::vector<Output> outputs;
};

// Fails with "TemplateError" and the line; see node.h.
Result<Document> parse_template(std::string_view text);

}  // namespace syncline::cloudformation
