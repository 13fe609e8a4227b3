#include "catalog/catalog.h"

#include <mutex>

#include "base/parse_json.h"
#include "catalog/api_json.h"

namespace syncline::catalog {
namespace {

constexpr std::string_view keyspace = "catalog";
constexpr std::string_view api_prefix = "api/";

std::string api_key(std::string_view id) { return std::string(api_prefix).append(id); }

std::string document_key(std::string_view kind, std::string_view name) {
  return std::string("document/").append(kind).append("/").append(name);
}

void forget_keys(Snapshot& snapshot, const CompiledApi& api) {
  for (const auto& [id, key] : api.definition.keys) snapshot.api_by_key.erase(id);
}

void add_api(Snapshot& snapshot, std::shared_ptr<const CompiledApi> api) {
  const std::string& id = api->definition.id;
  for (const auto& [key, details] : api->definition.keys) snapshot.api_by_key[key] = id;
  snapshot.by_id[id] = std::move(api);
}

}  // namespace

struct Catalog::State {
  store::Store& store;
  UnboundSubscriptions unbound;
  // Guards the pointer alone. (libstdc++ 12's atomic<shared_ptr> is a lock as well, and one that
  // ThreadSanitizer does not understand.)
  mutable std::mutex mutex;
  std::shared_ptr<const Snapshot> snapshot = std::make_shared<Snapshot>();

  void swap_in(Snapshot next) {
    auto shared = std::make_shared<const Snapshot>(std::move(next));
    const std::lock_guard lock(mutex);
    snapshot.swap(shared);
  }

  Result<void> load() {
    Snapshot loaded;
    store::Cursor cursor = store.cursor(keyspace);
    for (cursor.seek(api_prefix); cursor.valid() && cursor.key().starts_with(api_prefix);
         cursor.next()) {
      TRY(Json record, parse_json(cursor.value()));
      TRY(Api api, api_from_json(record));
      add_api(loaded, compile(std::move(api), unbound));
    }
    TRY(cursor.status());
    swap_in(std::move(loaded));
    return {};
  }
};

Catalog::Catalog(std::unique_ptr<State> state) : state_(std::move(state)) {}
Catalog::~Catalog() = default;

Result<std::unique_ptr<Catalog>> Catalog::open(store::Store& store, UnboundSubscriptions unbound) {
  auto state = std::make_unique<State>(store, unbound);
  TRY(state->load());
  return std::make_unique<Catalog>(std::move(state));
}

std::shared_ptr<const Snapshot> Catalog::snapshot() const {
  const std::lock_guard lock(state_->mutex);
  return state_->snapshot;
}

Result<void> Catalog::put(Api api) {
  const auto present = snapshot();
  const auto found = present->by_id.find(api.id);
  const CompiledApi* earlier = found != present->by_id.end() ? found->second.get() : nullptr;
  if (earlier != nullptr && earlier->definition == api) return {};
  store::Batch batch;
  batch.put(keyspace, api_key(api.id), to_json(api_to_json(api)));
  TRY(state_->store.commit_and_wait(std::move(batch)));
  Snapshot next = *present;
  if (earlier != nullptr) forget_keys(next, *earlier);
  add_api(next, compile(std::move(api), state_->unbound, earlier));
  state_->swap_in(std::move(next));
  return {};
}

Result<void> Catalog::remove(std::string_view api_id) {
  const auto present = snapshot();
  const auto found = present->by_id.find(std::string(api_id));
  if (found == present->by_id.end()) return {};
  store::Batch batch;
  batch.erase(keyspace, api_key(api_id));
  TRY(state_->store.commit_and_wait(std::move(batch)));
  Snapshot next = *present;
  forget_keys(next, *found->second);
  next.by_id.erase(found->first);
  state_->swap_in(std::move(next));
  return {};
}

Result<void> Catalog::put_document(std::string_view kind, std::string_view name,
                                   const Json& document) {
  store::Batch batch;
  batch.put(keyspace, document_key(kind, name), to_json(document));
  return state_->store.commit_and_wait(std::move(batch));
}

Result<void> Catalog::remove_document(std::string_view kind, std::string_view name) {
  store::Batch batch;
  batch.erase(keyspace, document_key(kind, name));
  return state_->store.commit_and_wait(std::move(batch));
}

Result<std::optional<Json>> Catalog::document(std::string_view kind, std::string_view name) const {
  TRY(auto kept, state_->store.get(keyspace, document_key(kind, name)));
  if (!kept) return std::nullopt;
  TRY(Json document, parse_json(*kept));
  return document;
}

}  // namespace syncline::catalog
