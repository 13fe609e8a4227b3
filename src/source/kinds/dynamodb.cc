// AMAZON_DYNAMODB: one table of the DynamoDB engine.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "source/dynamodb/document.h"
#include "source/dynamodb/table.h"
#include "source/source.h"

namespace syncline::source {
namespace {

struct Operation {
  std::string_view name;
  Task<Result<Answer>> (*run)(const Table& table, Invocation asked);
  bool needs_2018 = false;  // the version of 2017 has none of it
};

constexpr std::array<Operation, 11> operations{{
    {"GetItem", &get_item},
    {"PutItem", &put_item},
    {"UpdateItem", &update_item},
    {"DeleteItem", &delete_item},
    {"Query", &query},
    {"Scan", &scan},
    {"BatchGetItem", &batch_get_item, true},
    {"BatchPutItem", &batch_put_item, true},
    {"BatchDeleteItem", &batch_delete_item, true},
    {"TransactGetItems", &transact_get_items, true},
    {"TransactWriteItems", &transact_write_items, true},
}};

std::unexpected<Error> unsupported(std::string message) {
  return fail(ErrorKind::unsupported, "UnsupportedOperation", std::move(message));
}

std::unexpected<Error> refuse(std::string_view operation) {
  if (operation == "Sync") {  // AppSync's, and not offered here; any other name is nobody's
    return unsupported("The DynamoDB operation 'Sync' is not supported.");
  }
  return bad_document(fmt::format("Unsupported operation '{}'.", operation));
}

class DynamoDbSource final : public Source {
 public:
  DynamoDbSource(const catalog::DataSource& definition, const Rooms& rooms) : table_{rooms, {}} {
    if (const auto* name = find_string(definition.config, "tableName")) table_.name = *name;
    const auto* versioned = find_member(definition.config, "versioned");
    versioned_ = versioned != nullptr && versioned->is_bool() && versioned->get_bool();
  }

  Invoked invoke(const Invocation& invocation) override {
    auto operation = find_operation(invocation);
    if (!operation) return std::unexpected(std::move(operation).error());
    return (*operation)->run(table_, invocation);
  }

 private:
  [[nodiscard]] Result<const Operation*> find_operation(const Invocation& invocation) const {
    if (versioned_) return unsupported("Versioned data sources are not supported.");
    TRY(const auto name, required_text(invocation.document, "operation"));
    const auto* operation = std::ranges::find(operations, name, &Operation::name);
    if (operation == operations.end()) return refuse(name);
    if (operation->needs_2018 && invocation.version == "2017-02-28") {
      return bad_document(fmt::format("Operation '{}' needs version 2018-05-29.", name));
    }
    return operation;
  }

  Table table_;
  bool versioned_ = false;
};

std::unique_ptr<Source> make(const catalog::DataSource& definition, Rooms& rooms) {
  return std::make_unique<DynamoDbSource>(definition, rooms);
}

}  // namespace

extern const Kind dynamodb;
const Kind dynamodb{"AMAZON_DYNAMODB",
                    "com.amazonaws.deepdish.transform.model.dynamodb.DynamoDBVersionedConfig",
                    &make};

}  // namespace syncline::source
