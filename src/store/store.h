// The embedded store: ordered keys in named keyspaces, atomic batches, group commit. The only room
// with RocksDB. Synchronous; safe from any thread.
//
// Shutting down: finish() commits what is queued. Call it before the loops end that call-backs post
// to; reading goes on until the store is destroyed.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace syncline::store {

enum class Durability : unsigned char {
  fsync,  // acknowledged when synced: survives a power cut
  os,     // acknowledged when written: survives a kill of the process
};

class Batch {  // what one commit changes, atomically
 public:
  Batch();
  ~Batch();
  Batch(Batch&&) noexcept;
  Batch& operator=(Batch&&) noexcept;

  void put(std::string_view keyspace, std::string_view key, std::string_view value);
  void erase(std::string_view keyspace, std::string_view key);
  // The keys from `begin` up to, not including, `end`; an empty `end` is the keyspace's end.
  void erase_range(std::string_view keyspace, std::string_view begin, std::string_view end);
  [[nodiscard]] bool empty() const;

 private:
  friend class Store;
  struct State;
  std::unique_ptr<State> state_;
};

// Walks one keyspace in byte order, over the state at its creation, which it keeps alive: use it
// and drop it. A new cursor stands nowhere: seek first.
class Cursor {
 public:
  ~Cursor();
  Cursor(Cursor&&) noexcept;

  void seek(std::string_view key);            // the first key at or after
  void seek_backwards(std::string_view key);  // the last key at or before
  void next();
  void previous();
  [[nodiscard]] bool valid() const;            // false past either end
  [[nodiscard]] std::string_view key() const;  // until the cursor moves
  [[nodiscard]] std::string_view value() const;
  // A read fault ends the walk; ask once it is no longer valid.
  [[nodiscard]] Result<void> status() const;

 private:
  friend class Snapshot;
  friend class Store;
  struct State;
  explicit Cursor(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// The store as it was at one moment, whatever is committed later: what several keyspaces hold fits
// together. It keeps that state alive: use it and drop it, before the store.
class Snapshot {
 public:
  ~Snapshot();
  Snapshot(Snapshot&&) noexcept;

  [[nodiscard]] Result<std::optional<std::string>> get(std::string_view keyspace,
                                                       std::string_view key) const;
  [[nodiscard]] Cursor cursor(std::string_view keyspace) const;

 private:
  friend class Store;
  struct State;
  explicit Snapshot(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

class Store {
 public:
  // The folder is made when missing; a second process on the same one is refused with a message
  // that says so. A torn last write, as a crash leaves it, is dropped on open.
  static Result<std::unique_ptr<Store>> open(const std::string& folder, Durability durability);
  static Result<std::unique_ptr<Store>> in_memory();
  ~Store();

  // Keyspaces come into being on first use, with any name of [a-z0-9_.-].
  [[nodiscard]] Result<std::optional<std::string>> get(std::string_view keyspace,
                                                       std::string_view key) const;
  [[nodiscard]] Cursor cursor(std::string_view keyspace) const;
  [[nodiscard]] Snapshot snapshot() const;

  // Queues the batch for the next group commit. `done` is called on the store's thread, once, when
  // the batch is durable or has failed; it must be quick (post it to a loop).
  // Batches become visible in the order of their commits, and before `done` is called.
  // When limits::store_queue_bytes_max wait already, those being written included, it fails with
  // kind `exhausted`.
  void commit(Batch batch, std::move_only_function<void(Result<void>)> done);
  Result<void> commit_and_wait(Batch batch);
  // Returns when all that is queued is committed and every `done` has returned and is gone. A later
  // commit fails with kind `unavailable`, its `done` called at once. Not from a `done`.
  void finish();

 private:
  struct State;
  std::unique_ptr<State> state_;

 public:
  explicit Store(std::unique_ptr<State> state);  // for open() and in_memory(): State is private
};

}  // namespace syncline::store
