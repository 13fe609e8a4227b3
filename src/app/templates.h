// The template files of one start: their texts, whose stack each is, and which of the given
// parameters each takes.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/result.h"

namespace syncline::app {

struct TemplateFile {
  std::string file;  // as it was given, for messages
  std::string text;
  std::string stack;                              // CloudFormation's name, made from the file's
  std::map<std::string, std::string> parameters;  // those that it declares
};

// Reads them all before anything is made. Fails when one cannot be read or is no template, when two
// would be one stack (each would remove the other's resources), and when a parameter is given that
// none of them declares.
Result<std::vector<TemplateFile>> read_templates(
    const std::vector<std::string>& files, const std::map<std::string, std::string>& parameters);

}  // namespace syncline::app
