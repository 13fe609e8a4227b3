#include "store/cursor.h"

#include "store/batch.h"
#include "store/fault.h"

namespace syncline::store {

std::unique_ptr<Cursor::State> Cursor::State::make(rocksdb::DB& database, std::string_view keyspace,
                                                   const rocksdb::Snapshot* at) {
  auto state = std::make_unique<State>();
  state->keyspace = keyspace;
  state->lower = full_key(keyspace, {});
  state->upper = keyspace_end(keyspace);
  state->lower_bound = state->lower;
  state->upper_bound = state->upper;
  rocksdb::ReadOptions options;
  options.snapshot = at;
  options.iterate_lower_bound = &state->lower_bound;
  options.iterate_upper_bound = &state->upper_bound;
  state->iterator.reset(database.NewIterator(options));
  return state;
}

Cursor::Cursor(std::unique_ptr<State> state) : state_(std::move(state)) {}
Cursor::~Cursor() = default;
Cursor::Cursor(Cursor&&) noexcept = default;

void Cursor::seek(std::string_view key) { state_->iterator->Seek(full_key(state_->keyspace, key)); }

void Cursor::seek_backwards(std::string_view key) {
  state_->iterator->SeekForPrev(full_key(state_->keyspace, key));
}

void Cursor::next() { state_->iterator->Next(); }

void Cursor::previous() { state_->iterator->Prev(); }

bool Cursor::valid() const { return state_->iterator->Valid(); }

std::string_view Cursor::key() const {
  auto key = state_->iterator->key().ToStringView();
  key.remove_prefix(state_->keyspace.size() + 1);
  return key;
}

std::string_view Cursor::value() const { return state_->iterator->value().ToStringView(); }

Result<void> Cursor::status() const { return checked(state_->iterator->status()); }

}  // namespace syncline::store
