#include <algorithm>

#include "script/heap.h"
#include "script/value.h"

namespace syncline::script {
namespace {

constexpr std::size_t walked_max = 8;  // smaller maps are searched entry by entry
constexpr std::size_t links_per_step = 8;

}  // namespace

Map::Map(Heap& heap) : heap_(heap) {}

Entry*& Map::bucket(std::size_t hash) const { return buckets_[hash & (bucket_count_ - 1)]; }

Entry* Map::find(const Value& key) const { return find(key, hash_of(heap_, key)); }

Entry* Map::find(const Value& key, std::size_t hash) const {
  if (bucket_count_ == 0) {
    for (auto* entry = first_; entry != nullptr; entry = entry->after) {
      if (entry->hash == hash && equal(heap_, entry->key, key)) return entry;
    }
    return nullptr;
  }
  std::size_t links = 0;
  for (auto* entry = bucket(hash); entry != nullptr; entry = entry->chained) {
    if (++links % links_per_step == 0 && !heap_.spend(1)) return nullptr;
    if (entry->hash == hash && equal(heap_, entry->key, key)) return entry;
  }
  return nullptr;
}

Value Map::get(const Value& key) const {
  const auto* entry = find(key);
  return entry == nullptr ? Value() : entry->value;
}

Value Map::put(const Value& key, const Value& value) {
  const auto hash = hash_of(heap_, key);
  if (auto* entry = find(key, hash); entry != nullptr) return std::exchange(entry->value, value);
  auto* entry = heap_.make<Entry>(Entry{key, value, hash, last_, nullptr, nullptr});
  (last_ == nullptr ? first_ : last_->after) = entry;
  last_ = entry;
  ++size_;
  if (size_ > std::max(walked_max, bucket_count_)) {
    grow();
  } else if (bucket_count_ != 0) {
    entry->chained = std::exchange(bucket(entry->hash), entry);
  }
  return {};
}

void Map::grow() {
  bucket_count_ = std::max(4 * walked_max, 4 * bucket_count_);
  const auto bytes = bucket_count_ * sizeof(Entry*);
  buckets_ = static_cast<Entry**>(heap_.memory()->allocate(bytes, alignof(Entry*)));
  std::fill_n(buckets_, bucket_count_, nullptr);
  for (auto* entry = first_; entry != nullptr; entry = entry->after) {
    entry->chained = std::exchange(bucket(entry->hash), entry);
  }
}

Value Map::remove(const Value& key) {
  auto* entry = find(key);
  if (entry == nullptr) return {};
  (entry->before == nullptr ? first_ : entry->before->after) = entry->after;
  (entry->after == nullptr ? last_ : entry->after->before) = entry->before;
  if (bucket_count_ != 0) {
    auto** link = &bucket(entry->hash);
    while (*link != entry) link = &(*link)->chained;
    *link = entry->chained;
  }
  --size_;
  return entry->value;
}

void Map::clear() {
  first_ = last_ = nullptr;
  size_ = bucket_count_ = 0;
}

}  // namespace syncline::script
