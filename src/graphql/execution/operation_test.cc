#include "graphql/execution/operation.h"

#include <gtest/gtest.h>

#include "graphql/execution/try_out.h"

namespace syncline::graphql {
namespace {

constexpr std::string_view sdl = "type Query { a(n: Int!, s: String = \"x\"): Int b: Int }";

Result<Operation> prepared(std::string_view query, std::string_view name,
                           const Json& variables = nullptr) {
  return prepare(schema_of(sdl), document_of(query), name, variables);
}

TEST(Prepare, TakesTheOnlyOperationWithoutAName) {
  const Result<Operation> operation = prepared("query Only { b } fragment F on Query { b }", "");
  ASSERT_TRUE(operation);
  EXPECT_EQ(operation->definition->name, "Only");
  EXPECT_TRUE(operation->fragments.contains("F"));
}

TEST(Prepare, RefusesToChooseBetweenOperations) {
  const Result<Operation> operation = prepared("query A { b } query B { b }", "");
  ASSERT_FALSE(operation);
  EXPECT_EQ(operation.error().type, "OperationNotFound");
  EXPECT_EQ(operation.error().message, "Missing operation name.");
}

TEST(Prepare, DoesNotTakeAnAnonymousOperationForANamedOne) {
  const Result<Operation> operation = prepared("{ b }", "B");
  ASSERT_FALSE(operation);
  EXPECT_EQ(operation.error().message, "Unknown operation named 'B'.");
}

TEST(Prepare, LeavesAVariableThatWasNotGivenAbsent) {
  const Result<Operation> operation = prepared("query ($given: Int, $not: Int, $null: Int) { b }",
                                               "", JsonObject{{"given", 1}, {"null", nullptr}});
  ASSERT_TRUE(operation);
  EXPECT_EQ(to_json(operation->variables), R"({"given":1,"null":null})");
}

TEST(Prepare, TellsEveryFaultOfTheVariables) {
  const Result<Operation> operation =
      prepared("query ($a: Int!, $b: Nothing, $c: Query, $d: Int = \"x\", $e: Int) { b }", "",
               JsonObject{{"e", 1}});
  ASSERT_FALSE(operation);
  EXPECT_EQ(operation.error().type, "VariableError");
  const JsonArray& faults = operation.error().detail.as_array();
  ASSERT_EQ(faults.size(), 4u);
  EXPECT_EQ(operation.error().message, faults[0].at("message").as_string());
  EXPECT_EQ(faults[1].at("message").as_string(), "Variable 'b' has no input type: 'Nothing'");
  EXPECT_EQ(faults[2].at("message").as_string(), "Variable 'c' has no input type: 'Query'");
  EXPECT_EQ(to_json(faults[0].at("locations")), R"([{"line":1,"column":8}])");
}

TEST(Prepare, RefusesTwoVariablesOfOneName) {
  const Result<Operation> operation = prepared("query ($a: Int, $a: String) { b }", "");
  ASSERT_FALSE(operation);
  EXPECT_EQ(operation.error().type, "VariableError");
  EXPECT_EQ(operation.error().message, "There can be only one variable named 'a'");
}

TEST(Prepare, BoundsWhatDefaultsAddToAllVariablesTogether) {
  std::string big = "input Big { a: [Int!]! = [";
  for (std::size_t i = 2; i < limits::graphql_default_values_max; ++i) big += "1,";
  big += "1] } type Query { f(b: [Big]): Int }";
  const std::size_t objects =
      limits::graphql_filled_values_max / limits::graphql_default_values_max;
  JsonArray half;
  for (std::size_t i = 0; i < objects * 3 / 5; ++i) half.emplace_back(JsonObject{});
  const auto schema = schema_of(big);
  const auto one =
      prepare(schema, document_of("query ($a: [Big]) { f(b: $a) }"), "", JsonObject{{"a", half}});
  EXPECT_TRUE(one);
  const auto both = prepare(schema, document_of("query ($a: [Big], $b: [Big]) { f(b: $a) }"), "",
                            JsonObject{{"a", half}, {"b", half}});
  ASSERT_FALSE(both);
  EXPECT_EQ(both.error().message.substr(0, 38), "Variable 'b' has an invalid value. Mor");
  const auto literals =
      prepare(schema, document_of("query ($a: [Big], $b: Big = {}, $c: [Big]) { f(b: $a) }"), "",
              JsonObject{{"a", half}, {"c", half}});
  EXPECT_FALSE(literals);
}

TEST(Prepare, WorksOutWhatACopyOfEachVariableTakes) {
  const Result<Operation> operation =
      prepared("query ($given: String, $not: Int) { b }", "", JsonObject{{"given", "12345"}});
  ASSERT_TRUE(operation);
  ASSERT_EQ(operation->variable_bytes.size(), 1u);
  EXPECT_EQ(operation->variable_bytes.at("given"), sizeof(Json) + 5);
}

TEST(CoerceArguments, FailsWhenARequiredOneIsMissing) {
  const Operation operation = operation_of(sdl, "{ a(s: null) }");
  const FieldType* field = operation.schema->query->field("a");
  const auto& node =
      *std::get<const Field*>(operation.definition->selection_set.selections.front());
  const Result<JsonObject> arguments =
      coerce_arguments(operation, field->arguments, node.arguments);
  ASSERT_FALSE(arguments);
  EXPECT_EQ(arguments.error().type, "ArgumentError");
}

TEST(CoerceArguments, FillsInDefaults) {
  const Operation operation =
      operation_of(sdl, "query ($n: Int!) { a(n: $n) }", JsonObject{{"n", 3}});
  const FieldType* field = operation.schema->query->field("a");
  const auto& node =
      *std::get<const Field*>(operation.definition->selection_set.selections.front());
  const Result<JsonObject> arguments =
      coerce_arguments(operation, field->arguments, node.arguments);
  ASSERT_TRUE(arguments);
  EXPECT_EQ(to_json(*arguments), R"({"n":3,"s":"x"})");
}

}  // namespace
}  // namespace syncline::graphql
