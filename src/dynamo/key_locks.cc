#include "dynamo/key_locks.h"

#include <algorithm>
#include <array>
#include <deque>
#include <functional>
#include <mutex>
#include <unordered_map>

namespace syncline::dynamo {

// A key that is here is locked; those that wait for it stand behind it.
struct KeyLocks::State {
  using Resume = std::function<void(bool)>;
  struct Stripe {
    std::mutex mutex;
    std::unordered_map<std::string, std::deque<Resume>> locked;  // guarded by mutex
  };
  // Only bounds how often two loops meet at one mutex.
  std::array<Stripe, 64> stripes;

  Stripe& stripe_of(const std::string& key) {
    return stripes[std::hash<std::string>()(key) % stripes.size()];
  }

  bool try_lock(const std::string& key) {
    auto& stripe = stripe_of(key);
    const std::lock_guard guard(stripe.mutex);
    return stripe.locked.try_emplace(key).second;
  }

  // Calls `resume` once the key is the caller's.
  void lock(const std::string& key, Resume resume) {
    {
      auto& stripe = stripe_of(key);
      const std::lock_guard guard(stripe.mutex);
      const auto [at, is_free] = stripe.locked.try_emplace(key);
      if (!is_free) {
        at->second.push_back(std::move(resume));
        return;
      }
    }
    resume(true);
  }

  // Hands the key to the first that waits.
  void unlock(const std::string& key) {
    Resume next;
    {
      auto& stripe = stripe_of(key);
      const std::lock_guard guard(stripe.mutex);
      const auto at = stripe.locked.find(key);
      if (at->second.empty()) {
        stripe.locked.erase(at);
        return;
      }
      next = std::move(at->second.front());
      at->second.pop_front();
    }
    next(true);
  }
};

KeyLocks::KeyLocks() : state_(std::make_shared<State>()) {}
KeyLocks::~KeyLocks() = default;

KeyLocks::Hold::~Hold() {
  const auto state = state_.lock();
  if (!state) return;
  for (const auto& key : keys_) state->unlock(key);
}

Task<KeyLocks::Hold> KeyLocks::lock(std::vector<std::string> keys) {
  std::ranges::sort(keys);
  const auto repeated = std::ranges::unique(keys);
  keys.erase(repeated.begin(), repeated.end());
  Hold hold(state_);
  for (auto& key : keys) {
    if (!state_->try_lock(key)) {
      co_await from_callback<bool>(
          [&](auto resume) { state_->lock(key, State::Resume(std::move(resume))); });
    }
    hold.keys_.push_back(std::move(key));
  }
  co_return hold;
}

}  // namespace syncline::dynamo
