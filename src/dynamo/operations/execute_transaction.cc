// AWS: "DynamoDB API Reference", ExecuteTransaction: statements that all read, from one snapshot,
// or all write, together or not at all.
#include <deque>
#include <map>
#include <set>

#include "dynamo/call.h"
#include "dynamo/errors.h"
#include "dynamo/item_codec.h"
#include "dynamo/item_rules.h"
#include "dynamo/partiql/plan.h"
#include "dynamo/partiql/request.h"
#include "dynamo/partiql/select.h"
#include "dynamo/partiql/write.h"
#include "dynamo/row_keys.h"
#include "dynamo/transaction.h"
#include "dynamo/write_answer.h"

namespace syncline::dynamo {
namespace {

using partiql::Statement;
using partiql::StatementKind;

constexpr Field member_fields[] = {partiql::statement_field, partiql::parameters_field,
                                   fields::on_failure};
constexpr Field member{.kind = Kind::structure, .inner = member_fields};
constexpr Field request_fields[] = {{.name = "TransactStatements",
                                     .kind = Kind::list,
                                     .required = true,
                                     .least = 1,
                                     .most = limits::transaction_items_max,
                                     .inner = {&member, 1}},
                                    {.name = "ClientRequestToken", .least = 1, .most = 36},
                                    fields::consumed_capacity};

struct Member {
  const JsonObject* input = nullptr;
  std::vector<Value> parameters;
  Statement statement;
  SharedTable table;  // null when there is none of that name
};

Error fault_of(std::size_t number, Error error) {
  error.message =
      "Validation failed in TransactStatements[" + std::to_string(number) + "]: " + error.message;
  return error;
}

// In the order in which DynamoDB looks: all parameters, then all statements.
Result<void> read_members(const JsonObject& input, std::deque<Member>& members) {
  for (const auto& json : array_or_empty(input, "TransactStatements")) {
    auto& one = members.emplace_back(Member{.input = &json.get_object()});
    TRY(one.parameters, partiql::read_parameters(*one.input));
  }
  for (std::size_t i = 0; i < members.size(); ++i) {
    auto statement = partiql::read_statement(*members[i].input, members[i].parameters);
    if (!statement) return std::unexpected(fault_of(i, std::move(statement).error()));
    members[i].statement = *std::move(statement);
  }
  const auto reads =
      std::ranges::count_if(members, [](const Member& one) { return one.statement.reads(); });
  if (reads == 0 || reads == std::ssize(members)) return {};
  return validation_error(
      "ExecuteTransaction API does not support both read and write operations in the same "
      "request.");
}

Result<void> check_read(const Member& one) {
  if (one.statement.index) {
    return validation_error("Reads on indices are not supported within transactions.");
  }
  if (partiql::whole_key(one.statement, *one.table)) return {};
  TRY(partiql::plan_select(one.statement, *one.table, nullptr));
  return validation_error(
      "Select statements within ExecuteTransaction must specify the primary key in the where "
      "clause.");
}

Result<void> check_member(const Member& one) {
  if (one.statement.has_returning) {
    return validation_error("RETURNING clause is not supported in ExecuteTransaction.");
  }
  if (one.statement.kind == StatementKind::exists) {
    return partiql::check_exists(one.statement, *one.table);
  }
  return one.statement.reads() ? check_read(one) : Result<void>();
}

Result<void> find_tables(const Tables& tables, std::deque<Member>& members) {
  for (std::size_t i = 0; i < members.size(); ++i) {
    auto& one = members[i];
    one.table = tables.find(one.statement.table);
    if (one.table == nullptr) continue;
    if (auto checked = check_member(one); !checked) {
      return std::unexpected(fault_of(i, std::move(checked).error()));
    }
  }
  return {};
}

// One of each statement, or what keeps it from being run: then the whole is cancelled.
template <class Part>
Result<std::vector<Part>> make_parts(const std::deque<Member>& members,
                                     Result<Part> (*make)(const Member&)) {
  std::vector<Result<Part>> made;
  std::vector<Result<void>> checked;
  for (const auto& one : members) {
    made.push_back(one.table == nullptr ? Result<Part>(resource_not_found()) : make(one));
    checked.push_back(made.back() ? Result<void>() : std::unexpected(made.back().error()));
  }
  TRY(check_parts(checked));
  std::vector<Part> parts;
  std::set<std::string> seen;
  for (auto& part : made) {
    if (!seen.insert(item_row_key(*part->table, part->key)).second) {
      return validation_error("Transaction request cannot include multiple operations on one item");
    }
    parts.push_back(*std::move(part));
  }
  return parts;
}

Result<Write> make_write(const Member& one) {
  auto write = partiql::make_write(one.statement, one.table, shows_item_on_failure(*one.input));
  if (write || write.error().message != partiql::no_whole_key) return write;
  return validation_error("The provided key element does not match the schema");
}

struct Get {
  SharedTable table;
  Item key;
  const Statement* statement = nullptr;
};

Result<Get> make_get(const Member& one) {
  Get get{one.table, *partiql::whole_key(one.statement, *one.table), &one.statement};
  TRY(check_key(one.table->key, get.key));
  return get;
}

Result<Json> read(const Call& call, const std::deque<Member>& members) {
  TRY(const auto gets, make_parts(members, make_get));
  auto cursor = call.store.cursor(item_keyspace);  // the snapshot
  JsonArray responses;
  std::map<std::string, Consumed> consumed;
  std::size_t all_bytes = 0;
  for (const auto& get : gets) {
    JsonObject response;
    std::size_t bytes = 0;
    const auto row = item_row_key(*get.table, get.key);
    cursor.seek(row);
    if (cursor.valid() && cursor.key() == row) {
      TRY(const auto item, decode_item(cursor.value()));
      bytes = size_of(item);
      response["Item"] = partiql::show_columns(*get.statement, item);
    }
    TRY(cursor.status());
    TRY(check_transaction_size(all_bytes += bytes));
    consumed[get.table->name].table += 2 * read_units(bytes, true);
    responses.push_back(std::move(response));
  }
  JsonObject answer{{"Responses", std::move(responses)}};
  add_consumed(answer, call.input, consumed, UnitKind::transaction_read);
  return answer;
}

Task<Result<Json>> run(Call& call) {
  CO_TRY(check_shape(call.input, request_fields));
  std::deque<Member> members;  // stay where they are: the writes point to them
  CO_TRY(read_members(call.input, members));
  CO_TRY(find_tables(call.tables, members));
  if (members.front().statement.reads()) co_return read(call, members);
  CO_TRY(auto writes, make_parts(members, make_write));
  CO_TRY(auto answer, co_await transact(call, std::move(writes), false));
  answer["Responses"] = JsonArray();
  co_return answer;
}

}  // namespace

extern const Operation execute_transaction;
const Operation execute_transaction{"ExecuteTransaction", &run};

}  // namespace syncline::dynamo
