#include "dynamo/stream_log.h"

#include <algorithm>

#include "base/limits.h"
#include "dynamo/stream.h"
#include "dynamo/stream_record.h"

namespace syncline::dynamo {

void StreamLog::open(std::uint64_t stream, std::uint64_t newest) {
  const std::lock_guard lock(mutex_);
  streams_[stream].stored = newest;
  last_ = std::max(last_, newest);
}

void StreamLog::pause(std::uint64_t stream) {
  const std::lock_guard lock(mutex_);
  const auto found = streams_.find(stream);
  if (found != streams_.end()) found->second.recorded = false;
}

void StreamLog::resume(std::uint64_t stream) {
  const std::lock_guard lock(mutex_);
  const auto found = streams_.find(stream);
  if (found != streams_.end()) found->second.recorded = true;
}

void StreamLog::close(std::uint64_t stream) {
  State closed;
  {
    const std::lock_guard lock(mutex_);
    const auto found = streams_.find(stream);
    if (found == streams_.end()) return;
    closed = std::move(found->second);
    streams_.erase(found);
  }
  for (auto& [from, wake] : closed.waiting) wake(true);
}

StreamLog::Marks StreamLog::add(store::Batch& batch, const std::vector<StreamChange>& changes,
                                std::int64_t now_ms) {
  Marks marks;
  if (changes.empty()) return marks;
  const std::lock_guard lock(mutex_);
  for (const auto& change : changes) {
    const auto found = streams_.find(change.stream);
    if (found == streams_.end() || !found->second.recorded) continue;
    last_ = std::max(last_ + 1, first_sequence_at(now_ms));
    batch.put(record_keyspace, record_key(change.stream, last_), change.record);
    const auto same = std::ranges::find(marks, change.stream, &Marks::value_type::first);
    if (same == marks.end()) {
      marks.emplace_back(change.stream, last_);
    } else {
      same->second = last_;
    }
  }
  return marks;
}

void StreamLog::stored(const Marks& marks) {
  std::vector<Wake> due;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [stream, number] : marks) {
      const auto found = streams_.find(stream);
      if (found == streams_.end()) continue;
      auto& state = found->second;
      state.stored = std::max(state.stored, number);
      for (auto& [from, wake] : state.waiting) {
        if (from <= state.stored) due.push_back(std::move(wake));
      }
      std::erase_if(state.waiting, [&](const auto& one) { return one.first <= state.stored; });
    }
  }
  for (auto& wake : due) wake(true);
}

void StreamLog::wait(std::uint64_t stream, std::uint64_t from, Wake wake) {
  bool may_wait = true;
  {
    const std::lock_guard lock(mutex_);
    const auto found = streams_.find(stream);
    if (found != streams_.end() && found->second.stored < from) {
      auto& waiting = found->second.waiting;
      may_wait = waiting.size() < limits::stream_tails_max;
      if (may_wait) {
        waiting.emplace_back(from, std::move(wake));
        return;
      }
    }
  }
  wake(may_wait);
}

}  // namespace syncline::dynamo
