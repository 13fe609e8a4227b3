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
  Task<Result<Answer>> (*run)(Table& table, const Json& document);
};

constexpr std::array<Operation, 6> operations{{
    {"GetItem", &get_item},
    {"PutItem", &put_item},
    {"UpdateItem", &update_item},
    {"DeleteItem", &delete_item},
    {"Query", &query},
    {"Scan", &scan},
}};

// AppSync's that are not offered here; any other name is nobody's.
constexpr std::array<std::string_view, 6> not_offered{"Sync",
                                                      "BatchGetItem",
                                                      "BatchPutItem",
                                                      "BatchDeleteItem",
                                                      "TransactGetItems",
                                                      "TransactWriteItems"};

std::unexpected<Error> unsupported(std::string message) {
  return fail(ErrorKind::unsupported, "UnsupportedOperation", std::move(message));
}

std::unexpected<Error> refuse(std::string_view operation) {
  if (std::ranges::find(not_offered, operation) != not_offered.end()) {
    return unsupported(fmt::format("The DynamoDB operation '{}' is not supported.", operation));
  }
  return bad_document(fmt::format("Unsupported operation '{}'.", operation));
}

class DynamoDbSource final : public Source {
 public:
  DynamoDbSource(const catalog::DataSource& definition, dynamo::Database& database)
      : table_{database, {}} {
    if (const auto* name = find_string(definition.config, "tableName")) table_.name = *name;
    const auto* versioned = find_member(definition.config, "versioned");
    versioned_ = versioned != nullptr && versioned->is_bool() && versioned->get_bool();
  }

  Invoked invoke(const Invocation& invocation) override {
    auto operation = find_operation(invocation.document);
    if (!operation) return std::unexpected(std::move(operation).error());
    return (*operation)->run(table_, invocation.document);
  }

 private:
  [[nodiscard]] Result<const Operation*> find_operation(const Json& document) const {
    if (versioned_) return unsupported("Versioned data sources are not supported.");
    TRY(const auto name, required_text(document, "operation"));
    const auto* operation = std::ranges::find(operations, name, &Operation::name);
    if (operation == operations.end()) return refuse(name);
    return operation;
  }

  Table table_;
  bool versioned_ = false;
};

std::unique_ptr<Source> make(const catalog::DataSource& definition, Rooms& rooms) {
  return std::make_unique<DynamoDbSource>(definition, rooms.database);
}

}  // namespace

extern const Kind dynamodb;
const Kind dynamodb{"AMAZON_DYNAMODB",
                    "com.amazonaws.deepdish.transform.model.dynamodb.DynamoDBVersionedConfig",
                    &make};

}  // namespace syncline::source
