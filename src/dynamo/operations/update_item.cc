// AWS: "DynamoDB API Reference", UpdateItem. An item that is not there is made, unless a condition
// keeps it from being so.
#include "dynamo/call.h"
#include "dynamo/expression/apply_update.h"
#include "dynamo/expressions.h"
#include "dynamo/item_rules.h"
#include "dynamo/legacy.h"
#include "dynamo/shape.h"
#include "dynamo/wire.h"
#include "dynamo/write_answer.h"

namespace syncline::dynamo {
namespace {

constexpr Field request_fields[] = {fields::consumed_capacity,
                                    fields::table_name,
                                    fields::collection_metrics,
                                    fields::return_values,
                                    fields::key,
                                    legacy::conditional_operator,
                                    legacy::expected,
                                    legacy::attribute_updates,
                                    fields::condition,
                                    fields::update,
                                    fields::values,
                                    fields::names,
                                    fields::on_failure};
constexpr std::string_view expressions[] = {"UpdateExpression", "ConditionExpression"};
constexpr std::string_view others[] = {"AttributeUpdates", "Expected"};

Task<Result<Json>> run(Call& call) {
  const auto& input = call.input;
  CO_TRY(check_shape(input, request_fields));
  CO_TRY(check_expression_members(input, {expressions, others}));
  CO_TRY(auto key, item_from_json(object_or_empty(input, "Key")));
  CO_TRY(auto request, Expressions::read(input, expressions));
  CO_TRY(read_expected(input, request));
  CO_TRY(read_attribute_updates(input, request));
  CO_TRY(auto table, call.tables.get(text_or(input, "TableName", "")));
  CO_TRY(check_key(table->key, key));
  const auto update = request.update.value_or(Update());
  CO_TRY(check_update_targets(*table, update));

  CO_TRY(const auto written,
         co_await write_one(call, update_write(table, std::move(key), update, request, input)));
  co_return answer_write(call, written, update);
}

}  // namespace

extern const Operation update_item;
const Operation update_item{"UpdateItem", &run};

}  // namespace syncline::dynamo
