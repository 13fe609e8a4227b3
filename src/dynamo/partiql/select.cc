#include "dynamo/partiql/select.h"

#include <algorithm>

#include "dynamo/errors.h"
#include "dynamo/has_element.h"
#include "dynamo/item_rules.h"
#include "dynamo/page.h"
#include "dynamo/partiql/next_token.h"
#include "dynamo/partiql/plan.h"
#include "dynamo/row_keys.h"
#include "dynamo/wire.h"

namespace syncline::dynamo::partiql {
namespace {

Result<const Index*> find_index(const Statement& statement, const Table& table, bool consistent) {
  if (!statement.index) return nullptr;
  const auto* index = table.find_index(*statement.index);
  if (index == nullptr) return validation_error("The table does not have the specified index");
  if (index->status != IndexStatus::active) {
    return validation_error("Cannot read from backfilling global secondary index: " + index->name);
  }
  if (index->global && consistent) {
    return validation_error(
        "Strongly consistent read is not supported on Global Secondary Indexes");
  }
  return index;
}

// Whether columns must be read from the items, which only a local index can reach.
Result<bool> check_columns(const Statement& statement, const Table& table, const Index* index) {
  if (index == nullptr) return false;
  std::vector<std::string> missing;
  for (const auto& column : statement.columns) {
    const auto& name = std::get<std::string>(column.path.front());
    if (!holds(*index, table, name) && !has_element(missing, name)) missing.push_back(name);
  }
  if (missing.empty() || !index->global) return !missing.empty();
  std::string list;
  for (const auto& name : missing) list += (list.empty() ? "" : ", ") + name;
  return invalid_parameter("Global secondary index " + index->name + " does not project [" + list +
                           "]");
}

class Selector {
 public:
  Selector(const Call& call, const Statement& statement, const Table& table, const Index* index,
           const SelectOptions& options)
      : call_(call), table_(table), index_(index), options_(options), page_{.table = table} {
    page_.index = index;
    page_.filter = statement.where ? &*statement.where : nullptr;
    page_.consistent = options.consistent;
    page_.show = [&statement](const Item& item) { return show_columns(statement, item); };
  }

  Result<Selected> read(Plan plan, bool fetch_items) {
    page_.forward = plan.forward;
    page_.fetch_items = fetch_items;
    page_.show_items = fetch_items;
    auto left = options_.limit;
    auto range = plan.ranges.begin();
    if (options_.after) {
      range = std::ranges::find_if(plan.ranges, [&](const KeyRange& one) {
        return *options_.after >= one.begin && *options_.after < one.end;
      });
      if (range == plan.ranges.end()) return foreign_token();
      page_.after = options_.after;
    }
    for (; range != plan.ranges.end(); ++range) {
      page_.range = std::move(*range);
      page_.limit = left;
      TRY(auto page, read_page(call_.store, page_));
      if (left) *left -= page.scanned;
      page_.bytes_before = page.bytes;
      page_.after.reset();
      add(page);
      if (selected_.last_row) break;
    }
    return std::move(selected_);
  }

 private:
  void add(Page& page) {
    for (auto& item : page.items) selected_.items.push_back(std::move(item));
    selected_.consumed.add(page.consumed);
    if (!page.last) return;
    const auto& last = *page.last;
    selected_.last_row =
        index_ == nullptr ? item_row_key(table_, last) : index_row_key(table_, *index_, last);
    auto key = key_of(table_.key, last);
    if (index_ != nullptr) {
      for (const auto* part : index_->key.parts()) key.set(part->name, *last.find(part->name));
    }
    selected_.last_key = to_json(key);
  }

  const Call& call_;
  const Table& table_;
  const Index* index_;
  const SelectOptions& options_;
  PageRequest page_;
  Selected selected_;
};

}  // namespace

Result<Selected> select(const Call& call, const Statement& statement, const Table& table,
                        const SelectOptions& options) {
  TRY(const auto* index, find_index(statement, table, options.consistent));
  TRY(auto plan, plan_select(statement, table, index));
  TRY(const bool fetch_items, check_columns(statement, table, index));
  return Selector(call, statement, table, index, options).read(std::move(plan), fetch_items);
}

JsonObject show_columns(const Statement& statement, const Item& item) {
  if (statement.columns.empty()) return to_json(item);
  JsonObject shown;
  for (const auto& column : statement.columns) {
    if (const auto* value = find(column.path, item)) shown[column.name] = to_json(*value);
  }
  return shown;
}

std::optional<Item> whole_key(const Statement& statement, const Table& table) {
  auto named = key_in_where(statement, table.key, true);
  const bool whole = named.key.size() == table.key.parts().size() && named.rest.empty();
  if (!whole) return std::nullopt;
  return std::move(named.key);
}

}  // namespace syncline::dynamo::partiql
