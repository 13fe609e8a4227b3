// Which tables exist. Looked up by every operation, changed by few.
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "dynamo/table.h"
#include "store/store.h"

namespace syncline::dynamo {

using SharedTable = std::shared_ptr<const Table>;

class Tables {
 public:
  Tables() = default;
  Tables(const Tables&) = delete;
  Tables& operator=(const Tables&) = delete;

  // Reads all tables of the store.
  Result<std::vector<SharedTable>> load(const store::Store& store);

  // Null when there is none of that name. A table's ARN is taken as its name.
  [[nodiscard]] SharedTable find(std::string_view name) const;
  // ResourceNotFoundException as the operations on items word it.
  [[nodiscard]] Result<SharedTable> get(std::string_view name) const;
  // Those that `is_wanted`, in the order of their names.
  [[nodiscard]] std::vector<SharedTable> find_all(bool (*is_wanted)(const Table&)) const;
  // Up to `limit` names behind `after`, in their order.
  [[nodiscard]] std::vector<std::string> names_after(std::string_view after,
                                                     std::size_t limit) const;

  // A number that no table and no stream had before, also across restarts when `add_to` is
  // committed: batches that take one must be committed in the order of their numbers
  // (write_path.h: table_number_lock).
  std::uint64_t take_number(store::Batch& add_to);

  void insert(SharedTable table);  // or replaces the one of that name
  void remove(const std::string& name);
  // Another one after each of these two: while it stays, every look-up finds what it found.
  [[nodiscard]] std::uint64_t version() const { return version_; }

  static void put(store::Batch& batch, const Table& table);
  static void erase(store::Batch& batch, const Table& table);  // with its rows

 private:
  mutable std::shared_mutex mutex_;
  std::map<std::string, SharedTable, std::less<>> tables_;  // guarded by mutex_
  std::uint64_t next_number_ = 1;                           // guarded by mutex_
  std::atomic<std::uint64_t> version_ = 0;
};

// "arn:aws:dynamodb:…:table/name" or "name" to "name".
std::string_view bare_table_name(std::string_view name_or_arn);

}  // namespace syncline::dynamo
