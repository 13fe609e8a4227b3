// AWS: "DynamoDB API Reference", ExecuteStatement.
#include "dynamo/call.h"
#include "dynamo/errors.h"
#include "dynamo/partiql/next_token.h"
#include "dynamo/partiql/request.h"
#include "dynamo/partiql/select.h"
#include "dynamo/partiql/write.h"
#include "dynamo/wire.h"
#include "dynamo/write_answer.h"

namespace syncline::dynamo {
namespace {

constexpr Field request_fields[] = {
    partiql::statement_field,
    partiql::parameters_field,
    fields::consistent_read,
    {.name = "NextToken", .least = 1, .most = limits::partiql_token_bytes_max},
    fields::consumed_capacity,
    fields::limit,
    fields::on_failure};

Result<Json> select(const Call& call, const partiql::Statement& statement, const Table& table) {
  const auto& input = call.input;
  const auto text = text_or(input, "Statement", "");
  const auto& parameters = array_or_empty(input, "Parameters");
  partiql::SelectOptions options{.consistent = boolean_or(input, "ConsistentRead", false)};
  if (present(input, "Limit") != nullptr) options.limit = integer_or(input, "Limit", 0);
  if (present(input, "NextToken") != nullptr) {
    TRY(options.after, partiql::read_token(text_or(input, "NextToken", ""), text, parameters));
  }
  TRY(auto selected, partiql::select(call, statement, table, options));
  JsonObject answer{{"Items", std::move(selected.items)}};
  if (selected.last_row) {
    answer["NextToken"] = partiql::write_token(text, parameters, *selected.last_row);
    answer["LastEvaluatedKey"] = std::move(selected.last_key);
  }
  add_consumed(answer, input, table, selected.consumed);
  return answer;
}

Json answer_written(const Call& call, const partiql::Statement& statement, const Written& written) {
  JsonArray items;
  const auto item = returned_item(statement.returning, written.change, statement.update);
  if (!item.empty()) items.push_back(to_json(item));
  JsonObject answer{{"Items", std::move(items)}};
  add_consumed(answer, call.input, *written.change.table, written.consumed);
  return answer;
}

Task<Result<Json>> run(Call& call) {
  CO_TRY(check_shape(call.input, request_fields));
  CO_TRY(const auto parameters, partiql::read_parameters(call.input));
  CO_TRY(const auto statement, partiql::read_statement(call.input, parameters));
  if (statement.kind == partiql::StatementKind::exists) {
    co_return validation_error("EXISTS can only be used in ExecuteTransaction write requests.");
  }
  CO_TRY(const auto table, call.tables.get(statement.table));
  if (statement.reads()) co_return select(call, statement, *table);
  CO_TRY(auto write, partiql::make_write(statement, table, shows_item_on_failure(call.input)));
  CO_TRY(const auto written, co_await write_one(call, std::move(write)));
  co_return answer_written(call, statement, written);
}

}  // namespace

extern const Operation execute_statement;
const Operation execute_statement{"ExecuteStatement", &run};

}  // namespace syncline::dynamo
