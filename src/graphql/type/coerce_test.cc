#include "graphql/type/coerce.h"

#include <gtest/gtest.h>

#include "base/limits.h"
#include "base/parse_json.h"
#include "graphql/language/parser.h"
#include "graphql/language/printer.h"
#include "graphql/type/test_schema.h"

namespace syncline::graphql {
namespace {

constexpr std::string_view sdl = R"(
type Query { f(a: Int, b: Int! = 7, c: [In!], r: In!, e: E = RED): Int }
enum E { RED GREEN }
input In { id: ID! name: String = "n" tags: [String!] kind: E child: In f: Float j: AWSJSON }
input One @oneOf { a: Int b: String }
input Big { a: [Int!]! = [1,2,3,4,5,6,7,8,9,10] }
)";

class Coercion : public testing::Test {
 protected:
  Type type(std::string_view text) {
    const auto reference = parse_type(text);
    EXPECT_TRUE(reference.has_value()) << text;
    return *resolve_type(*schema_, reference->type);
  }

  static Json json(std::string_view text) {
    auto value = parse_json(text);
    EXPECT_TRUE(value.has_value()) << text;
    return value.value_or(nullptr);
  }

  std::string variable(std::string_view type_text, std::string_view input) {
    const auto value = coerce_variable("v", type(type_text), json(input));
    return value ? to_json(*value) : "! " + value.error().message;
  }

  CoercionFault variable_fault(std::string_view type_text, std::string_view input) {
    auto value = coerce_variable("v", type(type_text), json(input));
    EXPECT_FALSE(value.has_value());
    return value ? CoercionFault{} : std::move(value.error());
  }

  std::string literal(std::string_view type_text, std::string_view text,
                      std::string_view variables = "{}") {
    const auto written = parse_value(text);
    EXPECT_TRUE(written.has_value()) << text;
    const auto values = json(variables).as_object();
    const auto value = coerce_literal(type(type_text), written->value, &values);
    if (!value) return "! " + value.error().message;
    return *value ? to_json(**value) : "absent";
  }

  std::string check(std::string_view type_text, std::string_view text) {
    const auto written = parse_value(text);
    EXPECT_TRUE(written.has_value()) << text;
    const auto fault = check_literal(type(type_text), written->value);
    return fault ? fault->path + " " + fault->message : "right";
  }

  // `text` as the arguments of Query.f.
  std::string arguments(const std::string& text, std::string_view variables = "{}") {
    const auto document = parse("{ f(" + text + ") }");
    EXPECT_TRUE(document.has_value()) << text;
    const auto& query = std::get<OperationDefinition>(document->definitions.at(0));
    const auto& field = *std::get<const Field*>(query.selection_set.selections.at(0));
    const auto values = json(variables).as_object();
    const auto value =
        coerce_arguments(schema_->query->field("f")->arguments, field.arguments, &values);
    if (value) return to_json(*value);
    return "! " + value.error().path + ": " + value.error().message;
  }

