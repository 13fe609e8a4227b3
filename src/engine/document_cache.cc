#include "engine/document_cache.h"

#include <algorithm>

namespace syncline::engine {

DocumentCache::DocumentCache(const Limits& limits)
    : part_entries_max_(std::max<std::size_t>(1, limits.entries_max / parts)),
      part_bytes_max_(limits.bytes_max / parts),
      tokens_max_(limits.tokens_max) {}

DocumentCache::Key::Key(const graphql::Schema* for_schema, std::string_view of_text)
    : schema(for_schema),
      text(of_text),
      hash(std::hash<std::string_view>{}(text) ^ (std::hash<const void*>{}(schema) * 31)) {}

DocumentCache::Part& DocumentCache::part_of(const Key& key) { return parts_[key.hash % parts]; }

void DocumentCache::Part::remove(Entries::iterator entry) {
  bytes -= entry->bytes;
  index.erase(Key(entry->address, entry->text));
  entries.erase(entry);
}

std::shared_ptr<const ReadDocument> DocumentCache::find(
    const std::shared_ptr<const graphql::Schema>& schema, std::string_view text) {
  const Key key(schema.get(), text);
  auto& part = part_of(key);
  const std::lock_guard lock(part.mutex);
  const auto found = part.index.find(key);
  if (found == part.index.end() || found->second->schema.expired()) {
    if (found != part.index.end()) part.remove(found->second);
    ++part.misses;
    return nullptr;
  }
  ++part.hits;
  const auto entry = found->second;
  part.entries.splice(part.entries.begin(), part.entries, entry);
  return entry->document;
}

void DocumentCache::insert(const std::shared_ptr<const graphql::Schema>& schema, std::string text,
                           std::shared_ptr<const ReadDocument> document) {
  const auto& tree = document->document;
  const auto bytes = tree.arena.bytes() +
                     tree.definitions.capacity() * sizeof(graphql::Definition) +
                     sizeof(ReadDocument) + text.size() + sizeof(Entry);
  if (tree.tokens > tokens_max_ || bytes > part_bytes_max_) return;
  const Key key(schema.get(), text);
  auto& part = part_of(key);
  const std::lock_guard lock(part.mutex);
  if (const auto known = part.index.find(key); known != part.index.end()) {
    part.remove(known->second);
  }
  part.bytes += bytes;
  part.entries.push_front({schema.get(), schema, std::move(text), std::move(document), bytes});
  const auto added = part.entries.begin();
  part.index.emplace(Key(added->address, added->text), added);
  while (part.entries.size() > part_entries_max_ || part.bytes > part_bytes_max_) {
    part.remove(std::prev(part.entries.end()));
  }
}

CacheUse DocumentCache::use() const {
  CacheUse use;
  for (const auto& part : parts_) {
    const std::lock_guard lock(part.mutex);
    use.hits += part.hits;
    use.misses += part.misses;
    use.entries += part.entries.size();
    use.bytes += part.bytes;
  }
  return use;
}

}  // namespace syncline::engine
