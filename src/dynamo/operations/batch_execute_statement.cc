// AWS: "DynamoDB API Reference", BatchExecuteStatement. Each statement succeeds or fails alone, in
// the order of the request.
#include <map>

#include "dynamo/call.h"
#include "dynamo/errors.h"
#include "dynamo/has_element.h"
#include "dynamo/item_rules.h"
#include "dynamo/partiql/plan.h"
#include "dynamo/partiql/request.h"
#include "dynamo/partiql/select.h"
#include "dynamo/partiql/write.h"
#include "dynamo/wire.h"
#include "dynamo/write_answer.h"

namespace syncline::dynamo {
namespace {

using partiql::Statement;
using partiql::StatementKind;

constexpr Field member_fields[] = {partiql::statement_field, partiql::parameters_field,
                                   fields::consistent_read, fields::on_failure};
constexpr Field member{.kind = Kind::structure, .inner = member_fields};
constexpr Field request_fields[] = {{.name = "Statements",
                                     .kind = Kind::list,
                                     .required = true,
                                     .least = 1,
                                     .most = limits::partiql_statements_max,
                                     .inner = {&member, 1}},
                                    fields::consumed_capacity};

struct Member {
  const JsonObject* input = nullptr;
  Result<Statement> statement;
};

Result<Statement> read_member(const JsonObject& input) {
  TRY(const auto parameters, partiql::read_parameters(input));
  TRY(auto statement, partiql::read_statement(input, parameters));
  if (statement.kind != StatementKind::exists) return statement;
  return validation_error("EXISTS can only be used in ExecuteTransaction write requests.");
}

Result<std::vector<Member>> read_members(const JsonObject& input) {
  std::vector<Member> members;
  bool reads = false, writes = false;
  for (const auto& json : array_or_empty(input, "Statements")) {
    const auto& object = json.get_object();
    members.push_back({&object, read_member(object)});
    const auto& statement = members.back().statement;
    if (statement) (statement->reads() ? reads : writes) = true;
  }
  if (!reads || !writes) return members;
  return validation_error(
      "BatchExecuteStatement API does not support both read and write operations in the same "
      "request.");
}

// The wire's name of an error is not the exception's.
std::string code_of(const Error& error) {
  if (error.type == "ValidationException") return "ValidationError";
  if (error.type == "ThrottlingException") return "ThrottlingError";
  constexpr std::string_view ending = "Exception";
  std::string code = error.type;
  if (code.ends_with(ending)) code.resize(code.size() - ending.size());
  return code;
}

JsonObject show_error(const Error& error) {
  JsonObject shown;
  shown["Error"] = JsonObject{{"Code", code_of(error)}, {"Message", error.message}};
  return shown;
}

class Batch {
 public:
  explicit Batch(Call& call) : call_(call) {}

  Task<void> run(const Member& one) {
    auto shown = one.statement ? co_await run(*one.statement, *one.input)
                               : std::unexpected(one.statement.error());
    responses_.push_back(shown ? *std::move(shown) : show_error(shown.error()));
  }

  JsonObject answer() {
    JsonObject answer{{"Responses", std::move(responses_)}};
    add_consumed(answer, call_.input, consumed_);
    return answer;
  }

 private:
  Task<Result<JsonObject>> run(const Statement& statement, const JsonObject& input) {
    CO_TRY(const auto table, call_.tables.get(statement.table));
    if (statement.reads()) {
      co_return read(statement, *table, boolean_or(input, "ConsistentRead", false));
    }
    CO_TRY(auto write, partiql::make_write(statement, table, false));
    const auto written = co_await write_one(call_, std::move(write));
    JsonObject shown;
    if (!written) shown = show_error(written.error());
    shown["TableName"] = table->name;  // told of what has been run
    if (!written) co_return shown;
    consumed_[table->name].add(written->consumed);
    const auto item = returned_item(statement.returning, written->change, statement.update);
    if (!item.empty()) shown["Item"] = to_json(item);
    co_return shown;
  }

  // A statement reads the item of one key.
  Result<JsonObject> read(const Statement& statement, const Table& table, bool consistent) {
    const auto key = statement.index ? std::nullopt : partiql::whole_key(statement, table);
    if (!key) {
      if (!statement.index) TRY(partiql::plan_select(statement, table, nullptr));
      return validation_error(
          "Select statements within BatchExecuteStatement must specify the primary key in the "
          "where clause.");
    }
    TRY(check_key(table.key, *key));
    TRY(const auto item, read_item(call_.store, table, *key));
    consumed_[table.name].table += read_units(item ? size_of(*item) : 0, consistent);
    JsonObject shown{{"TableName", table.name}};
    if (item) shown["Item"] = partiql::show_columns(statement, *item);
    return shown;
  }

  Call& call_;
  JsonArray responses_;
  std::map<std::string, Consumed> consumed_;
};

Task<Result<Json>> run(Call& call) {
  CO_TRY(check_shape(call.input, request_fields));
  CO_TRY(const auto members, read_members(call.input));
  Batch batch(call);
  for (const auto& one : members) co_await batch.run(one);
  co_return batch.answer();
}

}  // namespace

extern const Operation batch_execute_statement;
const Operation batch_execute_statement{"BatchExecuteStatement", &run};

}  // namespace syncline::dynamo
