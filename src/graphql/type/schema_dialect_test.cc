// What the two dialects of SDL take, and what they warn of.
#include <gtest/gtest.h>

#include "base/limits.h"
#include "graphql/language/parser.h"
#include "graphql/type/build_schema.h"
#include "graphql/type/coerce.h"
#include "graphql/type/print_schema.h"
#include "graphql/type/scalars.h"

namespace syncline::graphql {
namespace {

constexpr SchemaOptions specification{Dialect::specification};

// Each as "message @ line:column", one a line.
std::string warnings(std::string_view sdl, const SchemaOptions& options = {}) {
  const auto schema = build_schema(sdl, options);
  if (!schema) return schema.error().message;
  std::string out;
  for (const auto& [message, location] : (*schema)->warnings) {
    if (!out.empty()) out += '\n';
    out += message + " @ " + std::to_string(location.line) + ":" + std::to_string(location.column);
  }
  return out;
}

std::string fault(std::string_view sdl) {
  const auto schema = build_schema(sdl, specification);
  return schema ? "none" : schema.error().message;
}

std::shared_ptr<const Schema> built(std::string_view sdl) {
  auto schema = build_schema(sdl, specification);
  EXPECT_TRUE(schema.has_value()) << schema.error().message;
  return schema.value_or(nullptr);
}

TEST(SchemaDialect, WarnsOfAuthorizationThatAppSyncIgnores) {
  EXPECT_EQ(
      warnings("type Query @aws_iam { a(b: I): E @aws_api_key }\n"
               "input I @aws_iam { a: Int @aws_oidc }\n"
               "enum E @aws_lambda { A @aws_iam }\n"
               "interface N @aws_auth { n(x: Int @aws_iam): Int }\n"
               "union U @aws_cognito_user_pools = Query\n"
               "extend schema @aws_iam"),
      "Directive \"@aws_iam\" has no effect on INPUT_OBJECT: AppSync ignores it there. @ 2:9\n"
      "Directive \"@aws_oidc\" has no effect on INPUT_FIELD_DEFINITION: AppSync ignores it "
      "there. @ 2:27\n"
      "Directive \"@aws_lambda\" has no effect on ENUM: AppSync ignores it there. @ 3:8\n"
      "Directive \"@aws_iam\" has no effect on ENUM_VALUE: AppSync ignores it there. @ 3:24\n"
      "Directive \"@aws_auth\" has no effect on INTERFACE: AppSync ignores it there. @ 4:13\n"
      "Directive \"@aws_iam\" has no effect on ARGUMENT_DEFINITION: AppSync ignores it "
      "there. @ 4:34\n"
      "Directive \"@aws_cognito_user_pools\" has no effect on UNION: AppSync ignores it "
      "there. @ 5:9\n"
      "Directive \"@aws_iam\" has no effect on SCHEMA: AppSync ignores it there. @ 6:15");
}

TEST(SchemaDialect, DoesNotApplyWhatIsIgnored) {
  const auto schema = build_schema("type Query { a: I } interface I @aws_iam { b: Int }").value();
  EXPECT_TRUE(schema->type("I")->directives.empty());
}

TEST(SchemaDialect, WarnsOfSubscriptionDirectivesOutsideTheirRoots) {
  EXPECT_EQ(warnings("type Query { a: Int @aws_subscribe(mutations: [\"b\"]) }\n"
                     "type Mutation { b: Int @aws_publish(subscriptions: [\"c\"]) }\n"
                     "type Subscription { c: Int @aws_publish(subscriptions: [\"c\"]) }"),
            "Directive \"@aws_subscribe\" has no effect on Query.a: it belongs on fields of the "
            "subscription type. @ 1:21\n"
            "Directive \"@aws_publish\" has no effect on Subscription.c: it belongs on fields of "
            "the mutation type. @ 3:28");
}

TEST(SchemaDialect, TellsNoMoreWarningsThanTheLimit) {
  std::string sdl = "type Query {";
  for (int i = 0; i < 1'000; ++i) sdl += " f" + std::to_string(i) + ": Int @aws_subscribe";
  const auto schema = build_schema(sdl + "}").value();
  EXPECT_EQ(schema->warnings.size(), limits::graphql_schema_faults_max);
}

TEST(SchemaDialect, RefusesInOneWhatItWarnsOfInTheOther) {
  constexpr std::string_view sdl =
      "type Query implements I { a: Int @deprecated } interface I { a: Int }";
  EXPECT_EQ(warnings(sdl),
            "Interface field I.a is not deprecated, so Query.a must not be deprecated. @ 1:27");
  EXPECT_EQ(fault(sdl),
            "Interface field I.a is not deprecated, so Query.a must not be deprecated. (line 1)");
}

TEST(SchemaDialect, HasNothingOfAppSyncInTheSpecifications) {
  const auto schema = built("type Query { a: ID } type AWSThing { a: Int }");
  EXPECT_EQ(schema->type("AWSJSON"), nullptr);
  EXPECT_EQ(schema->directive("aws_iam"), nullptr);
  EXPECT_EQ(schema->directive("defer"), nullptr);
  EXPECT_EQ(schema->directives.size(), 5u);
  EXPECT_EQ(schema->type("__Directive")->field("onField"), nullptr);
  EXPECT_EQ(fault("type Query { a: AWSDate }"), "Unknown type \"AWSDate\". (line 1)");
  EXPECT_EQ(fault("type Query { a: Int @aws_iam }"), "Unknown directive \"@aws_iam\". (line 1)");
}

// Specification 3.5: a scalar that is not used must not be there.
TEST(SchemaDialect, LeavesOutScalarsThatAreNotUsed) {
  const auto schema = built("type Query { a(b: Int): ID }");
  EXPECT_EQ(schema->type("Float"), nullptr);
  for (const std::string_view name : {"Int", "ID", "String", "Boolean"}) {
    EXPECT_NE(schema->type(name), nullptr) << name;
  }
}

TEST(SchemaDialect, TakesScalarsOfTheSdl) {
  const auto schema = built(
      "type Query { a(d: Date = {x: [1, A, \"b\"], y: 1.5}): Date } "
      "\"days\" scalar Date @specifiedBy(url: \"https://days.example\") scalar Unused");
  const auto* date = schema->type("Date");
  ASSERT_NE(date, nullptr);
  EXPECT_EQ(date->description, "days");
  EXPECT_NE(schema->type("Unused"), nullptr);
  const auto& argument = schema->query->fields[0].arguments[0];
  EXPECT_EQ(to_json(*argument.default_value), R"({"x":[1,"A","b"],"y":1.5})");
  EXPECT_EQ(to_json(date->scalar->serialize(Json(JsonArray{1})).value()), "[1]");
}

// What is declared again is what it was: a description or a directive of the SDL does not count.
TEST(SchemaDialect, LetsPredeclaredScalarsBeDeclaredAgain) {
  constexpr std::string_view sdl =
      "type Query { a: Int } \"mine\" scalar Int @specifiedBy(url: \"u\")";
  for (const auto& options : {SchemaOptions(), specification}) {
    const auto schema = build_schema(sdl, options).value();
    EXPECT_EQ(schema->type("Int")->description, "Built-in Int");
    EXPECT_FALSE(schema->type("Int")->scalar->parse(Json("1")));
  }
  EXPECT_EQ(warnings("type Query { a: AWSJSON } scalar AWSJSON scalar AWSJSON"), "");
  EXPECT_EQ(fault("type Query { a: Int } scalar Int scalar Int"),
            "There can be only one type named \"Int\". (line 1)");
  EXPECT_EQ(fault("type Query { a: Int } type Int { a: ID }"),
            "There can be only one type named \"Int\". (line 1)");
}

// September 2025, 3.13.3 and 4.2; on AppSync they may be null.
TEST(SchemaDialect, TakesNoNullForReasonsWhereTheSpecificationTakesNone) {
  constexpr std::string_view sdl = "type Query { a: Int @deprecated(reason: null) }";
  EXPECT_EQ(fault(sdl),
            "Directive \"@deprecated\": Argument 'reason' has coerced Null value for NonNull type "
            "'String!' (line 1)");
  EXPECT_EQ(warnings(sdl), "");
  for (const auto& [options, type] :
       {std::pair(SchemaOptions(), "Boolean"), std::pair(specification, "Boolean!")}) {
    const auto schema = build_schema("type Query { a: Int }", options).value();
    for (const std::string_view field : {"fields", "enumValues", "inputFields"}) {
      EXPECT_EQ(to_string(schema->type("__Type")->field(field)->arguments[0].type), type);
    }
    EXPECT_EQ(to_string(schema->type("__Field")->field("args")->arguments[0].type), type);
  }
}

TEST(SchemaDialect, TakesNoFieldTwiceInAnOwnScalar) {
  const auto schema =
      build_schema("scalar S type Query { f(x: S = {a: {b: 1, b: 2}}): Int }", specification);
  ASSERT_FALSE(schema);
  EXPECT_NE(schema.error().message.find("There can be only one input field named 'b'."),
            std::string::npos)
      << schema.error().message;
}

TEST(SchemaDialect, CoercesLiteralsOfOwnScalarsWithVariables) {
  const auto schema = built("type Query { a(d: Any, l: [Any!], n: Any!): Int } scalar Any");
  const auto& arguments = schema->query->fields[0].arguments;
  const auto written = parse_value(R"({a: $x, b: [$x, $none], c: $none, d: {e: A}})").value();
  const auto& literal = written.value;
  const JsonObject variables{{"x", 5}};
  EXPECT_EQ(to_json(coerce_literal(arguments[0].type, literal, &variables).value().value()),
            R"({"a":5,"b":[5,null],"d":{"e":"A"}})");
  EXPECT_FALSE(check_literal(arguments[0].type, literal));
  EXPECT_TRUE(check_literal(arguments[1].type, parse_value("[1, null]").value().value));
  EXPECT_TRUE(check_literal(arguments[2].type, parse_value("null").value().value));
}

TEST(SchemaDialect, TakesDirectivesOfTheSdl) {
  const auto schema = built(
      "directive @tag(name: String! = \"x\" @tagged, by: [By] = [{n: 1}]) repeatable on OBJECT | "
      "FIELD | OBJECT directive @tagged on ARGUMENT_DEFINITION input By { n: Int m: Int = 2 } "
      "type Query @tag @tag(name: \"y\") { a: Int }");
  const auto* tag = schema->directive("tag");
  ASSERT_NE(tag, nullptr);
  EXPECT_TRUE(tag->repeatable);
  EXPECT_EQ(tag->locations, (std::vector<std::string>{"OBJECT", "FIELD"}));
  EXPECT_EQ(tag->arguments[0].directives.at(0).name, "tagged");
  EXPECT_EQ(to_json(*tag->arguments[1].default_value), R"([{"n":1,"m":2}])");
  const auto& applied = schema->query->directives;
  ASSERT_EQ(applied.size(), 2u);
  EXPECT_EQ(to_json(applied[0].arguments), R"({"name":"x","by":[{"n":1,"m":2}]})");
  EXPECT_EQ(to_json(applied[1].arguments.at("name")), R"("y")");
}

TEST(SchemaDialect, RefusesFaultyDirectiveDefinitions) {
  const std::string query = "type Query { a: Int }\n";
  EXPECT_EQ(fault(query + "directive @a on FIELD directive @a on FIELD"),
            "There can be only one directive named \"@a\". (line 2)");
  EXPECT_EQ(fault(query + "directive @__a on FIELD"),
            "Name \"__a\" must not begin with \"__\", which is reserved by GraphQL introspection. "
            "(line 2)");
  EXPECT_EQ(fault(query + "directive @a(__b: Int) on FIELD"),
            "Name \"__b\" must not begin with \"__\", which is reserved by GraphQL introspection. "
            "(line 2)");
  EXPECT_EQ(fault(query + "directive @a(b: Int, b: Int) on FIELD"),
            "Argument \"@a(b:)\" can only be defined once. (line 2)");
  EXPECT_EQ(fault(query + "directive @a(b: Query) on FIELD"),
            "The type of @a(b:) must be Input Type but got: Query. (line 2)");
  EXPECT_EQ(fault(query + "directive @a(b: Int = \"x\") on FIELD"),
            "@a(b:) has an invalid default value: Expected type 'Int' but was 'String'. (line 2)");
  EXPECT_EQ(fault(query + "directive @a(b: Int! @deprecated) on FIELD"),
            "Required argument @a(b:) cannot be deprecated. (line 2)");
}

TEST(SchemaDialect, RefusesDirectivesThatStandInTheirOwnDefinition) {
  const std::string query = "type Query { a: Int }\n";
  const auto in_itself = [](const std::string& name) {
    return "Directive \"@" + name + "\" cannot reference itself in its own definition. (line 2)";
  };
  EXPECT_EQ(fault(query + "directive @a(b: Int @a) on ARGUMENT_DEFINITION"), in_itself("a"));
  EXPECT_EQ(fault(query + "directive @a(b: I) on INPUT_FIELD_DEFINITION input I { x: J } "
                          "input J { i: I s: E } enum E { A @e } "
                          "directive @e(b: S) on ENUM_VALUE scalar S @s "
                          "directive @s(b: Int @e) on SCALAR | ARGUMENT_DEFINITION"),
            "Directive \"@e\" may not be used on ARGUMENT_DEFINITION. (line 2)");
  EXPECT_EQ(
      fault(query + "directive @a(b: I) on INPUT_FIELD_DEFINITION input I { i: I j: Int @a }"),
      in_itself("a"));
  EXPECT_EQ(
      fault(query + "directive @a(b: I) on INPUT_OBJECT input I { i: I } input J @a { k: I }"),
      "none");
  EXPECT_EQ(fault(query + "directive @a(x: Int @b) on ARGUMENT_DEFINITION "
                          "directive @b(x: Int @a) on ARGUMENT_DEFINITION"),
            "Directive \"@a\" cannot reference itself in its own definition. (line 2) And 1 more.");
}

// The circle is only seen from a part of the graph that was left already.
TEST(SchemaDialect, FindsACircleThroughWhatWasVisited) {
  EXPECT_EQ(fault("directive @z(a: A) on ARGUMENT_DEFINITION "
                  "input A { b: B c: Int @d } input B { a: A } "
                  "directive @d(b: B) on INPUT_FIELD_DEFINITION type Query { a: Int }"),
            "Directive \"@d\" cannot reference itself in its own definition. (line 1)");
}

TEST(SchemaDialect, LetsADefinitionTakeThePlaceOfThePredeclared) {
  const auto schema = built("directive @deprecated(why: Int) on FIELD type Query { a: Int }");
  EXPECT_EQ(schema->directives.size(), 5u);
  EXPECT_NE(schema->directive("deprecated")->argument("why"), nullptr);
}

TEST(SchemaDialect, PrintsWhatBuildsToTheSame) {
  constexpr std::string_view sdl = R"(schema @tag(name: "s") {
  query: Query
}

"""
a tag
"""
directive @tag(name: String!, any: Any = {a: [1]}) repeatable on SCHEMA | OBJECT | FIELD

type Query @tag(name: "q", any: {b: "c"}) @tag(name: "r", any: {a: [1]}) {
  a(any: Any = [A]): Any
}

scalar Any @specifiedBy(url: "u")
)";
  const auto once = print_schema(*built(sdl));
  EXPECT_EQ(print_schema(*built(once)), once);
  EXPECT_NE(once.find("repeatable on SCHEMA | OBJECT | FIELD"), std::string::npos);
  EXPECT_NE(once.find(R"(type Query @tag(name: "q", any: {b: "c"}))"), std::string::npos);
  EXPECT_NE(once.find(R"(scalar Any @specifiedBy(url: "u"))"), std::string::npos);
  EXPECT_NE(once.find(R"(schema @tag(name: "s")"), std::string::npos);
}

}  // namespace
}  // namespace syncline::graphql
