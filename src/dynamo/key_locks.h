// One writer at a time for each key, first come first served. A writer that must wait gives its
// loop back: a key stays locked from the read of the old item until the new one is committed.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/task.h"

namespace syncline::dynamo {

class KeyLocks {
 public:
  KeyLocks();
  ~KeyLocks();
  KeyLocks(const KeyLocks&) = delete;
  KeyLocks& operator=(const KeyLocks&) = delete;

 private:
  struct State;

 public:
  // Unlocks its keys when it ends. May outlive the locks (a task that a stopped loop never
  // finished); then it does nothing.
  class Hold {
   public:
    explicit Hold(std::weak_ptr<State> state) : state_(std::move(state)) {}
    ~Hold();
    Hold(Hold&& other) noexcept = default;
    Hold(const Hold&) = delete;
    Hold& operator=(const Hold&) = delete;
    Hold& operator=(Hold&&) = delete;

   private:
    friend class KeyLocks;
    std::weak_ptr<State> state_;
    std::vector<std::string> keys_;
  };

  // Takes the keys in their order, so that two writers never wait for each other. From any loop.
  Task<Hold> lock(std::vector<std::string> keys);

 private:
  std::shared_ptr<State> state_;  // owned here; holds only watch it
};

}  // namespace syncline::dynamo
