// PartiQL statements, alone and against a table, with parameters of all kinds: no input may crash,
// hang or be answered otherwise than with an answer or an error that is not ours. The first byte
// says how many parameters there are, and whether the statement is run alone, in a batch or in a
// transaction.
#include <cstdint>
#include <memory>
#include <string_view>

#include "base/parse_json.h"
#include "dynamo/partiql/next_token.h"
#include "dynamo/partiql/statement.h"
#include "dynamo/test_database.h"
#include "dynamo/wire.h"

namespace syncline::dynamo {
namespace {

const JsonArray& all_parameters() {
  static const Json made =
      parse_json(R"([{"S":"a"},{"N":"1"},{"SS":["x","y"]},{"L":[{"N":"1"}]},{"BOOL":true}])")
          .value();
  return made.get_array();
}

JsonArray first_parameters(std::size_t count) {
  JsonArray first;
  for (std::size_t i = 0; i < count; ++i) first.push_back(all_parameters()[i]);
  return first;
}

constexpr auto make_table =
    R"({"TableName":"one","BillingMode":"PAY_PER_REQUEST","KeySchema":[)"
    R"({"AttributeName":"p","KeyType":"HASH"},{"AttributeName":"s","KeyType":"RANGE"}],)"
    R"("AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"},)"
    R"({"AttributeName":"s","AttributeType":"N"},{"AttributeName":"b","AttributeType":"B"}],)"
    R"("GlobalSecondaryIndexes":[{"IndexName":"idx","KeySchema":[)"
    R"({"AttributeName":"p","KeyType":"HASH"},{"AttributeName":"b","KeyType":"RANGE"}],)"
    R"("Projection":{"ProjectionType":"KEYS_ONLY"}}],)"
    R"("LocalSecondaryIndexes":[{"IndexName":"loc","KeySchema":[)"
    R"({"AttributeName":"p","KeyType":"HASH"},{"AttributeName":"b","KeyType":"RANGE"}],)"
    R"("Projection":{"ProjectionType":"KEYS_ONLY"}}]})";

// Made anew now and then: inputs may fill it. The last one stays: at the program's end its
// library's own globals may be gone before it.
TestDatabase& database() {
  constexpr int calls_max = 5'000;
  static int calls = 0;
  static auto& made = *new std::unique_ptr<TestDatabase>();
  if (made == nullptr || ++calls % calls_max == 0) {
    made = std::make_unique<TestDatabase>();
    CHECK(made->call("CreateTable", make_table).has_value());
    for (const auto* item : {R"({"p":{"S":"a"},"s":{"N":"1"},"b":{"B":"AQ=="},"n":{"N":"2"}})",
                             R"({"p":{"S":"a"},"s":{"N":"2"},"l":{"L":[{"S":"x"}]}})"}) {
      CHECK(made->call("PutItem", std::string(R"({"TableName":"one","Item":)") + item + "}")
                .has_value());
    }
  }
  return *made;
}

void call(std::string_view operation, const JsonObject& input) {
  const auto answer = database().call(operation, input);
  CHECK(answer || answer.error().kind != ErrorKind::internal);
}

void run(std::string_view text, std::size_t parameters, unsigned how) {
  JsonObject member{{"Statement", text}};
  if (parameters > 0) member["Parameters"] = first_parameters(parameters);
  if (how == 0) {
    member["Limit"] = 1;
    call("ExecuteStatement", member);
  } else if (how == 1) {
    call("BatchExecuteStatement", {{"Statements", JsonArray{member}}});
  } else {
    call("ExecuteTransaction", {{"TransactStatements", JsonArray{member}}});
  }
}

// A page that is not the last leads to the next; what comes of a token that somebody made up is an
// error.
void token(std::string_view text) {
  const auto row = partiql::read_token(text, "s", {});
  if (row) CHECK(partiql::read_token(partiql::write_token("s", {}, *row), "s", {}) == *row);
  call("ExecuteStatement", {{"Statement", "SELECT * FROM one"}, {"NextToken", text}});
}

}  // namespace
}  // namespace syncline::dynamo

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace dynamo = syncline::dynamo;
  if (size < 2) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  if (data[0] == 't') {
    dynamo::token(text);
    return 0;
  }
  const std::size_t parameters = data[0] % (dynamo::all_parameters().size() + 1);
  std::vector<dynamo::Value> values;
  for (const auto& json : dynamo::first_parameters(parameters)) {
    values.push_back(dynamo::value_from_json(json).value());
  }
  static_cast<void>(dynamo::partiql::parse_statement(text, values));
  dynamo::run(text, parameters, data[0] / 16 % 3);
  return 0;
}
