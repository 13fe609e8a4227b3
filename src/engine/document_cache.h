// Documents that were parsed and validated already, so that a text costs that once for a schema.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/limits.h"
#include "engine/cache_use.h"
#include "engine/document_traits.h"
#include "graphql/language/ast.h"
#include "graphql/type/schema.h"

namespace syncline::engine {

// What is known of a document that may run.
struct ReadDocument {
  graphql::Document document;
  DocumentTraits traits;
};

// Holds valid documents only. The least recently used go first, when there are too many or when
// trees and texts take too much memory together; a document that is very long is not kept at all.
// From any thread: the entries are spread over parts with a lock each, which is held for a look-up,
// never for a parse.
class DocumentCache {
 public:
  struct Limits {  // a member each, so that tests can make them small
    std::size_t entries_max = limits::document_cache_entries_max;
    std::size_t bytes_max = limits::document_cache_bytes_max;
    std::size_t tokens_max = limits::document_cache_tokens_max;  // of one document
  };

  DocumentCache() : DocumentCache(Limits()) {}
  explicit DocumentCache(const Limits& limits);

  [[nodiscard]] std::shared_ptr<const ReadDocument> find(
      const std::shared_ptr<const graphql::Schema>& schema, std::string_view text);
  void insert(const std::shared_ptr<const graphql::Schema>& schema, std::string text,
              std::shared_ptr<const ReadDocument> document);

  [[nodiscard]] CacheUse use() const;

 private:
  struct Entry {
    const graphql::Schema* address;
    std::weak_ptr<const graphql::Schema> schema;  // expired: the address may be another's by now
    std::string text;
    std::shared_ptr<const ReadDocument> document;
    std::size_t bytes;
  };
  using Entries = std::list<Entry>;  // the most recently used first
  struct Key {
    Key(const graphql::Schema* for_schema, std::string_view of_text);
    const graphql::Schema* schema;
    std::string_view text;  // the entry's
    std::size_t hash;       // of both: a text may be long, and it is asked for more than once
    bool operator==(const Key&) const = default;
  };
  struct KeyHash {
    std::size_t operator()(const Key& key) const { return key.hash; }
  };
  struct Part {
    mutable std::mutex mutex;
    Entries entries;
    std::unordered_map<Key, Entries::iterator, KeyHash> index;
    std::size_t bytes = 0;
    std::uint64_t hits = 0;
    std::uint64_t misses = 0;

    void remove(Entries::iterator entry);
  };

  Part& part_of(const Key& key);

  static constexpr std::size_t parts = 8;
  std::size_t part_entries_max_;
  std::size_t part_bytes_max_;
  std::size_t tokens_max_;
  std::array<Part, parts> parts_;
};

}  // namespace syncline::engine
