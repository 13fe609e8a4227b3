// Answers to operations that ask for nothing but introspection: the same for everybody, as long as
// the schema is.
#pragma once

#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <string>

#include "base/limits.h"
#include "engine/cache_use.h"
#include "graphql/execution/operation.h"

namespace syncline::engine {

// An entry belongs to one operation of one document of the document cache, which belongs to one
// schema: a new schema has new documents. The least recently used go first, when there are too
// many or when they take too much memory. From any thread; the lock is held for a look-up.
class IntrospectionCache {
 public:
  struct Limits {  // a member each, so that tests can make them small
    std::size_t entries_max = limits::introspection_cache_entries_max;
    std::size_t bytes_max = limits::introspection_cache_bytes_max;
  };
  using Body = std::shared_ptr<const std::string>;

  IntrospectionCache() : IntrospectionCache(Limits()) {}
  explicit IntrospectionCache(const Limits& limits) : limits_(limits) {}

  // `operation` may have no variables: they are not looked at.
  [[nodiscard]] Body find(const graphql::Operation& operation);
  void insert(std::weak_ptr<const graphql::Document> document,
              const graphql::OperationDefinition* operation, std::string body);

  [[nodiscard]] CacheUse use() const;

 private:
  struct Entry {
    std::weak_ptr<const graphql::Document> document;  // expired: so is the address below
    const graphql::OperationDefinition* operation;
    Body body;
  };

  void drop_expired();

  Limits limits_;
  mutable std::mutex mutex_;
  std::list<Entry> entries_;  // the most recently used first
  std::size_t bytes_ = 0;
  std::uint64_t hits_ = 0;
  std::uint64_t misses_ = 0;
};

}  // namespace syncline::engine
