// AWS: "DynamoDB API Reference", PutItem.
#include "dynamo/call.h"
#include "dynamo/errors.h"
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
                                    fields::item,
                                    legacy::conditional_operator,
                                    legacy::expected,
                                    fields::return_values,
                                    fields::collection_metrics,
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
  CO_TRY(auto item, item_from_json(object_or_empty(input, "Item")));
  CO_TRY(check_returns_old_only(input));
  CO_TRY(check_item_size(item));
  CO_TRY(auto request, Expressions::read(input, expressions));
  CO_TRY(read_expected(input, request));
  CO_TRY(auto table, call.tables.get(text_or(input, "TableName", "")));
  CO_TRY(check_item(*table, item));

  Write write{.table = table,
              .key = key_of(table->key, item),
              .condition = request.condition ? &*request.condition : nullptr,
              .show_item_on_failure = shows_item_on_failure(input),
              .change = [&item](const Item*) { return std::optional(item); }};
  CO_TRY(const auto written, co_await write_one(call, std::move(write)));
  co_return answer_write(call, written, {});
}

}  // namespace

extern const Operation put_item;
const Operation put_item{"PutItem", &run};

}  // namespace syncline::dynamo
