#include "store/cursor.h"

#include "store/batch.h"
#include "store/fault.h"

namespace syncline::store {

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
