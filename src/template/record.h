// What a stack is made of, kept in the catalog, so that the next run with the same data updates
// instead of creating: a document of kind "stack" with the stack's id, and one of kind
// "stack-resource" for each resource, so that a step costs what it changes.
#pragma once

#include <cstdint>
#include <list>
#include <string>
#include <string_view>

#include "template/resource.h"

namespace syncline::cloudformation {

struct Record {
  std::string stack;
  std::string stack_id;  // its ARN; made once
  std::list<Made> made;  // in the order in which they were made

  // The one that stands for the logical id now, or null. Valid until it is erased.
  [[nodiscard]] Made* find(std::string_view logical_id);
  // A new one at the end, with a number of its own.
  Made& add();
};

// A record that is not there yet is empty, with a new stack id.
Result<Record> load_record(std::string_view stack, const control::Rooms& rooms);

// That there is such a stack, and that there is none any more.
Result<void> keep_stack(const Record& record, const control::Rooms& rooms);
Result<void> forget_stack(const Record& record, const control::Rooms& rooms);

Result<void> keep_made(const Record& record, const Made& made, const control::Rooms& rooms);
Result<void> forget_made(const Record& record, const Made& made, const control::Rooms& rooms);

}  // namespace syncline::cloudformation
