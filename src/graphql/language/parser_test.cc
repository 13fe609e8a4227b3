#include "graphql/language/parser.h"

#include <gtest/gtest.h>

namespace syncline::graphql {
namespace {

Document parsed(std::string_view text) {
  auto document = parse(text);
  if (!document) {
    ADD_FAILURE() << document.error().message << "\n" << text;
    return {};
  }
  return *std::move(document);
}

const OperationDefinition& operation(const Document& document, std::size_t index = 0) {
  return std::get<OperationDefinition>(document.definitions.at(index));
}

const Field& field(const SelectionSet& set, std::size_t index = 0) {
  return *std::get<const Field*>(set.selections.at(index));
}

std::string fault(std::string_view text) {
  const auto document = parse(text);
  if (document) return "no fault";
  EXPECT_EQ(document.error().kind, ErrorKind::invalid);
  EXPECT_EQ(document.error().type, "GraphQLSyntaxError");
  const auto& at = document.error().detail;
  return document.error().message + " @ " + to_json(at.at("line")) + ":" + to_json(at.at("column"));
}

TEST(Parser, ReadsAShorthandQuery) {
  const auto document = parsed("{ a b: c }");
  const auto& query = operation(document);
  EXPECT_TRUE(query.shorthand);
  EXPECT_EQ(query.operation, OperationType::query);
  EXPECT_EQ(field(query.selection_set, 0).response_key(), "a");
  EXPECT_EQ(field(query.selection_set, 1).alias, "b");
  EXPECT_EQ(field(query.selection_set, 1).name, "c");
}

TEST(Parser, ReadsOperationsWithNamesVariablesAndDirectives) {
  const auto document =
      parsed("mutation M($a: [Int!]! = [1, 2] @v, $b: T) @d(x: $a) { f } subscription { g }");
  const auto& mutation = operation(document);
  EXPECT_EQ(mutation.operation, OperationType::mutation);
  EXPECT_EQ(mutation.name, "M");
  ASSERT_EQ(mutation.variables.size(), 2U);
  EXPECT_EQ(mutation.variables[0].name, "a");
  EXPECT_TRUE(mutation.variables[0].type.non_null);
  EXPECT_TRUE(mutation.variables[0].type.item->non_null);
  EXPECT_EQ(mutation.variables[0].type.item->name, "Int");
  EXPECT_TRUE(mutation.variables[0].default_value.has_value());
  EXPECT_EQ(mutation.variables[0].directives.at(0).name, "v");
  EXPECT_EQ(mutation.variables[0].location, (Location{1, 12}));
  EXPECT_EQ(mutation.directives.at(0).name, "d");
  EXPECT_EQ(operation(document, 1).operation, OperationType::subscription);
  EXPECT_EQ(operation(document, 1).name, "");
}

TEST(Parser, KeepsTheOrderOfArguments) {
  const auto document = parsed("{ f(c: 1, a: 2, b: 3) }");
  const auto& arguments = field(operation(document).selection_set).arguments;
  ASSERT_EQ(arguments.size(), 3U);
  EXPECT_EQ(arguments[0].name, "c");
  EXPECT_EQ(arguments[1].name, "a");
  EXPECT_EQ(arguments[2].name, "b");
}

TEST(Parser, ReadsFragments) {
  const auto document = parsed(
      "{ ...F @a ... on T { x } ... @include(if: true) { y } ... { z } } fragment F on T @b { w }");
  const auto& selections = operation(document).selection_set.selections;
  EXPECT_EQ(std::get<const FragmentSpread*>(selections.at(0))->name, "F");
  EXPECT_EQ(std::get<const InlineFragment*>(selections.at(1))->type_condition.name, "T");
  EXPECT_EQ(std::get<const InlineFragment*>(selections.at(2))->directives.at(0).name, "include");
  EXPECT_EQ(std::get<const InlineFragment*>(selections.at(3))->type_condition.name, "");
  const auto& fragment = std::get<FragmentDefinition>(document.definitions.at(1));
  EXPECT_EQ(fragment.name, "F");
  EXPECT_EQ(fragment.type_condition.name, "T");
}

TEST(Parser, TakesKeywordsForNamesWhereNamesStand) {
  for (const std::string_view word : {"on", "fragment", "query", "mutation", "subscription", "true",
                                      "false", "null", "type", "extend"}) {
    const std::string name(word);
    const auto fragment_name = word == "on" ? std::string("a") : name;
    parsed("query " + name + " { ... " + fragment_name + " ... on " + name + " { " + name + "(" +
           name + ": $" + name + ") @" + name + "(" + name + ": 1) } } fragment " + fragment_name +
           " on " + name + " { " + name + " }");
  }
}

TEST(Parser, ReadsDescriptionsOfExecutableDefinitions) {
  const auto document =
      parsed("\"q\" query Q(\"v\" $a: Int) { f } \"\"\"f\"\"\" fragment F on T { g }");
  EXPECT_EQ(operation(document).description, "q");
  EXPECT_EQ(operation(document).location, (Location{1, 5}));
  EXPECT_EQ(operation(document).variables.at(0).description, "v");
  EXPECT_EQ(std::get<FragmentDefinition>(document.definitions.at(1)).description, "f");
}

TEST(Parser, ReadsEveryKindOfValue) {
  const auto value = parse_value(
      "[$v, 1, 1.5, \"s\", \"\"\"b\"\"\", true, false, null, E, [], {}, {a: {b: [1]}}]");
  ASSERT_TRUE(value.has_value());
  const auto& list = std::get<ListValue>(value->value.node).values;
  EXPECT_EQ(std::get<Variable>(list.at(0).node).name, "v");
  EXPECT_EQ(std::get<IntValue>(list.at(1).node).text, "1");
  EXPECT_EQ(std::get<FloatValue>(list.at(2).node).text, "1.5");
  EXPECT_FALSE(std::get<StringValue>(list.at(3).node).block);
  EXPECT_TRUE(std::get<StringValue>(list.at(4).node).block);
  EXPECT_TRUE(std::get<BooleanValue>(list.at(5).node).value);
  EXPECT_FALSE(std::get<BooleanValue>(list.at(6).node).value);
  EXPECT_TRUE(std::holds_alternative<NullValue>(list.at(7).node));
  EXPECT_EQ(std::get<EnumValue>(list.at(8).node).name, "E");
  EXPECT_TRUE(std::get<ListValue>(list.at(9).node).values.empty());
  EXPECT_TRUE(std::get<ObjectValue>(list.at(10).node).fields.empty());
  EXPECT_EQ(std::get<ObjectValue>(list.at(11).node).fields.at(0).name, "a");
  EXPECT_EQ(list.at(9).location, (Location{1, 50}));
}

TEST(Parser, ReadsATypeAlone) {
  const auto type = parse_type("[[T!]]!");
  ASSERT_TRUE(type.has_value());
  EXPECT_TRUE(type->type.non_null);
  EXPECT_FALSE(type->type.item->non_null);
  EXPECT_TRUE(type->type.item->item->non_null);
  EXPECT_EQ(type->type.item->item->name, "T");
}

TEST(Parser, GivesEachNodeItsLocation) {
  const auto document = parsed("{\n  a(x: 1) @d {\n    b\n  }\n}");
  const auto& a = field(operation(document).selection_set);
  EXPECT_EQ(operation(document).location, (Location{1, 1}));
  EXPECT_EQ(a.location, (Location{2, 3}));
  EXPECT_EQ(a.arguments.at(0).location, (Location{2, 5}));
  EXPECT_EQ(a.arguments.at(0).value.location, (Location{2, 8}));
  EXPECT_EQ(a.directives.at(0).location, (Location{2, 11}));
  EXPECT_EQ(a.selection_set.location, (Location{2, 14}));
  EXPECT_EQ(field(a.selection_set).location, (Location{3, 5}));
}

TEST(Parser, SaysWhatItExpectedAndWhatItFound) {
  EXPECT_EQ(fault(""), "Syntax Error: Unexpected <EOF>. @ 1:1");
  EXPECT_EQ(fault("{"), "Syntax Error: Expected Name, found <EOF>. @ 1:2");
  EXPECT_EQ(fault("{}"), "Syntax Error: Expected Name, found \"}\". @ 1:2");
  EXPECT_EQ(fault("{ f() }"), "Syntax Error: Expected Name, found \")\". @ 1:5");
  EXPECT_EQ(fault("{ f(a 1) }"), "Syntax Error: Expected \":\", found Int \"1\". @ 1:7");
  EXPECT_EQ(fault("notAnOperation Foo { field }"),
            "Syntax Error: Unexpected Name \"notAnOperation\". @ 1:1");
  EXPECT_EQ(fault("..."), "Syntax Error: Unexpected \"...\". @ 1:1");
  EXPECT_EQ(fault("{ ...MissingOn }\nfragment MissingOn Type { f }"),
            "Syntax Error: Expected \"on\", found Name \"Type\". @ 2:20");
  EXPECT_EQ(fault("{ field: {} }"), "Syntax Error: Expected Name, found \"{\". @ 1:10");
  EXPECT_EQ(fault("query Q() { f }"), "Syntax Error: Expected \"$\", found \")\". @ 1:9");
  EXPECT_EQ(fault("query Q { f } }"), "Syntax Error: Unexpected \"}\". @ 1:15");
  EXPECT_EQ(fault("{ f(a: ) }"), "Syntax Error: Unexpected \")\". @ 1:8");
  EXPECT_EQ(fault("{ f \"s\" }"), "Syntax Error: Expected Name, found String \"s\". @ 1:5");
  EXPECT_EQ(fault("query Q"), "Syntax Error: Expected \"{\", found <EOF>. @ 1:8");
}

TEST(Parser, RefusesAFragmentCalledOn) {
  EXPECT_EQ(fault("fragment on on on { on }"), "Syntax Error: Unexpected Name \"on\". @ 1:10");
  EXPECT_EQ(fault("{ ...on }"), "Syntax Error: Expected Name, found \"}\". @ 1:9");
}

TEST(Parser, RefusesVariablesInConstants) {
  EXPECT_EQ(fault("query Q($a: Int = $b) { f }"),
            "Syntax Error: Unexpected variable \"$b\" in constant value. @ 1:19");
  EXPECT_EQ(fault("query Q($a: Int = [{x: $b}]) { f }"),
            "Syntax Error: Unexpected variable \"$b\" in constant value. @ 1:24");
  EXPECT_EQ(fault("query Q($a: Int @d(x: $b)) { f }"),
            "Syntax Error: Unexpected variable \"$b\" in constant value. @ 1:23");
  EXPECT_EQ(fault("query Q($a: Int = $) { f }"), "Syntax Error: Unexpected \"$\". @ 1:19");
}

TEST(Parser, RefusesDescriptionsOfWhatHasNone) {
  EXPECT_EQ(fault("\"d\" { f }"),
            "Syntax Error: Unexpected description, descriptions are not supported on shorthand "
            "queries. @ 1:1");
  const std::string message =
      "Syntax Error: Unexpected description, only GraphQL definitions support descriptions. @ 1:1";
  EXPECT_EQ(fault("\"d\" extend type T { f: Int }"), message);
  EXPECT_EQ(fault("\"d\" other T { f: Int }"), message);
}

TEST(Parser, RefusesTextAfterALoneValueOrType) {
  EXPECT_EQ(parse_value("1 2").error().message, "Syntax Error: Expected <EOF>, found Int \"2\".");
  EXPECT_EQ(parse_type("T]").error().message, "Syntax Error: Expected <EOF>, found \"]\".");
  EXPECT_FALSE(parse_value(""));
  EXPECT_FALSE(parse_type("!"));
}

TEST(Parser, StopsAtTheLimitOfTokens) {
  EXPECT_TRUE(parse("{ a b }", {.tokens_max = 4}));
  const auto document = parse("{ a b c }", {.tokens_max = 4});
  ASSERT_FALSE(document);
  EXPECT_EQ(document.error().message,
            "Syntax Error: Document contains more than 4 tokens. Parsing aborted.");
}

TEST(Parser, StopsAtTheLimitOfDepthInSetsValuesAndTypes) {
  const ParseLimits limits{.depth_max = 2};
  EXPECT_TRUE(parse("{ a { b(x: 1) } }", limits));
  EXPECT_TRUE(parse("{ a(x: [1]) }", limits));
  for (const std::string_view text : {"{ a { b { c } } }", "{ a(x: [[1]]) }", "{ a(x: {y: {}}) }",
                                      "query ($x: [[[T]]]) { a }", "{ ... { ... { a } } }"}) {
    const auto document = parse(text, limits);
    ASSERT_FALSE(document) << text;
    EXPECT_EQ(document.error().message,
              "Syntax Error: Document nests deeper than 2 levels. Parsing aborted.");
  }
}

TEST(Parser, DoesNotCountSiblingsAsDepth) {
  EXPECT_TRUE(parse("{ a { b } c { d } e(x: [1], y: [2]) { f } }", {.depth_max = 2}));
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

TEST(Parser, RefusesTenThousandNestedBracketsOfEachKind) {
  constexpr std::size_t times = 10'000;
  EXPECT_NE(fault(repeated("{a", times)).find("nests deeper"), std::string::npos);
  EXPECT_NE(fault("{f(x:" + repeated("[", times)).find("nests deeper"), std::string::npos);
  EXPECT_NE(fault("{f(x:" + repeated("{a:", times / 2)).find("nests deeper"), std::string::npos);
  EXPECT_NE(fault("query($x:" + repeated("[", times)).find("nests deeper"), std::string::npos);
  EXPECT_NE(fault(repeated("{...", times / 2)).find("nests deeper"), std::string::npos);
  EXPECT_NE(fault("type T {f(a:[I]=" + repeated("[", times)).find("nests deeper"),
            std::string::npos);
}

TEST(Parser, ReadsNumbersOfAnyLengthAsWritten) {
  const auto digits = "1" + repeated("0", 100'000);
  const auto value = parse_value(digits);
  ASSERT_TRUE(value.has_value());
  EXPECT_EQ(std::get<IntValue>(value->value.node).text, digits);
}

TEST(Parser, RefusesInvalidUtf8) {
  EXPECT_EQ(fault("{ f(a: \"\xC3\x28\") }"),
            "Syntax Error: Invalid character within String: byte 0xC3, which is not valid UTF-8. "
            "@ 1:9");
}

}  // namespace
}  // namespace syncline::graphql
