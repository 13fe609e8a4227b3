#include "store/batch.h"

#include <algorithm>

namespace syncline::store {
namespace {

bool is_keyspace(std::string_view name) {
  constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyz0123456789_.-";
  return !name.empty() && name.find_first_not_of(allowed) == std::string_view::npos;
}

// RocksDB offers no way to join two batches but to play one into the other.
class Appender final : public rocksdb::WriteBatch::Handler {
 public:
  explicit Appender(rocksdb::WriteBatch& group) : group_(group) {}

  rocksdb::Status PutCF(std::uint32_t, const rocksdb::Slice& key,
                        const rocksdb::Slice& value) override {
    return group_.Put(key, value);
  }
  rocksdb::Status DeleteCF(std::uint32_t, const rocksdb::Slice& key) override {
    return group_.Delete(key);
  }
  rocksdb::Status DeleteRangeCF(std::uint32_t, const rocksdb::Slice& begin,
                                const rocksdb::Slice& end) override {
    return group_.DeleteRange(begin, end);
  }

 private:
  rocksdb::WriteBatch& group_;
};

}  // namespace

std::string full_key(std::string_view keyspace, std::string_view key) {
  CHECK(is_keyspace(keyspace));
  std::string full;
  full.reserve(keyspace.size() + 1 + key.size());
  full += keyspace;
  full += '\0';
  full += key;
  return full;
}

std::string keyspace_end(std::string_view keyspace) {
  CHECK(is_keyspace(keyspace));
  return std::string(keyspace) + '\1';
}

void append_batch(rocksdb::WriteBatch& group, const rocksdb::WriteBatch& more) {
  Appender appender(group);
  const auto status = more.Iterate(&appender);
  CHECK(status.ok());  // the batch was built by this room
}

Batch::Batch() : state_(std::make_unique<State>()) {}
Batch::~Batch() = default;
Batch::Batch(Batch&&) noexcept = default;
Batch& Batch::operator=(Batch&&) noexcept = default;

void Batch::put(std::string_view keyspace, std::string_view key, std::string_view value) {
  state_->operations.Put(full_key(keyspace, key), rocksdb::Slice(value.data(), value.size()));
}

void Batch::erase(std::string_view keyspace, std::string_view key) {
  state_->operations.Delete(full_key(keyspace, key));
}

void Batch::erase_range(std::string_view keyspace, std::string_view begin, std::string_view end) {
  const auto first = full_key(keyspace, begin);
  const auto last = end.empty() ? keyspace_end(keyspace) : full_key(keyspace, end);
  // RocksDB fails a whole group for a range that runs backwards; such a range holds nothing.
  if (first < last) state_->operations.DeleteRange(first, last);
}

bool Batch::empty() const { return state_->operations.Count() == 0; }

}  // namespace syncline::store
