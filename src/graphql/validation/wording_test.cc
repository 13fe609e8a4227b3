// Each rule in the words of the reference implementation: the texts are those of graphql-js 16.
#include <gtest/gtest.h>

#include "graphql/language/parser.h"
#include "graphql/type/build_schema.h"
#include "graphql/validation/validate.h"

namespace syncline::graphql {
namespace {

constexpr std::string_view sdl = R"(
  type Query {
    dog: Dog pet: Pet id: ID n: Int! any: Thing
    f(int: Int, float: Float, text: String, flag: Boolean, id: ID, date: AWSDate, color: Color,
      box: Box, pick: Pick, list: [Int!]): Int
    must(x: Int!): Int
  }
  type Subscription { a: Int b: Int }
  interface Pet { name: String }
  type Dog implements Pet { name: String! bark: Int }
  type Cat implements Pet { name: String! lives: Int }
  union Thing = Dog | Cat
  enum Color { RED }
  input Box { id: ID! inner: Box }
  input Pick @oneOf { a: Int b: Int }
)";

std::vector<std::string> told(std::string_view query) {
  const auto schema = build_schema(sdl);
  std::vector<std::string> messages;
  for (Violation& violation : validate(*schema.value(), parse(query).value(), Wording::reference)) {
    messages.push_back(std::move(violation.message));
  }
  return messages;
}

struct Case {
  std::string_view query;
  std::vector<std::string> messages;
};

class ReferenceWording : public testing::TestWithParam<Case> {};

TEST_P(ReferenceWording, SaysWhatTheReferenceSays) {
  EXPECT_EQ(told(GetParam().query), GetParam().messages) << GetParam().query;
}

INSTANTIATE_TEST_SUITE_P(
    Rules, ReferenceWording,
    testing::Values(
        Case{
            "{ id } type T { a: Int } schema { query: Query } directive @d on FIELD",
            {R"(The "T" definition is not executable.)", "The schema definition is not executable.",
             R"(The "d" definition is not executable.)"}},
        Case{"{ nope }", {R"(Cannot query field "nope" on type "Query".)"}},
        Case{"{ dog { ... on Color { x } ...F } } fragment F on Int { x }",
             {R"(Fragment cannot condition on non composite type "Color".)",
              R"(Fragment "F" cannot condition on non composite type "Int".)"}},
        Case{"{ f(nope: 1) id @skip(if: true, nope: 1) }",
             {R"(Unknown argument "nope" on field "Query.f".)",
              R"(Unknown argument "nope" on directive "@skip".)"}},
        Case{"query @nope @skip(if: true) { id }",
             {R"(Unknown directive "@nope".)", R"(Directive "@skip" may not be used on QUERY.)"}},
        Case{"{ ...F }", {R"(Unknown fragment "F".)"}},
        Case{"{ ... on Nope { x } }", {R"(Unknown type "Nope".)"}},
        Case{"{ id } query Q { id }",
             {"This anonymous operation must be the only defined operation."}},
        Case{"{ dog { ...F } } fragment F on Dog { ...F ...G } fragment G on Dog { ...H } "
             "fragment H on Dog { ...G }",
             {R"(Cannot spread fragment "F" within itself.)",
              R"(Cannot spread fragment "G" within itself via "H".)"}},
        Case{"query Q { f(int: $x) ...F } fragment F on Query { f(int: $x) }",
             {R"(Variable "$x" is not defined by operation "Q".)",
              R"(Variable "$x" is not defined by operation "Q".)"}},
        Case{"{ f(int: $x) }", {R"(Variable "$x" is not defined.)"}},
        Case{"{ id } fragment F on Query { id }", {R"(Fragment "F" is never used.)"}},
        Case{"query ($x: Int) { id }", {R"(Variable "$x" is never used.)"}},
        Case{"query Q($x: Int) { id }", {R"(Variable "$x" is never used in operation "Q".)"}},
        Case{
            "{ dog { x: name x: bark } }",
            {R"(Fields "x" conflict because "name" and "bark" are different fields. Use different )"
             "aliases on the fields to fetch both if this was intentional."}},
        Case{
            "{ dog { f: name } dog { f: bark } }",
            {R"(Fields "dog" conflict because subfields "f" conflict because "name" and "bark" are)"
             " different fields. Use different aliases on the fields to fetch both if this was "
             "intentional."}},
        Case{"{ f(int: 1) f(int: 2) }",
             {R"(Fields "f" conflict because they have differing arguments. Use different aliases )"
              "on the fields to fetch both if this was intentional."}},
        Case{
            "{ any { ... on Dog { x: name } ... on Cat { x: lives } } }",
            {R"(Fields "x" conflict because they return conflicting types "String!" and "Int". Use)"
             " different aliases on the fields to fetch both if this was intentional."}},
        Case{"{ dog { ... on Cat { name } ...F } } fragment F on Cat { name }",
             {R"(Fragment cannot be spread here as objects of type "Dog" can never be of type )"
              R"("Cat".)",
              R"(Fragment "F" cannot be spread here as objects of type "Dog" can never be of type )"
              R"("Cat".)"}},
        Case{"{ must id @skip }",
             {R"(Field "must" argument "x" of type "Int!" is required, but it was not provided.)",
              R"(Directive "@skip" argument "if" of type "Boolean!" is required, but it was not )"
              "provided."}},
        Case{"{ id { x } dog }",
             {R"(Field "id" must not have a selection since type "ID" has no subfields.)",
              R"(Field "dog" of type "Dog" must have a selection of subfields. Did you mean )"
              R"("dog { ... }"?)"}}));

INSTANTIATE_TEST_SUITE_P(
    MoreRules, ReferenceWording,
    testing::Values(
        Case{"subscription S { a b }",
             {R"(Subscription "S" must select only one top level field.)"}},
        Case{"subscription { __typename }",
             {"Anonymous Subscription must not select an introspection top level field."}},
        Case{"subscription { a @skip(if: true) }",
             {"Anonymous Subscription must not use `@skip` or `@include` directives in the top "
              "level selection."}},
        Case{"{ f(int: 1, int: 2) }", {R"(There can be only one argument named "int".)"}},
        Case{"{ id @skip(if: true) @skip(if: true) }",
             {R"(The directive "@skip" can only be used once at this location.)"}},
        Case{"{ ...F } fragment F on Query { id } fragment F on Query { id }",
             {R"(There can be only one fragment named "F".)"}},
        Case{"{ f(box: {id: 1, id: 2}) }", {R"(There can be only one input field named "id".)"}},
        Case{"query Q { id } query Q { id }", {R"(There can be only one operation named "Q".)"}},
        Case{"query ($x: Int, $x: Int) { f(int: $x) }",
             {R"(There can be only one variable named "$x".)"}},
        Case{"mutation { a }", {"The mutation operation is not supported by the schema."}},
        Case{R"({ a: f(int: 1.5) b: f(float: "x") c: f(text: 1) d: f(flag: 1) e: f(id: 1.5) })",
             {"Int cannot represent non-integer value: 1.5",
              R"(Float cannot represent non numeric value: "x")",
              "String cannot represent a non string value: 1",
              "Boolean cannot represent a non boolean value: 1",
              "ID cannot represent a non-string and non-integer value: 1.5"}},
        Case{R"({ a: f(date: "x") b: f(color: BLUE) c: f(color: "RED") d: f(list: [null]) })",
             {R"(Expected value of type "AWSDate", found "x".)",
              R"(Value "BLUE" does not exist in "Color" enum.)",
              R"(Enum "Color" cannot represent non-enum value: "RED".)",
              R"(Expected value of type "Int!", found null.)"}},
        Case{"{ a: f(box: 1) b: f(box: {}) c: f(box: {id: 1, inner: {no: 1}}) d: f(box: {id: 1, "
             "inner: {}}) }",
             {R"(Expected value of type "Box", found 1.)",
              R"(Field "Box.id" of type "ID!" is required, but it was not provided.)",
              R"(Field "no" is not defined by type "Box".)",
              R"(Field "Box.id" of type "ID!" is required, but it was not provided.)"}},
        Case{"{ a: f(pick: {}) b: f(pick: {a: null}) }",
             {R"(OneOf Input Object "Pick" must specify exactly one key.)",
              R"(Field "Pick.a" must be non-null.)"}},
        Case{R"(query ($x: Int = "x") { f(int: $x) })",
             {R"(Int cannot represent non-integer value: "x")"}},
        Case{"query ($x: Dog) { f(int: $x) }",
             {R"(Variable "$x" cannot be non-input type "Dog".)",
              R"(Variable "$x" of type "Dog" used in position expecting type "Int".)"}},
        Case{R"(query ($x: String = "x") { must(x: $x) })",
             {R"(Variable "$x" of type "String" used in position expecting type "Int!".)"}}));

TEST(ReferenceWording, SaysThatItStoppedAtTheLimit) {
  std::string query = "{";
  for (int i = 0; i < 200; ++i) query += " x" + std::to_string(i);
  EXPECT_EQ(told(query + " }").back(),
            "Too many validation errors, error limit reached. Validation aborted.");
}

}  // namespace
}  // namespace syncline::graphql
