#include "graphql/language/printer.h"

#include <gtest/gtest.h>

#include "graphql/language/parser.h"
#include "graphql/language/tree_text.h"

namespace syncline::graphql {
namespace {

std::string printed(std::string_view text) {
  const auto document = parse(text);
  if (!document) return document.error().message;
  return print(*document);
}

TEST(Printer, WritesAnOperationWithTwoBlanksOfIndent) {
  EXPECT_EQ(
      printed("query Q($a:Int=1@v,$b:[T!]!)@d{x:f(a:$a,b:[1,\"s\"]){g ...F@i ...on T{h}...{i}}}"),
      "query Q($a: Int = 1 @v, $b: [T!]!) @d {\n"
      "  x: f(a: $a, b: [1, \"s\"]) {\n"
      "    g\n"
      "    ...F @i\n"
      "    ... on T {\n"
      "      h\n"
      "    }\n"
      "    ... {\n"
      "      i\n"
      "    }\n"
      "  }\n"
      "}");
}

TEST(Printer, KeepsTheShorthandForm) {
  EXPECT_EQ(printed("{a}"), "{\n  a\n}");
  EXPECT_EQ(printed("query{a}"), "query {\n  a\n}");
}

TEST(Printer, SetsDefinitionsApartByAnEmptyLine) {
  EXPECT_EQ(printed("{a} fragment F on T{b}"), "{\n  a\n}\n\nfragment F on T {\n  b\n}");
}

TEST(Printer, WritesValues) {
  const auto value = parse_value("{a:[1,-2.5e3,$v,E,null,true,\"q\\\"\\n\\u0007\"],b:{}}");
  ASSERT_TRUE(value.has_value());
  EXPECT_EQ(print(value->value), R"({a: [1, -2.5e3, $v, E, null, true, "q\"\n\u0007"], b: {}})");
}

TEST(Printer, WritesTypes) {
  const auto type = parse_type("[ [ T ! ] ] !");
  ASSERT_TRUE(type.has_value());
  EXPECT_EQ(print(type->type), "[[T!]]!");
}

TEST(Printer, WritesASelectionSetAlone) {
  const auto document = parse("{ id other: title(a: 1) { x } }");
  ASSERT_TRUE(document.has_value());
  const auto& query = std::get<OperationDefinition>(document->definitions.at(0));
  EXPECT_EQ(print(query.selection_set), "{\n  id\n  other: title(a: 1) {\n    x\n  }\n}");
  EXPECT_EQ(print(SelectionSet{}), "");
}

TEST(Printer, WritesTypeDefinitions) {
  EXPECT_EQ(printed("\"d\" type T implements A&B@x{\"f\" f(a:Int=1,b:S):[R!] g(\"c\" c:Int):R}"),
            "\"\"\"\nd\n\"\"\"\n"
            "type T implements A & B @x {\n"
            "  \"\"\"\n  f\n  \"\"\"\n"
            "  f(a: Int = 1, b: S): [R!]\n"
            "  g(\n"
            "    \"\"\"\n    c\n    \"\"\"\n"
            "    c: Int\n"
            "  ): R\n"
            "}");
  EXPECT_EQ(printed("union U@d=|A|B"), "union U @d = A | B");
  EXPECT_EQ(printed("extend enum E{A@x B}"), "extend enum E {\n  A @x\n  B\n}");
  EXPECT_EQ(printed("input I{a:Int=1@d}"), "input I {\n  a: Int = 1 @d\n}");
  EXPECT_EQ(printed("scalar S@d"), "scalar S @d");
  EXPECT_EQ(printed("schema@d{query:Q}"), "schema @d {\n  query: Q\n}");
  EXPECT_EQ(printed("directive@d(a:Int)repeatable on FIELD|QUERY"),
            "directive @d(a: Int) repeatable on FIELD | QUERY");
}

TEST(Printer, IndentsBlockStringsWithTheirPlace) {
  EXPECT_EQ(printed("{ f(a: \"\"\"x\n y\"\"\") }"), "{\n  f(a: \"\"\"\n  x\n  y\n  \"\"\")\n}");
}

// What is printed parses to the same tree, and prints the same again.
class RoundTrip : public testing::TestWithParam<std::string_view> {};

TEST_P(RoundTrip, GivesTheSameTree) {
  const auto first = parse(GetParam());
  ASSERT_TRUE(first.has_value()) << first.error().message;
  const auto text = print(*first);
  const auto second = parse(text);
  ASSERT_TRUE(second.has_value()) << second.error().message << "\n" << text;
  EXPECT_EQ(tree_text(*first), tree_text(*second)) << text;
  EXPECT_EQ(print(*second), text);
}

