// What a stack is made of, kept in the catalog (kind "stack"), so that the next run with the same
// data updates instead of creating.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "template/resource.h"

namespace syncline::cloudformation {

struct Record {
  std::string stack;
  std::string stack_id;    // its ARN; made once
  std::vector<Made> made;  // in the order in which they were made

  // The one that stands for the logical id now, or null.
  [[nodiscard]] Made* find(std::string_view logical_id);
};

// A record that is not there yet is empty, with a new stack id.
Result<Record> load_record(std::string_view stack, const control::Rooms& rooms);
Result<void> keep_record(const Record& record, const control::Rooms& rooms);

// A stack's name from a file's: what CloudFormation allows, [A-Za-z][A-Za-z0-9-]*, at most 128.
std::string stack_name(std::string_view file);

}  // namespace syncline::cloudformation
