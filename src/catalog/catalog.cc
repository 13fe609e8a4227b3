#include "catalog/catalog.h"

#include <map>
#include <mutex>
#include <utility>

#include "base/parse_json.h"
#include "catalog/api_json.h"
#include "graphql/type/build_schema.h"

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

// What changes together.
struct Changes {
  std::map<std::string, std::shared_ptr<const Api>, std::less<>> apis;  // null: removed
  std::map<std::string, std::optional<Json>, std::less<>> documents;    // by key; none: removed
};

// A schema built before its API is compiled.
struct BuiltSchema {
  std::string text;
  std::shared_ptr<const graphql::Schema> schema;
};

}  // namespace

struct Catalog::State {
  store::Store& store;
  UnboundSubscriptions unbound;
  // Guards the pointer alone. (libstdc++ 12's atomic<shared_ptr> is a lock as well, and one that
  // ThreadSanitizer does not understand.)
  mutable std::mutex mutex;
  std::shared_ptr<const Snapshot> snapshot = std::make_shared<Snapshot>();
  std::optional<Changes> gathered;
  std::map<std::string, BuiltSchema, std::less<>> schemas;  // of gathered definitions

  [[nodiscard]] std::shared_ptr<const Snapshot> present() const {
    const std::lock_guard lock(mutex);
    return snapshot;
  }

  void swap_in(Snapshot next) {
    auto shared = std::make_shared<const Snapshot>(std::move(next));
    const std::lock_guard lock(mutex);
    snapshot.swap(shared);
  }

  // Commits the changes, then shows them.
  Result<void> apply(Changes changes) {
    const auto before = present();
    store::Batch batch;
    for (auto one = changes.apis.begin(); one != changes.apis.end();) {
      const auto found = before->by_id.find(one->first);
      const Api* earlier = found != before->by_id.end() ? &found->second->definition : nullptr;
      const bool same = one->second == nullptr ? earlier == nullptr
                                               : earlier != nullptr && *earlier == *one->second;
      if (same) {
        one = changes.apis.erase(one);
        continue;
      }
      if (one->second == nullptr) {
        batch.erase(keyspace, api_key(one->first));
      } else {
        batch.put(keyspace, api_key(one->first), to_json(api_to_json(*one->second)));
      }
      ++one;
    }
    for (const auto& [key, document] : changes.documents) {
      if (document) {
        batch.put(keyspace, key, to_json(*document));
      } else {
        batch.erase(keyspace, key);
      }
    }
    if (batch.empty()) return {};
    TRY(store.commit_and_wait(std::move(batch)));
    if (!changes.apis.empty()) show(*before, changes);
    return {};
  }

  void show(const Snapshot& before, const Changes& changes) {
    Snapshot next = before;
    for (const auto& [id, api] : changes.apis) {
      const auto found = before.by_id.find(id);
      const CompiledApi* earlier = found != before.by_id.end() ? found->second.get() : nullptr;
      if (earlier != nullptr) forget_keys(next, *earlier);
      next.by_id.erase(id);
      if (api != nullptr) add_api(next, compile(*api, unbound, earlier));
    }
    swap_in(std::move(next));
  }

  Result<void> change_document(std::string key, std::optional<Json> document) {
    if (gathered) {
      gathered->documents.insert_or_assign(std::move(key), std::move(document));
      return {};
    }
    Changes changes;
    changes.documents.emplace(std::move(key), std::move(document));
    return apply(std::move(changes));
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

std::shared_ptr<const Snapshot> Catalog::snapshot() const { return state_->present(); }

Result<void> Catalog::put(Api api) {
  auto shared = std::make_shared<const Api>(std::move(api));
  if (state_->gathered) {
    state_->gathered->apis.insert_or_assign(shared->id, shared);
    return {};
  }
  Changes changes;
  changes.apis.emplace(shared->id, shared);
  return state_->apply(std::move(changes));
}

Result<void> Catalog::remove(std::string_view api_id) {
  if (state_->gathered) {
    state_->gathered->apis.insert_or_assign(std::string(api_id), nullptr);
    return {};
  }
  Changes changes;
  changes.apis.emplace(api_id, nullptr);
  return state_->apply(std::move(changes));
}

Result<void> Catalog::put_document(std::string_view kind, std::string_view name,
                                   const Json& document) {
  return state_->change_document(document_key(kind, name), document);
}

Result<void> Catalog::remove_document(std::string_view kind, std::string_view name) {
  return state_->change_document(document_key(kind, name), std::nullopt);
}

Result<std::optional<Json>> Catalog::document(std::string_view kind, std::string_view name) const {
  const std::string key = document_key(kind, name);
  if (state_->gathered) {
    const auto found = state_->gathered->documents.find(key);
    if (found != state_->gathered->documents.end()) return found->second;
  }
  TRY(auto kept, state_->store.get(keyspace, key));
  if (!kept) return std::nullopt;
  TRY(Json document, parse_json(*kept));
  return document;
}

Result<std::vector<Catalog::Document>> Catalog::documents(std::string_view kind,
                                                          std::string_view prefix) const {
  const std::size_t before_name = document_key(kind, "").size();
  const std::string begin = document_key(kind, prefix);
  std::vector<Document> found;
  store::Cursor cursor = state_->store.cursor(keyspace);
  for (cursor.seek(begin); cursor.valid() && cursor.key().starts_with(begin); cursor.next()) {
    TRY(Json value, parse_json(cursor.value()));
    found.push_back({std::string(cursor.key().substr(before_name)), std::move(value)});
  }
  TRY(cursor.status());
  return found;
}

void Catalog::gather() {
  if (!state_->gathered) state_->gathered.emplace();
}

Result<void> Catalog::keep() {
  Changes changes = std::exchange(state_->gathered, std::nullopt).value_or(Changes());
  state_->schemas.clear();
  return state_->apply(std::move(changes));
}

std::shared_ptr<const Api> Catalog::definition(std::string_view api_id) const {
  if (state_->gathered) {
    const auto found = state_->gathered->apis.find(api_id);
    if (found != state_->gathered->apis.end()) return found->second;
  }
  const auto present = snapshot();
  const auto found = present->by_id.find(std::string(api_id));
  if (found == present->by_id.end()) return nullptr;
  return {found->second, &found->second->definition};
}

std::shared_ptr<const graphql::Schema> Catalog::schema(std::string_view api_id) {
  const auto api = definition(api_id);
  if (api == nullptr || api->schema.empty()) return nullptr;
  const auto present = snapshot();
  const auto found = present->by_id.find(api->id);
  if (found != present->by_id.end() && found->second->definition.schema == api->schema) {
    return found->second->schema;
  }
  BuiltSchema& built = state_->schemas[api->id];
  if (built.text != api->schema) {
    built = {api->schema, graphql::build_schema(api->schema).value_or(nullptr)};
  }
  return built.schema;
}

}  // namespace syncline::catalog
