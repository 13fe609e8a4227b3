#include "store/snapshot.h"

#include "store/batch.h"
#include "store/cursor.h"
#include "store/fault.h"

namespace syncline::store {

Result<std::optional<std::string>> find_value(rocksdb::DB& database, std::string_view keyspace,
                                              std::string_view key, const rocksdb::Snapshot* at) {
  rocksdb::ReadOptions options;
  options.snapshot = at;
  std::string value;
  const auto status = database.Get(options, full_key(keyspace, key), &value);
  if (status.IsNotFound()) return std::nullopt;
  TRY(checked(status));
  return value;
}

Snapshot::Snapshot(std::unique_ptr<State> state) : state_(std::move(state)) {}
Snapshot::~Snapshot() = default;
Snapshot::Snapshot(Snapshot&&) noexcept = default;

Result<std::optional<std::string>> Snapshot::get(std::string_view keyspace,
                                                 std::string_view key) const {
  return find_value(state_->database, keyspace, key, state_->held);
}

Cursor Snapshot::cursor(std::string_view keyspace) const {
  return Cursor(Cursor::State::make(state_->database, keyspace, state_->held));
}

}  // namespace syncline::store
