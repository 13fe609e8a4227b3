// AWS: "DynamoDB API Reference", DeleteItem. To delete an item that is not there succeeds.
#include "dynamo/call.h"
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
                                    fields::return_values,
                                    fields::collection_metrics,
                                    fields::key,
                                    legacy::conditional_operator,
                                    legacy::expected,
                                    fields::condition,
                                    fields::values,
                                    fields::names,
                                    fields::on_failure};
constexpr std::string_view expressions[] = {"ConditionExpression"};
constexpr std::string_view others[] = {"Expected"};

Task<Result<Json>> run(Call& call) {
  const auto& input = call.input;
  CO_TRY(check_shape(input, request_fields));
  CO_TRY(check_expression_members(input, {expressions, others}));
  CO_TRY(auto key, item_from_json(object_or_empty(input, "Key")));
  CO_TRY(check_returns_old_only(input));
  CO_TRY(auto request, Expressions::read(input, expressions));
  CO_TRY(read_expected(input, request));
  CO_TRY(auto table, call.tables.get(text_or(input, "TableName", "")));
  CO_TRY(check_key(table->key, key));

  Write write{.table = table,
              .key = std::move(key),
              .condition = request.condition ? &*request.condition : nullptr,
              .show_item_on_failure = shows_item_on_failure(input),
              .change = [](const Item*) { return std::optional<Item>(); }};
  CO_TRY(const auto written, co_await write_one(call, std::move(write)));
  co_return answer_write(call, written, {});
}

}  // namespace

extern const Operation delete_item;
const Operation delete_item{"DeleteItem", &run};

}  // namespace syncline::dynamo
