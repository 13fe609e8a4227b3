// Reads one page of rows, for Query and Scan: up to a limit of rows, or 1 MB of them, before the
// filter (AWS: "DynamoDB Developer Guide", Paginating table query results).
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "dynamo/capacity.h"
#include "dynamo/expression/key_condition.h"
#include "dynamo/expression/selection.h"
#include "store/store.h"

namespace syncline::dynamo {

struct PageRequest {
  const Table& table;
  const Index* index = nullptr;  // null to read the table itself
  KeyRange range;
  bool forward = true;
  std::optional<std::string> after;  // a row key to go on behind, in the direction of reading
  std::optional<std::int64_t> limit;
  const Node* filter = nullptr;
  const Selection* selection = nullptr;  // null for all attributes
  bool fetch_items = false;              // a local index's rows lack attributes that are wanted
  bool show_items = false;               // not only by the filter: the fetched items are answered
  std::function<JsonObject(const Item&)> show;  // how an item is shown, if not as selected
  std::size_t bytes_before = 0;                 // of the page, which other ranges have filled
  // When there is one, the items are appended to it as text, with commas between them, and
  // Page::items stays empty.
  std::string* text = nullptr;
  bool only_count = false;
  bool consistent = false;
};

struct Page {
  JsonArray items;  // none when only counted
  std::int64_t count = 0;
  std::int64_t scanned = 0;
  std::size_t bytes = 0;     // of the rows and items read, with those before
  std::optional<Item> last;  // the row to go on behind, when there may be more
  Consumed consumed;
};

Result<Page> read_page(const store::Store& store, const PageRequest& request);

}  // namespace syncline::dynamo
