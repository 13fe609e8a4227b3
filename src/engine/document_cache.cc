#include "engine/document_cache.h"

#include <algorithm>

namespace syncline::engine {

DocumentCache::DocumentCache(std::size_t entries_max, std::size_t bytes_max)
    : part_entries_max_(std::max<std::size_t>(1, entries_max / parts)),
      part_bytes_max_(bytes_max / parts) {}

std::size_t DocumentCache::KeyHash::operator()(const Key& key) const {
  const auto text = std::hash<std::string_view>{}(key.text);
  return text ^ (std::hash<const void*>{}(key.schema) * 31);
}

DocumentCache::Part& DocumentCache::part_of(const Key& key) {
  return parts_[KeyHash{}(key) % parts];
}

void DocumentCache::Part::remove(Entries::iterator entry) {
  bytes -= entry->text.size();
  index.erase({entry->address, entry->text});
  entries.erase(entry);
}

std::shared_ptr<const graphql::Document> DocumentCache::find(
    const std::shared_ptr<const graphql::Schema>& schema, std::string_view text) {
  const Key key{schema.get(), text};
  auto& part = part_of(key);
  const std::lock_guard lock(part.mutex);
  const auto found = part.index.find(key);
  if (found == part.index.end()) return nullptr;
  const auto entry = found->second;
  if (entry->schema.expired()) {
    part.remove(entry);
    return nullptr;
  }
  part.entries.splice(part.entries.begin(), part.entries, entry);
  return entry->document;
}

void DocumentCache::insert(const std::shared_ptr<const graphql::Schema>& schema, std::string text,
                           std::shared_ptr<const graphql::Document> document) {
  if (text.size() > part_bytes_max_) return;
  const Key key{schema.get(), text};
  auto& part = part_of(key);
  const std::lock_guard lock(part.mutex);
  if (const auto known = part.index.find(key); known != part.index.end()) {
    part.remove(known->second);
  }
  part.bytes += text.size();
  part.entries.push_front({schema.get(), schema, std::move(text), std::move(document)});
  const auto added = part.entries.begin();
  part.index.emplace(Key{added->address, added->text}, added);
  while (part.entries.size() > part_entries_max_ || part.bytes > part_bytes_max_) {
    part.remove(std::prev(part.entries.end()));
  }
}

}  // namespace syncline::engine
