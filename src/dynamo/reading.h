// What Query and Scan share around their page: the index, what to select, where to go on, and the
// answer.
#pragma once

#include <optional>

#include "dynamo/call.h"
#include "dynamo/expressions.h"
#include "dynamo/page.h"

namespace syncline::dynamo {

struct Reading {
  SharedTable table;
  const Index* index = nullptr;  // of the table; null for the table itself
  std::optional<Item> start;     // ExclusiveStartKey
  bool fetch_items = false;
  bool show_items = false;  // PageRequest::show_items
};

// Members of the request that can be checked without the table.
Result<void> check_select(const JsonObject& input);
Result<std::optional<Item>> read_start_key(const JsonObject& input);

// The table and the index, which must allow this kind of read.
Result<Reading> find_source(const Call& call);

// The keys of the index read, or of the table.
const KeySchema& keys_of(const Reading& reading);
// The start key has exactly the keys of the table and of the index, of the right types.
Result<void> check_start_key(const Reading& reading, bool is_scan);
// The key of the row that the start key names.
std::optional<std::string> start_row(const Reading& reading);

// What is selected must be reachable: in the index, or for a local one in the table. Decides
// whether items must be fetched.
Result<void> check_selected(const JsonObject& input, const Expressions& expressions,
                            const std::optional<Selection>& selection, Reading& reading);

Result<Json> answer_page(const Call& call, const Reading& reading, const PageRequest& request);
// The same as text, appended.
Result<void> write_page(const Call& call, const Reading& reading, PageRequest request,
                        std::string& out);

}  // namespace syncline::dynamo
