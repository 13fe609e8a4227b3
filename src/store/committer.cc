#include "store/committer.h"

#include <rocksdb/db.h>

#include <utility>

#include "base/limits.h"
#include "store/fault.h"

namespace syncline::store {
namespace {

std::unexpected<Error> queue_full() {
  return fail(ErrorKind::exhausted, "StoreBusy", "too many writes wait for the disk");
}

std::unexpected<Error> store_closed() {
  return fail(ErrorKind::unavailable, "StoreClosed", "the store has been closed");
}

}  // namespace

Committer::Committer(rocksdb::DB& database, Log log)
    : database_(database), log_(log), thread_([this] { run(); }) {}

Committer::~Committer() { finish(); }

void Committer::finish() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void Committer::commit(rocksdb::WriteBatch operations, Done done) {
  std::unique_lock lock(mutex_);
  if (ending_) {
    lock.unlock();
    done(store_closed());
    return;
  }
  const auto bytes = operations.GetDataSize();
  // A batch larger than the limit may pass when it waits alone.
  if (queue_bytes_ > 0 && queue_bytes_ + bytes > limits::store_queue_bytes_max) {
    queue_.push_back({rocksdb::WriteBatch(), std::move(done), true});
  } else {
    queue_bytes_ += bytes;
    queue_.push_back({std::move(operations), std::move(done), false});
  }
  lock.unlock();
  wake_.notify_one();
}

void Committer::run() {
  std::vector<Waiting> group;
  while (true) {
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return ending_ || !queue_.empty(); });
      if (queue_.empty()) return;  // ending, and nothing is left
      group.swap(queue_);
    }
    commit_group(group);
    group.clear();
  }
}

void Committer::release(std::size_t bytes) {
  const std::lock_guard lock(mutex_);
  queue_bytes_ -= bytes;
}

void Committer::commit_group(std::vector<Waiting>& group) {
  rocksdb::WriteOptions options;
  options.sync = log_ == Log::synced;
  options.disableWAL = log_ == Log::none;
  Result<void> outcome;
  std::size_t bytes = 0;
  for (const auto& waiting : group) {
    if (!waiting.refused) bytes += waiting.operations.GetDataSize();
  }
  if (group.size() == 1) {
    outcome = checked(database_.Write(options, &group.front().operations));
  } else {
    rocksdb::WriteBatch whole;
    for (const auto& waiting : group) append_batch(whole, waiting.operations);
    outcome = checked(database_.Write(options, &whole));
  }
  release(bytes);
  for (auto& waiting : group) {
    waiting.done(waiting.refused ? Result<void>(queue_full()) : outcome);
  }
}

}  // namespace syncline::store
