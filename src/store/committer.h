// Group commit: one thread gathers every batch that waits into one write, synced once.
// With fsync a write costs what the disk's sync costs, however many batches share it.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "store/batch.h"

namespace rocksdb {
class DB;
struct WriteOptions;
}  // namespace rocksdb

namespace syncline::store {

using Done = std::move_only_function<void(Result<void>)>;

class Committer {
 public:
  enum class Log : unsigned char { none, written, synced };

  // `database` must outlive the committer.
  Committer(rocksdb::DB& database, Log log);
  ~Committer();  // finishes
  Committer(const Committer&) = delete;
  Committer& operator=(const Committer&) = delete;

  // From any thread. `done` is called on the committer's thread, in the order of the calls.
  void commit(rocksdb::WriteBatch operations, Done done);
  // Commits what is queued, then joins the thread: every call-back has returned and is gone. A
  // later commit is refused at once. From one thread.
  void finish();

 private:
  struct Waiting {
    rocksdb::WriteBatch operations;
    Done done;
    bool refused = false;  // the queue was full: only its call-back waits
  };

  void run();
  void commit_group(std::vector<Waiting>& group);
  void release(std::size_t bytes);

  rocksdb::DB& database_;
  const Log log_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<Waiting> queue_;   // guarded by mutex_
  std::size_t queue_bytes_ = 0;  // guarded by mutex_; of what is being written too
  bool ending_ = false;          // guarded by mutex_
  std::thread thread_;
};

}  // namespace syncline::store