  std::shared_ptr<const Schema> schema_ = test_schema(sdl);
};

using VariableCoercion = Coercion;
using LiteralCoercion = Coercion;
using ArgumentCoercion = Coercion;

TEST_F(VariableCoercion, TakesScalarsByTheirRules) {
  EXPECT_EQ(variable("Int", "3"), "3");
  EXPECT_EQ(variable("Float", "3"), "3.0");
  EXPECT_EQ(variable("ID", "3"), "\"3\"");
  EXPECT_EQ(variable("Int", "\"3\""),
            "! Variable 'v' has an invalid value. Expected type 'Int' but was 'String'.");
  EXPECT_EQ(variable("AWSJSON", R"("{\"a\":1}")"), R"({"a":1})");
}

TEST_F(VariableCoercion, TellsNullFromNonNull) {
  EXPECT_EQ(variable("Int", "null"), "null");
  EXPECT_EQ(variable("Boolean!", "null"),
            "! Variable 'v' has coerced Null value for NonNull type 'Boolean!'");
  EXPECT_EQ(variable("[Int!]", "[1, null]"),
            "! Field 'v' of variable 'v' has coerced Null value for NonNull type 'Int!'");
}

TEST_F(VariableCoercion, TakesASingleValueForAListOfOne) {
  EXPECT_EQ(variable("[Int]", "1"), "[1]");
  EXPECT_EQ(variable("[[Int]]", "1"), "[[1]]");
  EXPECT_EQ(variable("[[Int]]", "[1, [2, 3], null]"), "[[1],[2,3],null]");
  EXPECT_EQ(variable("[Int]", "[]"), "[]");
  EXPECT_EQ(variable("[Int]", "null"), "null");
}

TEST_F(VariableCoercion, TakesEnumsByName) {
  EXPECT_EQ(variable("E", "\"RED\""), "\"RED\"");
  EXPECT_EQ(variable("E", "\"BLUE\""),
            "! Variable 'v' has an invalid value. Invalid input for Enum 'E'. No value found for "
            "name 'BLUE'");
  EXPECT_EQ(variable("E", "1").substr(0, 2), "! ");
}

TEST_F(VariableCoercion, FillsDefaultsOfFieldsThatAreAbsentButNotOfNulls) {
  EXPECT_EQ(variable("In", R"({"id": 1})"), R"({"id":"1","name":"n"})");
  EXPECT_EQ(variable("In", R"({"id": 1, "name": null})"), R"({"id":"1","name":null})");
}

TEST_F(VariableCoercion, OrdersFieldsAsTheirTypeDoes) {
  EXPECT_EQ(variable("In", R"({"kind": "RED", "f": 1, "tags": "x", "name": "y", "id": "z"})"),
            R"({"id":"z","name":"y","tags":["x"],"kind":"RED","f":1.0})");
}

TEST_F(VariableCoercion, AsksForRequiredFields) {
  const auto fault = variable_fault("In", R"({"child": {"id": 1, "child": {}}, "id": 2})");
  EXPECT_EQ(fault.message,
            "Field 'id' of variable 'v' has coerced Null value for NonNull type 'ID!'");
  EXPECT_EQ(fault.reason, CoercionReason::missing_field);
  EXPECT_EQ(fault.path, ".child.child.id");
}

TEST_F(VariableCoercion, NamesTheNearestFieldOfABadValue) {
  const auto fault = variable_fault("[In]", R"([{"id": 1}, {"id": 2, "f": "x"}])");
  EXPECT_EQ(fault.message,
            "Variable 'f' has an invalid value. Expected type 'Float' but was 'String'.");
  EXPECT_EQ(fault.path, "[1].f");
}

TEST_F(VariableCoercion, RefusesUnknownFields) {
  const auto fault = variable_fault("In", R"({"id": 1, "nope": 1})");
  EXPECT_EQ(fault.message,
            "The variables input contains a field name 'nope' that is not defined for input object "
            "type 'In'");
  EXPECT_EQ(fault.reason, CoercionReason::unknown_field);
}

TEST_F(VariableCoercion, RefusesWhatIsNoObject) {
  EXPECT_EQ(variable("In", "\"x\""),
            "! Variable 'v' has an invalid value. Expected type 'Map' but was 'String'. Variables "
            "for input objects must be an instance of type 'Map'.");
  EXPECT_EQ(variable("In", "[]").substr(0, 2), "! ");
}

TEST_F(VariableCoercion, AsksForExactlyOneFieldOfOneOf) {
  EXPECT_EQ(variable("One", R"({"a": 1})"), R"({"a":1})");
  for (const std::string_view input :
       {"{}", R"({"a": null})", R"({"a": 1, "b": "x"})", R"({"a": 1, "b": null})"}) {
    EXPECT_EQ(variable_fault("One", input).reason, CoercionReason::wrong_one_of) << input;
  }
}

TEST_F(VariableCoercion, BoundsWhatDefaultsAdd) {
  JsonArray many;
  for (std::size_t i = 0; i <= limits::graphql_filled_values_max / 11; ++i) {
    many.emplace_back(JsonObject{});
  }
  const auto value = coerce_variable("v", type("[Big]"), many);
  ASSERT_FALSE(value.has_value());
  EXPECT_EQ(value.error().reason, CoercionReason::too_large);
}

// Defaults are not made for a check, so that a schema with large ones costs a document nothing; who
// makes the value still refuses it.
TEST_F(VariableCoercion, ChecksLiteralsWithoutMakingTheirDefaults) {
  const std::vector<Value> many(limits::graphql_filled_values_max / 11 + 1,
                                Value{ObjectValue{}, {}});
  const Value literal{ListValue{{many.data(), many.size()}}, {}};
  EXPECT_FALSE(check_literal(type("[Big]"), literal));
  const auto coerced = coerce_literal(type("[Big]"), literal, nullptr);
  ASSERT_FALSE(coerced.has_value());
  EXPECT_EQ(coerced.error().reason, CoercionReason::too_large);
}

TEST_F(VariableCoercion, SharesOneBudgetForWhatDefaultsAdd) {
  CoercionBudget budget{.filled_values = 25};
  EXPECT_TRUE(coerce_variable("v", type("[Big]"), json("[{}, {}]"), &budget));
  const auto third = coerce_variable("w", type("Big"), json("{}"), &budget);
  ASSERT_FALSE(third.has_value());
  EXPECT_EQ(third.error().reason, CoercionReason::too_large);
  budget = {.bytes = 100};
  EXPECT_FALSE(coerce_variable("w", type("Big"), json("{}"), &budget));
}

TEST_F(VariableCoercion, TakesTheJsonTextNullForNull) {
  EXPECT_EQ(variable("AWSJSON", R"("null")"), "null");
  EXPECT_EQ(variable("AWSJSON!", R"("null")"),
            "! Variable 'v' has coerced Null value for NonNull type 'AWSJSON!'");
  EXPECT_EQ(variable("[AWSJSON!]", R"(["1", " null "])"),
            "! Field 'v' of variable 'v' has coerced Null value for NonNull type 'AWSJSON!'");
  EXPECT_EQ(literal("AWSJSON", R"("null")"), "null");
  EXPECT_EQ(literal("AWSJSON!", R"("null")"), "! Expected a value of type 'AWSJSON!', found null.");
  EXPECT_EQ(check("AWSJSON!", R"("null")"), " Expected a value of type 'AWSJSON!', found null.");
}

TEST_F(LiteralCoercion, ChargesWhatItCopies) {
  const auto charged = [&](std::string_view type_text, std::string_view text, std::size_t bytes) {
    const auto written = parse_value(text);
    EXPECT_TRUE(written.has_value()) << text;
    const JsonObject variables{{"v", std::string(100, 'x')}};
    CoercionBudget budget{.bytes = bytes};
    const auto value = coerce_literal(type(type_text), written->value, &variables, &budget);
    if (!value) EXPECT_EQ(value.error().reason, CoercionReason::too_large);
    return value.has_value();
  };
  const std::size_t both = sizeof(Json) + 2 * (sizeof(Json) + 100);
  EXPECT_TRUE(charged("[String]", "[$v, $v]", both));
  EXPECT_FALSE(charged("[String]", "[$v, $v]", both - 1));
  EXPECT_FALSE(charged("[Int]", "[null, null, null]", 4 * sizeof(Json) - 1));
  EXPECT_TRUE(charged("In", "{id: 1}", 100));
  EXPECT_FALSE(charged("In", "{id: 1}", 80));
  EXPECT_FALSE(charged("String", R"("twelve bytes")", 20));
  EXPECT_FALSE(charged("E", "RED", 5));
  EXPECT_FALSE(charged("ID", "123456789", 5));
  EXPECT_FALSE(charged("AWSJSON", R"("[1,2,3,4]")", 60));
  EXPECT_FALSE(charged("Big", "{}", 60));
}

TEST_F(LiteralCoercion, RefusesTwoFieldsOfOneName) {
  EXPECT_EQ(literal("In", "{id: 1, name: \"a\", id: 2}"),
            "! There can be only one input field named 'id'.");
  EXPECT_EQ(check("In", "{id: 1, id: 2}"), "right");  // a rule of validation tells
}

TEST_F(LiteralCoercion, TakesEachKindWhereItBelongs) {
  EXPECT_EQ(literal("Int", "3"), "3");
  EXPECT_EQ(literal("Float", "3"), "3.0");
  EXPECT_EQ(literal("Float", "3.5"), "3.5");
  EXPECT_EQ(literal("String", "\"\"\"x\"\"\""), "\"x\"");
  EXPECT_EQ(literal("Boolean", "true"), "true");
  EXPECT_EQ(literal("E", "RED"), "\"RED\"");
  EXPECT_EQ(literal("ID", "\"a\""), "\"a\"");
  EXPECT_EQ(literal("AWSTimestamp", "5"), "5");
  EXPECT_EQ(literal("AWSJSON", R"("[1]")"), "[1]");
}

TEST_F(LiteralCoercion, KeepsAllDigitsOfAnId) {
  EXPECT_EQ(literal("ID", "123456789012345678901234567890"), "\"123456789012345678901234567890\"");
}

TEST_F(LiteralCoercion, RefusesEachKindWhereItDoesNotBelong) {
  EXPECT_EQ(literal("Int", "1.0"), "! Expected a value of type 'Int', found 1.0.");
  EXPECT_EQ(literal("Int", "\"1\""), "! Expected type 'Int' but was 'String'.");
  EXPECT_EQ(literal("String", "1"), "! Expected type 'String' but was 'Integer'.");
  EXPECT_EQ(literal("String", "RED"), "! Expected a value of type 'String', found RED.");
  EXPECT_EQ(literal("ID", "1.5"), "! Expected a value of type 'ID', found 1.5.");
  EXPECT_EQ(literal("AWSJSON", "{a: 1}"), "! Expected a value of type 'AWSJSON', found {a: 1}.");
  EXPECT_EQ(literal("AWSTimestamp", "1.0"),
            "! Expected a value of type 'AWSTimestamp', found 1.0.");
  EXPECT_EQ(literal("E", "\"RED\""),
            "! Invalid input for Enum 'E'. No value found for name '\"RED\"'");
  EXPECT_EQ(literal("E", "BLUE"), "! Invalid input for Enum 'E'. No value found for name 'BLUE'");
  EXPECT_EQ(literal("In", "5"), "! Expected an object of type 'In', found 5.");
}

TEST_F(LiteralCoercion, RefusesNumbersBeyondTheirType) {
  EXPECT_EQ(literal("Int", "99999999999999999999999").substr(0, 2), "! ");
  EXPECT_EQ(literal("Int", "2147483648").substr(0, 2), "! ");
  EXPECT_EQ(literal("Float", "1e999").substr(0, 2), "! ");
  EXPECT_EQ(literal("Float", "-1e999").substr(0, 2), "! ");
  EXPECT_EQ(literal("Float", "1e-999"), "0.0");
  EXPECT_EQ(literal("AWSTimestamp", "99999999999999999999999").substr(0, 2), "! ");
}

TEST_F(LiteralCoercion, ShowsOnlyTheStartOfALongLiteral) {
  const auto message = literal("Int", "[\"" + std::string(10'000, 'x') + "\"]");
  EXPECT_LT(message.size(), 300U);
  const auto enum_message = literal("E", "\"" + std::string(10'000, 'x') + "\"");
  EXPECT_LT(enum_message.size(), 300U);
}

TEST_F(LiteralCoercion, TellsNullFromNonNull) {
  EXPECT_EQ(literal("Int", "null"), "null");
  EXPECT_EQ(literal("Int!", "null"), "! Expected a value of type 'Int!', found null.");
  EXPECT_EQ(literal("[Int!]", "[null]"), "! Expected a value of type 'Int!', found null.");
}

TEST_F(LiteralCoercion, TakesASingleValueForAListOfOne) {
  EXPECT_EQ(literal("[Int]", "1"), "[1]");
  EXPECT_EQ(literal("[[Int]]", "1"), "[[1]]");
  EXPECT_EQ(literal("[[Int]]", "[1, [2], null]"), "[[1],[2],null]");
}

TEST_F(LiteralCoercion, PutsVariablesIn) {
  EXPECT_EQ(literal("Int", "$x", R"({"x": 1})"), "1");
  EXPECT_EQ(literal("[Int]", "[1, $x]", R"({"x": 2})"), "[1,2]");
  EXPECT_EQ(literal("In", "{id: $x}", R"({"x": "i"})"), R"({"id":"i","name":"n"})");
  EXPECT_EQ(literal("Int!", "$x", R"({"x": null})").substr(0, 2), "! ");
}

TEST_F(LiteralCoercion, TreatsVariablesThatWereNotGivenAsAbsent) {
  EXPECT_EQ(literal("Int", "$x"), "absent");
  EXPECT_EQ(literal("[Int]", "$x"), "absent");
  EXPECT_EQ(literal("[Int]", "[$x, 1]"), "[null,1]");
  EXPECT_EQ(literal("[Int!]", "[$x]").substr(0, 2), "! ");
  EXPECT_EQ(literal("In", "{id: 1, name: $x, kind: $y}"), R"({"id":"1","name":"n"})");
  EXPECT_EQ(literal("In", "{id: $x}"), "! Field 'id' of type 'ID!' must be given.");
}

TEST_F(LiteralCoercion, RefusesVariablesWhereNoneMayStand) {
  const auto written = parse_value("[$x]");
  const auto value = coerce_literal(type("[Int]"), written->value, nullptr);
  ASSERT_FALSE(value.has_value());
  EXPECT_EQ(value.error().message, "Unexpected variable \"$x\" in constant value.");
  EXPECT_EQ(value.error().path, "[0]");
}

TEST_F(LiteralCoercion, ChecksObjects) {
  EXPECT_EQ(literal("In", "{}"), "! Field 'id' of type 'ID!' must be given.");
  EXPECT_EQ(literal("In", "{id: 1, x: 2}"),
            "! Field 'x' is not defined for input object type 'In'.");
  EXPECT_EQ(literal("One", "{a: 1}"), R"({"a":1})");
  for (const std::string_view text : {"{}", "{a: null}", "{a: 1, b: \"x\"}", "{a: $none}"}) {
    EXPECT_EQ(literal("One", text).substr(0, 2), "! ") << text;
  }
}

TEST_F(LiteralCoercion, PointsAtTheFaultyPart) {
  const auto written = parse_value("{id: 1, child: {id: 2,\n tags: [\"a\", 5]}}");
  const auto fault = check_literal(type("In"), written->value);
  ASSERT_TRUE(fault.has_value());
  EXPECT_EQ(fault->path, ".child.tags[1]");
  ASSERT_NE(fault->literal, nullptr);
  EXPECT_EQ(fault->literal->location, (Location{2, 14}));
  EXPECT_EQ(fault->type, "String!");
}

TEST_F(LiteralCoercion, PointsAtTheObjectThatLacksAField) {
  const auto written = parse_value("{id: 1, child: {f: 2}}");
  const auto fault = check_literal(type("In"), written->value);
  ASSERT_TRUE(fault.has_value());
  EXPECT_EQ(fault->reason, CoercionReason::missing_field);
  EXPECT_EQ(fault->field, "id");
  EXPECT_EQ(fault->path, ".child.id");
  ASSERT_NE(fault->literal, nullptr);
  EXPECT_EQ(fault->literal->location, (Location{1, 16}));
}

TEST_F(LiteralCoercion, TrustsVariablesWhenItOnlyChecks) {
  EXPECT_EQ(check("Int!", "$x"), "right");
  EXPECT_EQ(check("In", "{id: $x, tags: [$y]}"), "right");
  EXPECT_EQ(check("One", "{a: $x}"), "right");
  EXPECT_NE(check("One", "{a: $x, b: $y}"), "right");
  EXPECT_NE(check("In", "{name: $x}"), "right");
}

TEST_F(ArgumentCoercion, FillsDefaultsAndLeavesOutWhatIsAbsent) {
  EXPECT_EQ(arguments("r: {id: 1}"), R"({"b":7,"r":{"id":"1","name":"n"},"e":"RED"})");
  EXPECT_EQ(arguments("r: {id: 1}, a: null, b: 2, e: null"),
            R"({"a":null,"b":2,"r":{"id":"1","name":"n"},"e":null})");
  EXPECT_EQ(arguments("r: {id: 1}, a: $a, b: $b"),
            R"({"b":7,"r":{"id":"1","name":"n"},"e":"RED"})");
}

TEST_F(ArgumentCoercion, AsksForRequiredArguments) {
  EXPECT_EQ(arguments("a: 1"), "! r: Argument 'r' has coerced Null value for NonNull type 'In!'");
  EXPECT_EQ(arguments("r: $r"), "! r: Argument 'r' has coerced Null value for NonNull type 'In!'");
  EXPECT_EQ(arguments("r: {id: 1}, b: null"),
            "! b: Argument 'b' has coerced Null value for NonNull type 'Int!'");
  EXPECT_EQ(arguments("r: {id: 1}, b: $b", R"({"b": null})"),
            "! b: Argument 'b' has coerced Null value for NonNull type 'Int!'");
}

TEST_F(ArgumentCoercion, NamesThePlaceOfAFault) {
  EXPECT_EQ(arguments("r: {id: 1, child: {id: 2, tags: [3]}}"),
            "! r.child.tags[0]: Argument 'r' has an invalid value. Expected type 'String' but was "
            "'Integer'.");
  EXPECT_EQ(
      arguments("r: {id: 1}, c: [{}]"),
      "! c[0].id: Argument 'c' has an invalid value. Field 'id' of type 'ID!' must be given.");
}

TEST_F(ArgumentCoercion, IgnoresArgumentsThatTheFieldLacks) {
  EXPECT_EQ(arguments("r: {id: 1}, nope: 5"), R"({"b":7,"r":{"id":"1","name":"n"},"e":"RED"})");
}

TEST_F(ArgumentCoercion, FindsNamesInLongLists) {
  std::string text = "r: {id: 1}";
  for (int i = 0; i < 40; ++i) text += ", x" + std::to_string(i) + ": 1";
  EXPECT_EQ(arguments(text + ", a: 9"), R"({"a":9,"b":7,"r":{"id":"1","name":"n"},"e":"RED"})");
}

TEST(Literals, BecomeJsonWithoutAType) {
  const auto value = parse_value(
      "{a: 1, b: 18446744073709551615, c: 1e2, d: \"s\", e: E, f: [null, true], g: "
      "99999999999999999999}");
  ASSERT_TRUE(value.has_value());
  EXPECT_EQ(
      to_json(literal_to_json(value->value)),
      R"({"a":1,"b":18446744073709551615,"c":100.0,"d":"s","e":"E","f":[null,true],"g":1e+20})");
}

TEST_F(LiteralCoercion, ComesBackFromJson) {
  const auto back = [this](std::string_view type_text, std::string_view text) {
    Arena arena;
    const auto value = json(text);
    return print(json_to_literal(arena, type(type_text), value));
  };
  EXPECT_EQ(back("[E!]", R"(["RED", "GREEN"])"), "[RED, GREEN]");
  EXPECT_EQ(back("In", R"({"id": "1", "kind": "RED", "f": 2.0, "j": {"a": [1]}})"),
            R"({id: "1", kind: RED, f: 2.0, j: "{\"a\":[1]}"})");
  EXPECT_EQ(back("Int", "5"), "5");
  EXPECT_EQ(back("Boolean", "null"), "null");
}

}  // namespace
}  // namespace syncline::graphql
