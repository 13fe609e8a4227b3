// AWS: "DynamoDB API Reference", TransactWriteItems. Transactions that meet on an item queue for
// it, so none is ever cancelled for a conflict.
#include <deque>
#include <set>

#include "base/limits.h"
#include "dynamo/call.h"
#include "dynamo/errors.h"
#include "dynamo/item_rules.h"
#include "dynamo/row_keys.h"
#include "dynamo/shape.h"
#include "dynamo/transaction.h"
#include "dynamo/wire.h"
#include "dynamo/write_answer.h"

namespace syncline::dynamo {
namespace {

constexpr Field required_condition{.name = "ConditionExpression", .required = true};
constexpr Field required_update{.name = "UpdateExpression", .required = true};
constexpr Field check_fields[] = {fields::table_name, fields::key,    required_condition,
                                  fields::names,      fields::values, fields::on_failure};
constexpr Field put_fields[] = {fields::table_name, fields::item,   fields::condition,
                                fields::names,      fields::values, fields::on_failure};
constexpr Field delete_fields[] = {fields::table_name, fields::key,    fields::condition,
                                   fields::names,      fields::values, fields::on_failure};
constexpr Field update_fields[] = {fields::table_name, fields::key,   required_update,
                                   fields::condition,  fields::names, fields::values,
                                   fields::on_failure};
constexpr Field element_fields[] = {
    {.name = "ConditionCheck",
     .kind = Kind::structure,
     .inner = check_fields,
     .class_name = "ConditionCheck"},
    {.name = "Put", .kind = Kind::structure, .inner = put_fields, .class_name = "Put"},
    {.name = "Delete", .kind = Kind::structure, .inner = delete_fields, .class_name = "Delete"},
    {.name = "Update", .kind = Kind::structure, .inner = update_fields, .class_name = "Update"}};
constexpr Field element{
    .kind = Kind::structure, .inner = element_fields, .class_name = "TransactWriteItem"};
constexpr Field request_fields[] = {fields::consumed_capacity,
                                    fields::collection_metrics,
                                    {.name = "ClientRequestToken", .least = 1, .most = 36},
                                    {.name = "TransactItems",
                                     .kind = Kind::list,
                                     .required = true,
                                     .least = 1,
                                     .most = limits::transaction_items_max,
                                     .inner = {&element, 1}}};
constexpr std::string_view update_expressions[] = {"UpdateExpression", "ConditionExpression"};
constexpr std::string_view other_expressions[] = {"ConditionExpression"};

struct Part {  // one of the writes; what its Write points to
  std::string_view operation;
  const JsonObject* input = nullptr;
  SharedTable table;
  Item item;  // to put, or the key
  Expressions request;
  Update update;
};

Result<void> read_operation(const Json& json, Part& part) {
  std::size_t count = 0;
  for (const auto& field : element_fields) {
    const auto* given = present(json.get_object(), field.name);
    if (given == nullptr) continue;
    part.operation = field.name;
    part.input = &given->get_object();
    ++count;
  }
  if (count == 1) return {};
  return validation_error("TransactItems can only contain one of Check, Put, Update or Delete");
}

// What can be read without the tables.
Result<void> read_part(const Json& json, Part& part) {
  TRY(read_operation(json, part));
  const auto& input = *part.input;
  const std::span<const std::string_view> expressions =
      part.operation == "Update" ? std::span<const std::string_view>(update_expressions)
                                 : std::span<const std::string_view>(other_expressions);
  TRY(check_expression_members(input, {expressions, {}}));
  TRY(part.item, item_from_json(object_or_empty(input, part.operation == "Put" ? "Item" : "Key")));
  if (part.operation == "Put") TRY(check_item_size(part.item));
  TRY(part.request, Expressions::read(input, expressions));
  part.update = part.request.update.value_or(Update());
  return {};
}

Result<void> check_part(const Part& part) {
  if (part.operation == "Put") return check_item(*part.table, part.item);
  TRY(check_key(part.table->key, part.item));
  return check_update_targets(*part.table, part.update);
}

Write make_write(const Part& part) {
  if (part.operation == "Update") {
    return update_write(part.table, part.item, part.update, part.request, *part.input);
  }
  Write write{.table = part.table,
              .key = key_of(part.table->key, part.item),
              .condition = part.request.condition ? &*part.request.condition : nullptr,
              .show_item_on_failure = shows_item_on_failure(*part.input)};
  write.change = [&part](const Item* before) -> Result<std::optional<Item>> {
    if (part.operation == "Put") return part.item;
    if (part.operation == "Delete" || before == nullptr) return std::nullopt;
    return *before;  // ConditionCheck
  };
  return write;
}

// In the order in which DynamoDB looks: all expressions, then all tables, then what each part asks
// of its table.
Result<std::vector<Write>> make_writes(const Call& call, std::deque<Part>& parts) {
  std::size_t bytes = 0;
  for (const auto& json : array_or_empty(call.input, "TransactItems")) {
    TRY(read_part(json, parts.emplace_back()));
    bytes += size_of(parts.back().item);
  }
  TRY(check_transaction_size(bytes));
  for (auto& part : parts) {
    TRY(part.table, call.tables.get(text_or(*part.input, "TableName", "")));
  }
  std::vector<Result<void>> checked;
  for (const auto& part : parts) checked.push_back(check_part(part));
  TRY(check_parts(checked));
  std::vector<Write> writes;
  std::set<std::string> seen;
  for (const auto& part : parts) {
    writes.push_back(make_write(part));
    if (!seen.insert(item_row_key(*part.table, writes.back().key)).second) {
      return validation_error("Transaction request cannot include multiple operations on one item");
    }
  }
  return writes;
}

Task<Result<Json>> run(Call& call) {
  CO_TRY(check_shape(call.input, request_fields));
  std::deque<Part> parts;  // stay where they are: the writes point to them
  CO_TRY(auto writes, make_writes(call, parts));
  CO_TRY(auto answer, co_await transact(call, std::move(writes), true));
  co_return answer;
}

}  // namespace

extern const Operation transact_write_items;
const Operation transact_write_items{"TransactWriteItems", &run};

}  // namespace syncline::dynamo