constexpr std::string_view executable_corpus[] = {
    "{a}",
    "query{a}",
    "query Q($foo: ComplexType, $site: Site = MOBILE) @onQuery { whoever: node(id: [123, 456]) "
    "{ id, ... on User @onInlineFragment { field2 { id, alias: field1(first: 10, after: $foo) "
    "@include(if: $foo) { id, ...frag @onFragmentSpread } } } ... @skip(unless: $foo) { id } "
    "... { id } } }",
    "mutation likeStory @onMutation { like(story: 123) @onField { story { id @onField } } }",
    "subscription S($input: In @onVariableDefinition) @onSubscription { sub(input: $input) { l { "
    "count } text } }",
    "fragment frag on Friend @onFragmentDefinition { foo(size: $site, bar: $b, obj: {key: "
    "\"value\","
    " block: \"\"\"\n      block string uses \\\"\"\"\n  \"\"\"}) }",
    "query teeny { unnamed(truthy: true, falsy: false, nullish: null), query }",
    "{ f(a: \"\", b: \"\"\"\"\"\", c: \"\\u0000\\u007f\\u{10FFFF}\\\"\\\\/\", d: "
    "\"\u00E9\U0001F600\") }",
    "{ f(a: \"\"\"  leading\"\"\", b: \"\"\"  one\n    two\n  three\"\"\", c: "
    "\"\"\"x\\\"\"\"\"\"\") }",
    "{ f(a: \"\"\"a\"\n\"\"\", b: \"\"\" a\\\n\"\"\", c: \"\"\"\n\ta\n\t\tb\n\n\tc \n\"\"\") }",
    "{ f(a: [[], [[]], {}, {a: {b: {}}}], b: -0, c: -0.0e-10, d: E, e: [$v]) }",
    "\"described\" query Q(\"first\" $a: Int = 1, $b: [T!]! = [] @d) { f }",
    "\"\"\"\nseveral\n  lines\n\"\"\"\nfragment F on T { f }",
    "\"\\n\" query Q(\"\\r\" $a: Int) { f }",
    "query on($on: on = on @on(on: on)) @on { on: on(on: $on) @on ... on on { on } }",
};

constexpr std::string_view type_system_corpus[] = {
    "schema { query: QueryType mutation: MutationType }",
    "\"\"\"This is a description of the schema as a whole.\"\"\" schema @a @b { query: Q }",
    "\"\"\"\nThis is a description\nof the `Foo` type.\n\"\"\"\ntype Foo implements Bar & Baz & "
    "Two {"
    " \"Description of the `one` field.\" one: Type "
    "\"\"\" two \"\"\" two(\"\"\" arg \"\"\" argument: InputType!): Type "
    "three(argument: InputType, other: String): Int "
    "four(argument: String = \"string\"): String "
    "five(argument: [String] = [\"string\", \"string\"]): String "
    "six(argument: InputType = {key: \"value\"}): Type seven(argument: Int = null): Type }",
    "type AnnotatedObject @onObject(arg: \"value\") { annotatedField(arg: Type = \"default\" "
    "@onArgumentDefinition): Type @onField }",
    "type UndefinedType extend type Foo { seven(argument: [String]): Type } extend type Foo "
    "@onType interface Bar { one: Type four(argument: String = \"string\"): String }",
    "interface AnnotatedInterface @onInterface { annotatedField(arg: Type @onArgumentDefinition): "
    "Type @onField } interface UndefinedInterface extend interface Bar implements Two { two(a: In!)"
    ": Type } extend interface Bar @onInterface interface Baz implements Bar & Two { one: Type }",
    "union Feed = | Story | Article | Advert union AnnotatedUnion @onUnion = A | B union "
    "UndefinedUnion extend union Feed = Photo | Video extend union Feed @onUnion",
    "scalar CustomScalar scalar AnnotatedScalar @onScalar extend scalar CustomScalar @onScalar",
    "enum Site { \"This is a description of the `DESKTOP` value\" DESKTOP MOBILE \"\"\"x\"\"\" WEB "
    "}"
    " enum AnnotatedEnum @onEnum { ANNOTATED_VALUE @onEnumValue OTHER_VALUE } enum UndefinedEnum "
    "extend enum Site { VR } extend enum Site @onEnum",
    "input InputType { key: String! answer: Int = 42 } input AnnotatedInput @onInputObject { "
    "annotatedField: Type @onInputFieldDefinition } input UndefinedInput extend input InputType { "
    "other: Float = 1.23e4 @onInputFieldDefinition } extend input InputType @onInputObject",
    "\"\"\"d\"\"\" directive @skip(\"\"\"when\"\"\" if: Boolean! @onArg) on FIELD | "
    "FRAGMENT_SPREAD | INLINE_FRAGMENT directive @r repeatable on OBJECT | INTERFACE",
    "extend schema @onSchema extend schema @onSchema { subscription: SubscriptionType }",
    "\"\" type T { \"\" f(\"\" a: Int): Int } \"\" enum E { \"\" A }",
    "type T { f(a: [[Int!]!]! = [[1]], b: I = {a: [{}], b: \"\"\"x\n  y\"\"\"}): [[T]!] }",
};

INSTANTIATE_TEST_SUITE_P(Executable, RoundTrip, testing::ValuesIn(executable_corpus));
INSTANTIATE_TEST_SUITE_P(TypeSystem, RoundTrip, testing::ValuesIn(type_system_corpus));

}  // namespace
}  // namespace syncline::graphql
