// What APIs exist. Changed by control, read by everybody through immutable snapshots.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "catalog/snapshot.h"
#include "store/store.h"

namespace syncline::catalog {

class Catalog {
  struct State;

 public:
  // Reads what earlier runs kept. `store` must outlive the catalog.
  static Result<std::unique_ptr<Catalog>> open(store::Store& store, UnboundSubscriptions unbound);
  ~Catalog();

  // The present state. From any thread; never null.
  [[nodiscard]] std::shared_ptr<const Snapshot> snapshot() const;

  // Keeps the API durably, compiles it and swaps the snapshot. An API that is just as it was costs
  // nothing. This and all below is for one thread at a time.
  Result<void> put(Api api);
  Result<void> remove(std::string_view api_id);

  // Small named documents beside the APIs: roles, stacks. `kind` such as "role".
  Result<void> put_document(std::string_view kind, std::string_view name, const Json& document);
  Result<void> remove_document(std::string_view kind, std::string_view name);
  [[nodiscard]] Result<std::optional<Json>> document(std::string_view kind,
                                                     std::string_view name) const;

  struct Document {
    std::string name;
    Json value;
  };
  // Those of the kind whose names begin with `prefix`, in the order of their names; what is only
  // gathered is not among them.
  [[nodiscard]] Result<std::vector<Document>> documents(std::string_view kind,
                                                        std::string_view prefix = {}) const;

  // From gather() on, changes are only gathered: the functions here see them, the store and
  // snapshot() do not. keep() commits them all in one batch, compiles each changed API once, swaps
  // the snapshot and ends the gathering, also when it fails; then nothing of it is kept.
  void gather();
  Result<void> keep();

  // The API as its latest change left it, gathered or kept; null when there is none.
  [[nodiscard]] std::shared_ptr<const Api> definition(std::string_view api_id) const;
  // Its schema; null when it has none.
  [[nodiscard]] std::shared_ptr<const graphql::Schema> schema(std::string_view api_id);

  explicit Catalog(std::unique_ptr<State> state);  // for open()

 private:
  std::unique_ptr<State> state_;
};

}  // namespace syncline::catalog
