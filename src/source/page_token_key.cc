#include "source/page_token_key.h"

#include "base/text.h"

namespace syncline::source {
namespace {

constexpr std::string_view secret_keyspace = "source.secret";
constexpr std::string_view page_token = "page_token";
constexpr std::size_t key_bytes = 32;

}  // namespace

Result<std::string> page_token_key(store::Store& store) {
  TRY(auto stored, store.get(secret_keyspace, page_token));
  if (stored && stored->size() == key_bytes) return *std::move(stored);
  auto made = random_bytes(key_bytes);
  store::Batch batch;
  batch.put(secret_keyspace, page_token, made);
  TRY(store.commit_and_wait(std::move(batch)));
  return made;
}

}  // namespace syncline::source
