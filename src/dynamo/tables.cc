#include "dynamo/tables.h"

#include <algorithm>
#include <charconv>
#include <mutex>

#include "dynamo/errors.h"
#include "dynamo/row_keys.h"

namespace syncline::dynamo {
namespace {

constexpr std::string_view table_keyspace = "dynamo.table";  // by name
constexpr std::string_view next_keyspace = "dynamo.next";    // the next table number

}  // namespace

std::string_view bare_table_name(std::string_view name_or_arn) {
  constexpr std::string_view mark = ":table/";
  if (!name_or_arn.starts_with("arn:")) return name_or_arn;
  const auto at = name_or_arn.find(mark);
  if (at == std::string_view::npos) return name_or_arn;
  return name_or_arn.substr(at + mark.size());
}

Result<std::vector<SharedTable>> Tables::load(const store::Store& store) {
  TRY(const auto next, store.get(next_keyspace, ""));
  const std::unique_lock lock(mutex_);
  if (next) std::from_chars(next->data(), next->data() + next->size(), next_number_);
  auto cursor = store.cursor(table_keyspace);
  std::vector<SharedTable> loaded;
  for (cursor.seek(""); cursor.valid(); cursor.next()) {
    TRY(auto table, decode_table(cursor.value()));
    loaded.push_back(std::make_shared<const Table>(std::move(table)));
    tables_[loaded.back()->name] = loaded.back();
    next_number_ = std::max(next_number_, loaded.back()->number + 1);
  }
  TRY(cursor.status());
  return loaded;
}

SharedTable Tables::find(std::string_view name) const {
  const std::shared_lock lock(mutex_);
  const auto found = tables_.find(bare_table_name(name));
  return found == tables_.end() ? nullptr : found->second;
}

Result<SharedTable> Tables::get(std::string_view name) const {
  auto table = find(name);
  if (table == nullptr) return resource_not_found();
  return table;
}

std::vector<std::string> Tables::names_after(std::string_view after, std::size_t limit) const {
  const std::shared_lock lock(mutex_);
  std::vector<std::string> names;
  for (auto at = tables_.upper_bound(after); at != tables_.end() && names.size() < limit; ++at) {
    names.push_back(at->first);
  }
  return names;
}

std::vector<SharedTable> Tables::find_all(bool (*is_wanted)(const Table&)) const {
  const std::shared_lock lock(mutex_);
  std::vector<SharedTable> found;
  for (const auto& [name, table] : tables_) {
    if (is_wanted(*table)) found.push_back(table);
  }
  return found;
}

std::uint64_t Tables::take_number(store::Batch& add_to) {
  const std::unique_lock lock(mutex_);
  add_to.put(next_keyspace, "", std::to_string(next_number_ + 1));
  return next_number_++;
}

void Tables::insert(SharedTable table) {
  const std::unique_lock lock(mutex_);
  tables_[table->name] = std::move(table);
  ++version_;
}

void Tables::remove(const std::string& name) {
  const std::unique_lock lock(mutex_);
  tables_.erase(name);
  ++version_;
}

void Tables::put(store::Batch& batch, const Table& table) {
  batch.put(table_keyspace, table.name, encode_table(table));
}

void Tables::erase(store::Batch& batch, const Table& table) {
  batch.erase(table_keyspace, table.name);
  const auto prefix = rows_prefix(table, nullptr);
  batch.erase_range(item_keyspace, prefix, end_of_prefix(prefix));
  batch.erase_range(index_keyspace, prefix, end_of_prefix(prefix));
  batch.erase_range(filling_keyspace, prefix, end_of_prefix(prefix));
  batch.erase_range(expiry_keyspace, prefix, end_of_prefix(prefix));
}

}  // namespace syncline::dynamo
