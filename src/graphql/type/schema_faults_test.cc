// What build_schema refuses: every fault of the specification's and AppSync's type validation.
#include <gtest/gtest.h>

#include "base/limits.h"
#include "graphql/type/build_schema.h"

namespace syncline::graphql {
namespace {

// Each fault as "message @ line:column", one a line.
std::string faults(std::string_view sdl) {
  const auto schema = build_schema(sdl);
  if (schema) return "none";
  EXPECT_EQ(schema.error().type, "GraphQLSchemaException");
  EXPECT_EQ(schema.error().kind, ErrorKind::invalid);
  std::string out;
  for (const auto& fault : schema.error().detail.as_array()) {
    if (!out.empty()) out += '\n';
    out += fault.at("message").as_string();
    for (const auto& location : fault.at("locations").as_array()) {
      out += " @ " + to_json(location.at("line")) + ":" + to_json(location.at("column"));
    }
  }
  return out;
}

// The faults of a schema that is right but for `sdl`.
std::string faults_of(const std::string& sdl) { return faults("type Query { q: Int }\n" + sdl); }

TEST(SchemaFaults, ReportsSyntaxWithItsPlace) {
  EXPECT_EQ(faults("type Query {\n  a: }"), "Syntax Error: Expected Name, found \"}\". @ 2:6");
  EXPECT_EQ(faults(""), "Syntax Error: Unexpected <EOF>. @ 1:1");
}

TEST(SchemaFaults, CollectsThemAllInTheOrderOfTheText) {
  EXPECT_EQ(faults("type Query {\n  a: X\n  b: Int @y\n  b: Int\n}\nunion U"),
            "Unknown type \"X\". @ 2:6\n"
            "Unknown directive \"@y\". @ 3:10\n"
            "Field \"Query.b\" can only be defined once. @ 4:3\n"
            "Type U must define one or more member types. @ 6:1");
}

TEST(SchemaFaults, TellsTheFirstAndTheNumberOfTheRestInTheMessage) {
  const auto schema = build_schema("type Query { a: X\n b: Y\n c: Z }");
  ASSERT_FALSE(schema);
  EXPECT_EQ(schema.error().message, "Unknown type \"X\". (line 1) And 2 more.");
}

// The type that carries the meta fields is gone once the schema is built.
TEST(SchemaFaults, HaveNoTypeForMetaFields) {
  EXPECT_EQ(faults_of("type T { m: __MetaFields }\n"
                      "union U = __MetaFields\n"
                      "extend type __MetaFields { a: Int }"),
            "Unknown type \"__MetaFields\". @ 2:13\n"
            "Unknown type \"__MetaFields\". @ 3:11\n"
            "Cannot extend type \"__MetaFields\" because it is not defined. @ 4:1");
}

TEST(SchemaFaults, NeedsAQueryType) {
  EXPECT_EQ(faults("type T { a: Int }"), "Query root type must be provided.");
  EXPECT_EQ(faults("schema { mutation: M } type M { a: Int }"),
            "Query root type must be provided. @ 1:1");
}

TEST(SchemaFaults, ChecksRootTypes) {
  EXPECT_EQ(faults("input Query { a: Int }"),
            "The query root type must be an object type, it cannot be Query.");
  EXPECT_EQ(faults("schema {\n query: Q\n mutation: M\n} type M { a: Int }"),
            "Unknown type \"Q\". @ 2:9");
  EXPECT_EQ(faults("schema {\n query: Q\n mutation: Q\n} type Q { a: Int }"),
            "All root types must be different. \"Q\" is used for both query and mutation. @ 3:12");
  EXPECT_EQ(faults("schema {\n query: Q\n query: Q\n} type Q { a: Int }"),
            "There can be only one query type in schema. @ 3:2");
  EXPECT_EQ(faults("schema { query: Q } type Q { a: Int }\nschema { query: Q }"),
            "Must provide only one schema definition. @ 2:1");
}

TEST(SchemaFaults, RefusesExecutableDefinitions) {
  EXPECT_EQ(faults_of("{ a }"), "A schema cannot contain operations. @ 2:1");
  EXPECT_EQ(faults_of("fragment F on Query { q }"), "A schema cannot contain fragments. @ 2:1");
}

TEST(SchemaFaults, RefusesScalarsAndDirectivesOfItsOwn) {
  EXPECT_EQ(faults_of("scalar Date type T { d: Date }"),
            "Scalar \"Date\" cannot be defined: AppSync has no scalars other than its own. @ 2:1");
  EXPECT_EQ(
      faults_of("directive @mine on FIELD"),
      "Directive \"@mine\" cannot be defined: AppSync has no directives other than its own. @ "
      "2:1");
}

TEST(SchemaFaults, RefusesReservedNames) {
  const std::string reserved =
      "\" must not begin with \"__\", which is reserved by GraphQL "
      "introspection. @ ";
  EXPECT_EQ(faults_of("type __T { a: Int }"), "Name \"__T" + reserved + "2:1");
  EXPECT_EQ(faults_of("type T { __a: Int b: Int }"), "Name \"__a" + reserved + "2:10");
  EXPECT_EQ(faults_of("type T { a(__b: Int): Int }"), "Name \"__b" + reserved + "2:12");
  EXPECT_EQ(faults_of("input I { __a: Int b: Int }"), "Name \"__a" + reserved + "2:11");
  EXPECT_EQ(faults_of("enum E { __A B }"), "Name \"__A" + reserved + "2:10");
  EXPECT_EQ(faults_of("type AWSThing { a: Int }"),
            "Name \"AWSThing\" must not begin with \"AWS\", which is reserved by AppSync. @ 2:1");
}

TEST(SchemaFaults, RefusesTypesAndMembersThatAreDefinedTwice) {
  EXPECT_EQ(faults_of("type T { a: Int }\nenum T { A }"),
            "There can be only one type named \"T\". @ 3:1");
  EXPECT_EQ(faults_of("type String { a: Int }"),
            "There can be only one type named \"String\". @ 2:1");
  EXPECT_EQ(faults_of("enum E { A B A }"), "Enum value \"E.A\" can only be defined once. @ 2:14");
  EXPECT_EQ(faults_of("input I { a: Int a: Int }"),
            "Field \"I.a\" can only be defined once. @ 2:18");
  EXPECT_EQ(faults_of("type T { f(a: Int, a: Int): Int }"),
            "Argument \"T.f(a:)\" can only be defined once. @ 2:20");
  EXPECT_EQ(faults_of("union U = Query | Query"),
            "Union type U can only include type Query once. @ 2:19");
  EXPECT_EQ(faults_of("type T implements I & I { a: Int } interface I { a: Int }"),
            "Type T can only implement I once. @ 2:23");
  EXPECT_EQ(faults_of("type T { a: Int } extend type T { a: Int }"),
            "Field \"T.a\" can only be defined once. @ 2:35");
}

TEST(SchemaFaults, RefusesEmptyTypes) {
  EXPECT_EQ(faults_of("type T"), "Type T must define one or more fields. @ 2:1");
  EXPECT_EQ(faults_of("interface I"), "Type I must define one or more fields. @ 2:1");
  EXPECT_EQ(faults_of("input I"), "Type I must define one or more fields. @ 2:1");
  EXPECT_EQ(faults_of("enum E"), "Type E must define one or more values. @ 2:1");
  EXPECT_EQ(faults_of("union U"), "Type U must define one or more member types. @ 2:1");
}

TEST(SchemaFaults, RefusesUnknownTypesWhereverTheyStand) {
  EXPECT_EQ(faults_of("type T { a: [X!]! }"), "Unknown type \"X\". @ 2:14");
  EXPECT_EQ(faults_of("type T { a(b: X): Int }"), "Unknown type \"X\". @ 2:15");
  EXPECT_EQ(faults_of("input I { a: X }"), "Unknown type \"X\". @ 2:14");
  EXPECT_EQ(faults_of("union U = X"), "Unknown type \"X\". @ 2:11");
  EXPECT_EQ(faults_of("type T implements X { a: Int }"), "Unknown type \"X\". @ 2:19");
}

TEST(SchemaFaults, TellsInputFromOutput) {
  EXPECT_EQ(faults_of("input I { a: Int } type T { a: [I!] }"),
            "The type of T.a must be Output Type but got: [I!]. @ 2:32");
  EXPECT_EQ(faults_of("type T { a(b: Query!): Int }"),
            "The type of T.a(b:) must be Input Type but got: Query!. @ 2:15");
  EXPECT_EQ(faults_of("input I { a: Query }"),
            "The type of I.a must be Input Type but got: Query. @ 2:14");
}

TEST(SchemaFaults, ChecksUnionsAndInterfacesForTheirKinds) {
  EXPECT_EQ(faults_of("union U = Int"),
            "Union type U can only include Object types, it cannot include Int. @ 2:11");
  EXPECT_EQ(faults_of("type T implements Query { q: Int }"),
            "Type T must only implement Interface types, it cannot implement Query. @ 2:19");
}

TEST(SchemaFaults, ChecksExtensions) {
  EXPECT_EQ(faults_of("extend type X { a: Int }"),
            "Cannot extend type \"X\" because it is not defined. @ 2:1");
  EXPECT_EQ(faults_of("extend scalar Int @specifiedBy(url: \"u\")"),
            "Cannot extend type \"Int\" because it is not defined. @ 2:1");
  EXPECT_EQ(faults_of("extend type __Type { a: Int }"),
            "Cannot extend type \"__Type\" because it is not defined. @ 2:1");
  EXPECT_EQ(faults_of("extend input Query { a: Int }"),
            "Cannot extend type \"Query\" as if it were input. @ 2:1");
}

TEST(SchemaFaults, ChecksDirectives) {
  EXPECT_EQ(faults_of("type T @model { a: Int }"), "Unknown directive \"@model\". @ 2:8");
  EXPECT_EQ(faults_of("type T { a: Int @skip(if: true) }"),
            "Directive \"@skip\" may not be used on FIELD_DEFINITION. @ 2:17");
  EXPECT_EQ(faults_of("type T @aws_iam @aws_iam { a: Int }"),
            "The directive \"@aws_iam\" can only be used once at this location. @ 2:17");
  EXPECT_EQ(faults_of("type T { a: Int @deprecated(why: \"x\") }"),
            "Unknown argument \"why\" on directive \"@deprecated\". @ 2:29");
  EXPECT_EQ(faults_of("type T { a: Int @deprecated(reason: \"x\", reason: \"y\") }"),
            "There can be only one argument named \"reason\". @ 2:42");
  EXPECT_EQ(faults_of("type T { a: Int @deprecated(reason: 5) }"),
            "Directive \"@deprecated\": Argument 'reason' has an invalid value. Expected type "
            "'String' but was 'Integer'. @ 2:37");
  EXPECT_EQ(faults_of("type T @renamed { a: Int }"),
            "Directive \"@renamed\": Argument 'to' has coerced Null value for NonNull type "
            "'String!' @ 2:8");
  EXPECT_EQ(faults_of("extend schema @oneOf"),
            "Directive \"@oneOf\" may not be used on SCHEMA. @ 2:15");
}

TEST(SchemaFaults, RefusesToDeprecateWhatIsRequired) {
  EXPECT_EQ(faults_of("type T { f(a: Int! @deprecated, b: Int! = 1 @deprecated): Int }"),
            "Required argument T.f(a:) cannot be deprecated. @ 2:12");
  EXPECT_EQ(faults_of("input I { a: Int! @deprecated b: Int! = 1 @deprecated }"),
            "Required input field I.a cannot be deprecated. @ 2:11");
}

TEST(SchemaFaults, ChecksInterfaceConformance) {
  const std::string interface = "interface I { a(x: Int): [Query] b: Int! }\n";
  EXPECT_EQ(faults_of(interface + "type T implements I { a(x: Int): [Query!]! b: Int! }"), "none");
  EXPECT_EQ(faults_of(interface + "type T implements I { a(x: Int): [Query] }"),
            "Interface field I.b expected but T does not provide it. @ 3:19");
  EXPECT_EQ(faults_of(interface + "type T implements I { a(x: Int): Query b: Int! }"),
            "Interface field I.a expects type [Query] but T.a is type Query. @ 3:23");
  EXPECT_EQ(faults_of(interface + "type T implements I { a(x: Int): [Query] b: Int }"),
            "Interface field I.b expects type Int! but T.b is type Int. @ 3:42");
  EXPECT_EQ(faults_of(interface + "type T implements I { a: [Query] b: Int! }"),
            "Interface field argument I.a(x:) expected but T.a does not provide it. @ 3:23");
  EXPECT_EQ(faults_of(interface + "type T implements I { a(x: Int!): [Query] b: Int! }"),
            "Interface field argument I.a(x:) expects type Int but T.a(x:) is type Int!. @ 3:25");
  EXPECT_EQ(
      faults_of(interface + "type T implements I { a(x: Int, y: Int!): [Query] b: Int! }"),
      "Argument T.a(y:) must not be required, because interface field I.a does not have it. @ "
      "3:33");
  EXPECT_EQ(
      faults_of(interface + "type T implements I { a(x: Int, y: Int! = 1): [Query] b: Int! }"),
      "none");
}

TEST(SchemaFaults, LetsFieldsNarrowToSubtypes) {
  EXPECT_EQ(faults_of("interface I { n: I u: U } union U = T type T implements I { n: T u: T }"),
            "none");
  EXPECT_EQ(faults_of("interface J { n: J } interface I implements J { n: I } "
                      "type T implements I & J { n: I }"),
            "none");
}

TEST(SchemaFaults, ChecksInterfacesOfInterfaces) {
  EXPECT_EQ(faults_of("interface J { a: Int } interface I implements J { a: Int }\n"
                      "type T implements I { a: Int }"),
            "Type T must implement J because it is implemented by I. @ 3:19");
  EXPECT_EQ(faults_of("interface I implements I { a: Int }"),
            "Type I cannot implement itself because it would create a circular reference. @ 2:24");
  EXPECT_EQ(faults_of("interface I implements J { a: Int }\ninterface J implements I { a: Int }"),
            "Type I cannot implement J because it would create a circular reference. @ 2:24\n"
            "Type J cannot implement I because it would create a circular reference. @ 3:24");
}

TEST(SchemaFaults, RefusesInputObjectsThatMustHoldThemselves) {
  EXPECT_EQ(faults_of("input I { i: I! }"),
            "Cannot reference Input Object \"I\" within itself through a series of non-null "
            "fields: \"i\". @ 2:11");
  EXPECT_EQ(faults_of("input A { x: Int b: B! }\ninput B { c: C! }\ninput C { b: B! }"),
            "Cannot reference Input Object \"B\" within itself through a series of non-null "
            "fields: \"c.b\". @ 3:11");
  EXPECT_EQ(faults_of("input A { b: B! } input B { a: A c: [A!]! }"), "none");
}

TEST(SchemaFaults, ChecksDefaultValues) {
  EXPECT_EQ(faults_of("type T { f(a: Int = \"x\"): Int }"),
            "T.f(a:) has an invalid default value: Expected type 'Int' but was 'String'. @ 2:21");
  EXPECT_EQ(faults_of("input I { a: [E] = [A, B] } enum E { A }"),
            "I.a has an invalid default value: Invalid input for Enum 'E'. No value found for name "
            "'B' @ 2:24");
  EXPECT_EQ(faults_of("type T { f(a: Int! = null): Int }"),
            "T.f(a:) has an invalid default value: Expected a value of type 'Int!', found null. @ "
            "2:22");
}

TEST(SchemaFaults, RefusesDefaultsThatTakeThemselvesIn) {
  EXPECT_EQ(faults_of("input I { i: I = {} }"),
            "Invalid circular reference. The default value of I.i references itself. @ 2:11");
  EXPECT_EQ(faults_of("input A { b: B = {} } input B { a: A = {} }"),
            "Invalid circular reference. The default value of A.b references itself. @ 2:11");
  EXPECT_EQ(faults_of("input I { i: I = {i: {i: null}} }"), "none");
}

std::string chain(int links, bool forwards, const std::string& fields) {
  std::string sdl;
  for (int i = 0; i < links; ++i) {
    const int from = forwards ? i : links - 1 - i;
    const auto next = "I" + std::to_string(from + 1);
    sdl += "input I" + std::to_string(from) + " { ";
    for (const char field : fields) sdl += std::string(1, field) + ": " + next + " = {} ";
    sdl += "} ";
  }
  return sdl + "input I" + std::to_string(links) + " { z: Int = 1 }";
}

TEST(SchemaFaults, BoundsTheDepthAndSizeOfNestedDefaults) {
  EXPECT_EQ(faults_of(chain(100, true, "a")), "none");
  EXPECT_NE(faults_of(chain(1'000, true, "a")).find("too many levels"), std::string::npos);
  EXPECT_NE(faults_of(chain(1'000, false, "a")).find("too large"), std::string::npos);
  EXPECT_NE(faults_of(chain(40, true, "ab")).find("too large"), std::string::npos);
}

TEST(SchemaFaults, ChecksTheDefaultsOfOneOfObjects) {
  const std::string one = "input O @oneOf { a: Int b: Int }\n";
  EXPECT_EQ(faults_of(one + "type T { f(o: O = {a: 1}): Int }"), "none");
  EXPECT_EQ(faults_of(one + "type T { f(o: O = {}): Int }"),
            "T.f(o:) has an invalid default value: Exactly one field of 'O' must be given, and it "
            "must not be null. @ 3:19");
}

TEST(SchemaFaults, ChecksOneOf) {
  EXPECT_EQ(faults_of("input O @oneOf { a: Int! b: Int = 1 c: Int }"),
            "OneOf input field O.a must be nullable. @ 2:18\n"
            "OneOf input field O.b cannot have a default value. @ 2:26");
}

TEST(SchemaFaults, ChecksSubscribedMutations) {
  const std::string base =
      "type M { id: ID } type Mutation { add: M! addAll: [M] }\ntype Subscription {\n";
  EXPECT_EQ(faults_of(base + "on: M @aws_subscribe(mutations: [\"add\"]) }"), "none");
  EXPECT_EQ(faults_of(base + "on: M @aws_subscribe(mutations: []) }"), "none");
  EXPECT_EQ(faults_of(base + "on: M @aws_subscribe(mutations: [\"add\", \"nope\"]) }"),
            "Subscription field \"on\" names the mutation \"nope\", which is not defined. @ 4:1");
  EXPECT_EQ(faults_of(base + "on: M @aws_subscribe(mutations: [\"addAll\"]) }"),
            "Subscription field \"on\" returns M but the mutation \"addAll\" that it names returns "
            "[M]. @ 4:1");
  EXPECT_EQ(faults_of("type Subscription { on: Int @aws_subscribe(mutations: [\"add\"]) }"),
            "Subscription field \"on\" names the mutation \"add\", which is not defined. @ 2:21");
}

TEST(SchemaFaults, RefusesADefaultThatGivesAFieldTwice) {
  std::string fields = "a: 1";
  for (int i = 0; i < 6'000; ++i) fields += ", a: 1";
  const auto schema =
      build_schema("type Query { f(x: In = {" + fields + "}): Int } input In { a: Int }");
  ASSERT_FALSE(schema.has_value());
  EXPECT_EQ(schema.error().message,
            "Query.f(x:) has an invalid default value: There can be only one input field named "
            "'a'. (line 1)");
}

TEST(SchemaFaults, RefusesTheJsonTextNullWhereNoNullMayStand) {
  EXPECT_FALSE(build_schema(R"(type Query { f(x: AWSJSON! = "null"): Int })").has_value());
  EXPECT_TRUE(build_schema(R"(type Query { f(x: AWSJSON = "null"): Int })").has_value());
}

TEST(SchemaFaults, BoundsTheBytesOfAllDefaults) {
  std::string sdl = "input A { s: String = \"" + std::string(100'000, 'x') + "\" } type Query {";
  for (int i = 0; i < 200; ++i) sdl += " f" + std::to_string(i) + "(a: A = {}): Int";
  const auto schema = build_schema(sdl + " }");
  ASSERT_FALSE(schema.has_value());
  EXPECT_EQ(schema.error().detail.as_array().size(), 1u);
  EXPECT_NE(schema.error().message.find("the default values of the schema are too large"),
            std::string::npos);
}

// Each way back would be written down with thousands of steps.
TEST(SchemaFaults, DoesNotWriteDownMoreInputCyclesThanItReports) {
  constexpr int links = 5'000;
  std::string sdl = "type Query { f: Int }";
  for (int i = 0; i < links; ++i) {
    sdl += " input I" + std::to_string(i) + " { n: I" + std::to_string(i + 1) + "! }";
  }
  sdl += " input I" + std::to_string(links) + " {";
  for (int i = 0; i < 20'000; ++i) sdl += " a" + std::to_string(i) + ": I0!";
  const auto schema = build_schema(sdl + " }");
  ASSERT_FALSE(schema.has_value());
  EXPECT_EQ(schema.error().detail.as_array().size(), limits::graphql_schema_faults_max);
}

// Without an end to it this would say a hundred million times that a field is missing.
TEST(SchemaFaults, DoesNotLookForMoreMissingFieldsThanItReports) {
  std::string sdl = "type Query { f: Int } interface I {";
  for (int i = 0; i < 5'000; ++i) sdl += " f" + std::to_string(i) + ": Int";
  sdl += " }";
  for (int i = 0; i < 20'000; ++i)
    sdl += " type T" + std::to_string(i) + " implements I { a: Int }";
  const auto schema = build_schema(sdl);
  ASSERT_FALSE(schema.has_value());
  EXPECT_EQ(schema.error().detail.as_array().size(), limits::graphql_schema_faults_max);
}

TEST(SchemaFaults, ReportsNoMoreThanTheLimit) {
  std::string sdl = "type Query {";
  for (int i = 0; i < 1'000; ++i) sdl += " f" + std::to_string(i) + ": X";
  const auto schema = build_schema(sdl + "}");
  ASSERT_FALSE(schema);
  EXPECT_EQ(schema.error().detail.as_array().size(), limits::graphql_schema_faults_max);
}

TEST(SchemaFaults, RefusesADocumentThatIsTooLarge) {
  const std::string sdl(limits::graphql_schema_bytes_max + 1, ' ');
  EXPECT_EQ(faults(sdl), "The schema document is larger than 1048576 bytes.");
}

TEST(SchemaFaults, RefusesDeepAndBrokenText) {
  std::string brackets(10'000, '[');
  EXPECT_NE(faults("type Query { a: " + brackets).find("nests deeper"), std::string::npos);
  EXPECT_NE(faults("type Query { a(b: Int = " + brackets).find("nests deeper"), std::string::npos);
  EXPECT_NE(faults("type Query { a: Int } # \xFF").find("not valid UTF-8"), std::string::npos);
}

}  // namespace
}  // namespace syncline::graphql
