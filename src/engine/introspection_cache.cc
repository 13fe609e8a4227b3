#include "engine/introspection_cache.h"

#include <algorithm>

namespace syncline::engine {

// There are few entries, and an answer is long: looking at each of them costs next to nothing.
IntrospectionCache::Body IntrospectionCache::find(const graphql::Operation& operation) {
  const std::lock_guard lock(mutex_);
  const auto found = std::ranges::find_if(entries_, [&](const Entry& entry) {
    return entry.operation == operation.definition && !entry.document.expired();
  });
  if (found == entries_.end()) {
    ++misses_;
    return nullptr;
  }
  ++hits_;
  entries_.splice(entries_.begin(), entries_, found);
  return found->body;
}

void IntrospectionCache::insert(std::weak_ptr<const graphql::Document> document,
                                const graphql::OperationDefinition* operation, std::string body) {
  if (body.size() > limits_.bytes_max) return;
  auto kept = std::make_shared<const std::string>(std::move(body));
  const std::lock_guard lock(mutex_);
  drop_expired();
  // Another request may have been quicker; or the document was not kept, and is gone already.
  const auto known = std::ranges::find(entries_, operation, &Entry::operation);
  if (known != entries_.end() || document.expired()) return;
  bytes_ += kept->size();
  entries_.push_front({std::move(document), operation, std::move(kept)});
  while (entries_.size() > limits_.entries_max || bytes_ > limits_.bytes_max) {
    bytes_ -= entries_.back().body->size();
    entries_.pop_back();
  }
}

void IntrospectionCache::drop_expired() {
  std::erase_if(entries_, [this](const Entry& entry) {
    if (!entry.document.expired()) return false;
    bytes_ -= entry.body->size();
    return true;
  });
}

CacheUse IntrospectionCache::use() const {
  const std::lock_guard lock(mutex_);
  return {.hits = hits_, .misses = misses_, .entries = entries_.size(), .bytes = bytes_};
}

}  // namespace syncline::engine
