#include "store/store.h"

#include <fmt/format.h>
#include <rocksdb/cache.h>
#include <rocksdb/db.h>
#include <rocksdb/env.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/table.h>

#include <filesystem>
#include <future>

#include "base/limits.h"
#include "store/committer.h"
#include "store/cursor.h"
#include "store/fault.h"
#include "store/snapshot.h"

namespace syncline::store {
namespace {

rocksdb::Options make_options() {
  rocksdb::Options options;
  options.create_if_missing = true;
  // A crash leaves the log torn in its last, unacknowledged group, and after a power cut its pages
  // may be torn in any order: recovery keeps the prefix up to the first damage, which is a state
  // that the store was in, and opens. A group is one record, so no batch is half applied.
  options.wal_recovery_mode = rocksdb::WALRecoveryMode::kPointInTimeRecovery;
  // A log file that was synced and is now missing or short is refused, not skipped.
  options.track_and_verify_wals_in_manifest = true;
  options.compression = rocksdb::kLZ4Compression;
  options.write_buffer_size = limits::store_write_buffer_bytes;
  options.info_log_level = rocksdb::WARN_LEVEL;
  options.keep_log_file_num = 2;
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = rocksdb::NewLRUCache(limits::store_cache_bytes);
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return options;
}

bool is_lock_refusal(const rocksdb::Status& status) {
  // RocksDB has no code of its own for this; the two messages are of this and another process.
  const auto text = status.ToString();
  return text.find("lock hold by current process") != std::string::npos ||
         text.find("While lock file") != std::string::npos;
}

}  // namespace

struct Store::State {
  std::unique_ptr<rocksdb::Env> memory;  // of an in-memory store: holds its files
  std::unique_ptr<rocksdb::DB> database;
  std::unique_ptr<Committer> committer;  // last: ends first, with a database to write to
};

Store::Store(std::unique_ptr<State> state) : state_(std::move(state)) {}
Store::~Store() = default;

Result<std::unique_ptr<Store>> Store::open(const std::string& folder, Durability durability) {
  std::error_code fault;
  std::filesystem::create_directories(folder, fault);
  if (fault) {
    return fail(ErrorKind::invalid, "StoreError",
                fmt::format("the data folder {} cannot be made: {}", folder, fault.message()));
  }
  rocksdb::DB* database = nullptr;
  const auto status = rocksdb::DB::Open(make_options(), folder, &database);
  if (is_lock_refusal(status)) {
    return fail(ErrorKind::conflict, "StoreInUse",
                fmt::format("the data folder {} is in use by another process, which holds its lock",
                            folder));
  }
  TRY(checked(status));
  auto state = std::make_unique<State>();
  state->database.reset(database);
  const auto log =
      durability == Durability::fsync ? Committer::Log::synced : Committer::Log::written;
  state->committer = std::make_unique<Committer>(*database, log);
  return std::make_unique<Store>(std::move(state));
}

Result<std::unique_ptr<Store>> Store::in_memory() {
  auto state = std::make_unique<State>();
  state->memory.reset(rocksdb::NewMemEnv(rocksdb::Env::Default()));
  auto options = make_options();
  options.env = state->memory.get();
  options.track_and_verify_wals_in_manifest = false;  // it keeps no log
  options.avoid_flush_during_shutdown = true;         // nor anything after its end
  rocksdb::DB* database = nullptr;
  TRY(checked(rocksdb::DB::Open(options, "/memory", &database)));
  state->database.reset(database);
  state->committer = std::make_unique<Committer>(*database, Committer::Log::none);
  return std::make_unique<Store>(std::move(state));
}

Result<std::optional<std::string>> Store::get(std::string_view keyspace,
                                              std::string_view key) const {
  return find_value(*state_->database, keyspace, key, nullptr);
}

Cursor Store::cursor(std::string_view keyspace) const {
  return Cursor(Cursor::State::make(*state_->database, keyspace, nullptr));
}

Snapshot Store::snapshot() const {
  return Snapshot(std::make_unique<Snapshot::State>(*state_->database));
}

void Store::commit(Batch batch, std::move_only_function<void(Result<void>)> done) {
  state_->committer->commit(std::move(batch.state_->operations), std::move(done));
}

void Store::finish() { state_->committer->finish(); }

Result<void> Store::commit_and_wait(Batch batch) {
  std::promise<Result<void>> promise;
  auto outcome = promise.get_future();
  // The call-back owns the promise: the waiter may be gone before set_value has returned.
  commit(std::move(batch), [promise = std::move(promise)](Result<void> result) mutable {
    promise.set_value(std::move(result));
  });
  return outcome.get();
}

}  // namespace syncline::store
