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

}  // namespace

Committer::Committer(rocksdb::DB& database, Log log)
    : database_(database), log_(log), thread_([this] { run(); }) {}

Committer::~Committer() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void Committer::commit(rocksdb::WriteBatch operations, Done done) {
  {
    const std::lock_guard lock(mutex_);
    const auto bytes = operations.GetDataSize();
    // A batch larger than the limit may pass when it waits alone.
    const bool full = !queue_.empty() && queue_bytes_ + bytes > limits::store_queue_bytes_max;
    if (full) {
      queue_.push_back({rocksdb::WriteBatch(), std::move(done), true});
    } else {
      queue_bytes_ += bytes;
      queue_.push_back({std::move(operations), std::move(done), false});
    }
  }
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
      queue_bytes_ = 0;
    }
    commit_group(group);
    group.clear();
  }
}

void Committer::commit_group(std::vector<Waiting>& group) {
  rocksdb::WriteOptions options;
  options.sync = log_ == Log::synced;
  options.disableWAL = log_ == Log::none;
  Result<void> outcome;
  if (group.size() == 1) {
    outcome = checked(database_.Write(options, &group.front().operations));
  } else {
    rocksdb::WriteBatch whole;
    for (const auto& waiting : group) append_batch(whole, waiting.operations);
    outcome = checked(database_.Write(options, &whole));
  }
  for (auto& waiting : group) {
    waiting.done(waiting.refused ? Result<void>(queue_full()) : outcome);
  }
}

}  // namespace syncline::store
