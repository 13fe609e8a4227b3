#include "graphql/type/build_schema.h"

#include <gtest/gtest.h>

#include "base/limits.h"
#include "graphql/type/test_schema.h"

namespace syncline::graphql {
namespace {

TEST(BuildSchema, ReadsTheSeedsSchema) {
  const auto schema = test_schema(
      "type Message { id: ID! content: String } type Subscription { messageAdded: Message } type "
      "Query { getMessage(id: ID!): Message } type Mutation { addMessage(content: String!): "
      "Message "
      "} schema { query: Query mutation: Mutation subscription: Subscription }");
  ASSERT_NE(schema, nullptr);
  EXPECT_EQ(schema->query->name, "Query");
  EXPECT_EQ(schema->mutation->name, "Mutation");
  EXPECT_EQ(schema->subscription->name, "Subscription");
  const auto* field = schema->query->field("getMessage");
  ASSERT_NE(field, nullptr);
  EXPECT_EQ(to_string(field->type), "Message");
  EXPECT_EQ(to_string(field->argument("id")->type), "ID!");
  EXPECT_EQ(field->argument("other"), nullptr);
  EXPECT_EQ(schema->query->field("other"), nullptr);
}

TEST(BuildSchema, TakesRootsByTheirDefaultNames) {
  const auto schema = test_schema("type Query { a: Int } type Subscription { b: Int }");
  EXPECT_EQ(schema->root(OperationType::query), schema->type("Query"));
  EXPECT_EQ(schema->root(OperationType::mutation), nullptr);
  EXPECT_EQ(schema->root(OperationType::subscription), schema->type("Subscription"));
}

TEST(BuildSchema, TakesOnlyTheRootsThatASchemaDefinitionNames) {
  const auto schema =
      test_schema("\"doc\" schema { query: Q } type Q { a: Int } type Mutation { b: Int }");
  EXPECT_EQ(schema->query, schema->type("Q"));
  EXPECT_EQ(schema->mutation, nullptr);
  EXPECT_EQ(schema->description, "doc");
}

TEST(BuildSchema, MergesExtensions) {
  const auto schema = test_schema(
      "extend type Query { b: U } type Query { a: E } extend enum E { B } enum E { A } "
      "type X { x: Int } type Y { y: Int } union U = X extend union U = Y "
      "interface I { x: Int } extend type X implements I @aws_iam "
      "input N { a: Int } extend input N { b: Int } extend type Query { c(n: N): I } "
      "type M { m: Int } extend schema { mutation: M }");
  EXPECT_EQ(schema->query->fields.size(), 3U);
  EXPECT_EQ(schema->query->fields[0].name, "a");
  EXPECT_NE(schema->type("E")->value("B"), nullptr);
  EXPECT_EQ(schema->type("U")->possible_types.size(), 2U);
  EXPECT_EQ(schema->type("X")->interfaces.at(0), schema->type("I"));
  EXPECT_NE(find_directive(schema->type("X")->directives, "aws_iam"), nullptr);
  EXPECT_NE(schema->type("N")->input_field("b"), nullptr);
  EXPECT_EQ(schema->query->name, "Query");
  EXPECT_EQ(schema->mutation->name, "M");
}

TEST(BuildSchema, KnowsPossibleTypes) {
  const auto schema = test_schema(
      "type Query { u: U i: J } interface J { a: Int } interface I implements J { a: Int } "
      "type A implements I & J { a: Int } type B implements J { a: Int } type C { c: Int } "
      "union U = A | C");
  const auto possible = [&](std::string_view abstract, std::string_view object) {
    return schema->is_possible(*schema->type(abstract), *schema->type(object));
  };
  EXPECT_TRUE(possible("J", "A"));
  EXPECT_TRUE(possible("J", "B"));
  EXPECT_FALSE(possible("I", "B"));
  EXPECT_TRUE(possible("U", "C"));
  EXPECT_FALSE(possible("U", "B"));
  EXPECT_TRUE(possible("B", "B"));
  EXPECT_FALSE(possible("A", "B"));
  EXPECT_EQ(schema->type("J")->possible_types.size(), 2U);
  EXPECT_EQ(schema->type("I")->possible_types.size(), 1U);
}

TEST(BuildSchema, CoercesDefaultValuesInWhateverOrder) {
  const auto schema = test_schema(
      "type Query { f(a: A = {}, n: [Int] = 1, e: E = X, t: Float = 2): Int } "
      "input A { b: B = {y: 2} e: E = X } input B { x: [C!] = [{}] y: Int } "
      "input C { z: String = \"z\" } enum E { X }");
  const auto& arguments = schema->query->field("f")->arguments;
  EXPECT_EQ(to_json(*arguments[0].default_value), R"({"b":{"x":[{"z":"z"}],"y":2},"e":"X"})");
  EXPECT_EQ(arguments[0].default_value_text, "{}");
  EXPECT_EQ(to_json(*arguments[1].default_value), "[1]");
  EXPECT_EQ(arguments[1].default_value_text, "1");
  EXPECT_EQ(to_json(*arguments[2].default_value), "\"X\"");
  EXPECT_EQ(arguments[2].default_value_text, "X");
  EXPECT_EQ(to_json(*arguments[3].default_value), "2.0");
}

TEST(BuildSchema, KeepsAppliedDirectivesWithTheirArguments) {
  const auto schema = test_schema(
      "type Query { a: Int @aws_auth(cognito_groups: \"g\") @aws_api_key "
      "b(x: Int @deprecated): E @deprecated(reason: \"old\") } enum E { A @deprecated } "
      "input O @oneOf { a: Int @deprecated(reason: \"r\") }");
  const auto* a = schema->query->field("a");
  ASSERT_EQ(a->directives.size(), 2U);
  EXPECT_EQ(to_json(a->directives[0].arguments), R"({"cognito_groups":["g"]})");
  const auto* b = schema->query->field("b");
  EXPECT_EQ(b->deprecation_reason, "old");
  EXPECT_EQ(b->argument("x")->deprecation_reason, "No longer supported");
  EXPECT_EQ(schema->type("E")->value("A")->deprecation_reason, "No longer supported");
  EXPECT_TRUE(schema->type("O")->one_of);
  EXPECT_EQ(schema->type("O")->input_field("a")->deprecation_reason, "r");
}

TEST(BuildSchema, KeepsDescriptions) {
  const auto schema =
      test_schema("\"q\" type Query { \"f\" f(\"a\" a: E): Int } \"e\" enum E { \"v\" V }");
  EXPECT_EQ(schema->query->description, "q");
  EXPECT_EQ(schema->query->field("f")->description, "f");
  EXPECT_EQ(schema->query->field("f")->argument("a")->description, "a");
  EXPECT_EQ(schema->type("E")->value("V")->description, "v");
}

TEST(BuildSchema, ToleratesWhatIsPredeclared) {
  const auto schema = test_schema(
      "scalar AWSJSON scalar ID directive @aws_subscribe(mutations: [String!]!) on "
      "FIELD_DEFINITION "
      "type Query { a: AWSJSON }");
  EXPECT_EQ(schema->type("AWSJSON")->kind, TypeKind::scalar);
  EXPECT_EQ(to_string(schema->directive("aws_subscribe")->argument("mutations")->type), "[String]");
}

TEST(BuildSchema, OrdersTypesAsWrittenThenUsedScalarsThenIntrospection) {
  const auto schema = test_schema("type B { x: AWSDate } type Query { a: B } enum A { V }");
  EXPECT_EQ(schema->type_order,
            (std::vector<std::string>{"B", "Query", "A", "AWSDate", "Boolean", "String", "__Schema",
                                      "__Type", "__TypeKind", "__Field", "__InputValue",
                                      "__EnumValue", "__Directive", "__DirectiveLocation"}));
}

TEST(BuildSchema, DeclaresEveryScalarEvenWhenUnused) {
  const auto schema = test_schema("type Query { a: Boolean }");
  for (const std::string_view name : {"ID", "Int", "Float", "AWSPhone", "AWSTimestamp"}) {
    ASSERT_NE(schema->type(name), nullptr) << name;
    EXPECT_NE(schema->type(name)->scalar, nullptr);
  }
  EXPECT_EQ(schema->type("ID")->description, "Built-in ID");
}

TEST(BuildSchema, DeclaresAppSyncsDirectives) {
  const auto schema = test_schema("type Query { a: Int }");
  for (const std::string_view name :
       {"include", "skip", "defer", "deprecated", "specifiedBy", "oneOf", "aws_subscribe",
        "aws_publish", "aws_auth", "aws_cognito_user_pools", "aws_api_key", "aws_iam", "aws_oidc",
        "aws_lambda", "canonical", "hidden", "renamed"}) {
    EXPECT_NE(schema->directive(name), nullptr) << name;
  }
  EXPECT_EQ(schema->directive("model"), nullptr);
  const auto* include = schema->directive("include");
  EXPECT_EQ(to_string(include->argument("if")->type), "Boolean!");
  EXPECT_EQ(include->locations,
            (std::vector<std::string>{"FIELD", "FRAGMENT_SPREAD", "INLINE_FRAGMENT"}));
  EXPECT_EQ(to_json(*schema->directive("deprecated")->argument("reason")->default_value),
            "\"No longer supported\"");
}

TEST(BuildSchema, DeclaresIntrospectionAsTheSpecificationHasIt) {
  const auto schema = test_schema("type Query { a: Int }");
  const auto* type = schema->type("__Type");
  ASSERT_NE(type, nullptr);
  EXPECT_EQ(to_string(type->field("kind")->type), "__TypeKind!");
  EXPECT_NE(type->field("isOneOf"), nullptr);
  EXPECT_NE(type->field("specifiedByURL"), nullptr);
  for (const std::string_view field : {"fields", "enumValues", "inputFields"}) {
    const auto* argument = type->field(field)->argument("includeDeprecated");
    ASSERT_NE(argument, nullptr) << field;
    EXPECT_EQ(to_json(*argument->default_value), "false");
    EXPECT_EQ(to_string(argument->type), "Boolean");
  }
  const auto* directive = schema->type("__Directive");
  EXPECT_NE(directive->field("isRepeatable"), nullptr);
  for (const std::string_view field : {"onOperation", "onFragment", "onField"}) {
    ASSERT_NE(directive->field(field), nullptr) << field;
    EXPECT_EQ(to_string(directive->field(field)->type), "Boolean!");
    EXPECT_TRUE(directive->field(field)->deprecation_reason);
  }
  EXPECT_NE(schema->type("__Field")->field("args")->argument("includeDeprecated"), nullptr);
  EXPECT_EQ(schema->type("__TypeKind")->values.size(), 8U);
  EXPECT_EQ(schema->type("__DirectiveLocation")->values.size(), 19U);
  EXPECT_EQ(schema->type("__MetaFields"), nullptr);
}

TEST(BuildSchema, GivesMetaFieldsWhereTheyMayStand) {
  const auto schema =
      test_schema("type Query { a: T u: U } type T { b: Int } union U = T input I { a: Int }");
  const auto& query = *schema->query;
  EXPECT_EQ(to_string(schema->field_of(query, "__schema")->type), "__Schema!");
  EXPECT_EQ(to_string(schema->field_of(query, "__type")->argument("name")->type), "String!");
  EXPECT_EQ(to_string(schema->field_of(query, "__typename")->type), "String!");
  EXPECT_NE(schema->field_of(*schema->type("U"), "__typename"), nullptr);
  EXPECT_EQ(schema->field_of(*schema->type("T"), "__schema"), nullptr);
  EXPECT_EQ(schema->field_of(*schema->type("I"), "__typename"), nullptr);
  EXPECT_EQ(schema->field_of(query, "a"), query.field("a"));
  EXPECT_EQ(schema->field_of(query, "__other"), nullptr);
}

TEST(BuildSchema, BuildsALongChainOfTypesWithoutRecursion) {
  std::string sdl = "type Query { a(x: I0): Int }";
  constexpr int links = 10'000;
  for (int i = 0; i < links; ++i) {
    sdl += " input I" + std::to_string(i) + " { n: I" + std::to_string(i + 1) + "! }";
  }
  sdl += " input I" + std::to_string(links) + " { n: Int }";
  EXPECT_TRUE(build_schema(sdl).has_value());
}

}  // namespace
}  // namespace syncline::graphql
