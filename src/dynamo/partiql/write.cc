#include "dynamo/partiql/write.h"

#include <algorithm>

#include "dynamo/errors.h"
#include "dynamo/expression/apply_update.h"
#include "dynamo/expression/evaluate.h"
#include "dynamo/item_rules.h"
#include "dynamo/partiql/plan.h"
#include "dynamo/wire.h"
#include "dynamo/write_answer.h"

namespace syncline::dynamo::partiql {
namespace {

using Changed = Result<std::optional<Item>>;
using Terms = std::vector<const Node*>;

std::unexpected<Error> refuse(const Item* before, bool show) {
  if (!show || before == nullptr) return condition_failed(nullptr);
  return condition_failed(JsonObject{{"Item", to_json(*before)}});
}

bool all_match(const Terms& terms, const Item& item) {
  return std::ranges::all_of(terms, [&](const Node* term) { return matches(*term, item); });
}

Result<Write> make_insert(const Statement& statement, SharedTable table) {
  TRY(check_item_size(statement.item));
  TRY(check_item(*table, statement.item));
  Write write{.table = table, .key = key_of(table->key, statement.item)};
  write.change = [&statement](const Item* before) -> Changed {
    if (before == nullptr) return statement.item;
    return fail(ErrorKind::conflict, "DuplicateItemException",
                "Duplicate primary key exists in table");
  };
  return write;
}

Changed update(const Statement& statement, const Table& table, const Item& before) {
  TRY(auto after, apply_update(statement.update, before));
  TRY(check_updated_item(table, after));
  return after;
}

}  // namespace

Result<Write> make_write(const Statement& statement, SharedTable table, bool show) {
  if (statement.kind == StatementKind::insert) return make_insert(statement, std::move(table));
  const bool is_exists = statement.kind == StatementKind::exists;
  auto named = key_in_where(statement, table->key, false);
  if (!named.twice.empty() && !is_exists) {
    return validation_error("Multiple conditions on same key " + named.twice.front() +
                            ". Only single item Update/Insert/Delete are supported");
  }
  if (named.key.size() != table->key.parts().size()) {
    return validation_error(std::string(no_whole_key));
  }
  TRY(check_key(table->key, named.key));
  TRY(check_update_targets(*table, statement.update));
  Write write{.table = table, .key = std::move(named.key)};
  write.change = [&statement, table, show,
                  terms = std::move(named.rest)](const Item* before) -> Changed {
    const bool erases = statement.kind == StatementKind::erase;
    if (before == nullptr && erases) return std::nullopt;
    if (before == nullptr || !all_match(terms, *before)) return refuse(before, show);
    if (erases) return std::nullopt;
    if (statement.kind == StatementKind::exists) return *before;
    return update(statement, *table, *before);
  };
  return write;
}

Result<void> check_exists(const Statement& statement, const Table& table) {
  const auto named = key_in_where(statement, table.key, false);
  const bool whole = named.key.size() == table.key.parts().size();
  if (whole && !named.rest.empty()) return {};
  return validation_error("EXISTS() must contain a single item read with additional condition");
}

}  // namespace syncline::dynamo::partiql
