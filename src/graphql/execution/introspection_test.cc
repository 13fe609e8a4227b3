#include "graphql/execution/introspection.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "graphql/execution/try_out.h"

namespace syncline::graphql {
namespace {

constexpr std::string_view sdl = R"(
  type Query { find(filter: Filter!, limit: Int = 10): [Thing!]! }
  type Mutation { add: Thing }
  type Thing { id: ID! at: AWSDateTime size: Size }
  input Filter { words: [String!]! = ["a"] }
  enum Size { SMALL BIG }
)";

// What GraphiQL and code generators send.
constexpr std::string_view introspection_query = R"(
  query IntrospectionQuery {
    __schema {
      description
      queryType { name kind }
      mutationType { name kind }
      subscriptionType { name kind }
      types { ...FullType }
      directives { name description isRepeatable locations args { ...InputValue } }
    }
  }
  fragment FullType on __Type {
    kind name description specifiedByURL isOneOf
    fields(includeDeprecated: true) {
      name description args(includeDeprecated: true) { ...InputValue } type { ...TypeRef }
      isDeprecated deprecationReason
    }
    inputFields(includeDeprecated: true) { ...InputValue }
    interfaces { ...TypeRef }
    enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason }
    possibleTypes { ...TypeRef }
  }
  fragment InputValue on __InputValue {
    name description type { ...TypeRef } defaultValue isDeprecated deprecationReason
  }
  fragment TypeRef on __Type {
    kind name
    ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } }
  }
)";

const Json* named(const Json& list, std::string_view name) {
  const auto found = std::ranges::find_if(
      list.as_array(), [&](const Json& entry) { return entry.at("name").as_string() == name; });
  return found == list.as_array().end() ? nullptr : &*found;
}

class Introspection : public testing::Test {
 protected:
  Introspection() : response_(run(operation_of(sdl, introspection_query), FieldResolver())) {}
  const Json& schema() const { return response_.data.at("__schema"); }

  Response response_;
};

TEST_F(Introspection, AnswersTheUsualQueryWithoutErrors) {
  EXPECT_TRUE(response_.errors.empty());
  EXPECT_EQ(schema().at("queryType").at("name").as_string(), "Query");
  EXPECT_TRUE(schema().at("subscriptionType").is_null());
}

TEST_F(Introspection, ShowsEachTypeOnce) {
  std::vector<std::string> names;
  for (const Json& type : schema().at("types").as_array()) {
    names.emplace_back(type.at("name").as_string());
  }
  for (const char* name : {"Query", "Thing", "Filter", "Size", "String", "Boolean", "ID",
                           "AWSDateTime", "__Schema", "__TypeKind"}) {
    EXPECT_EQ(std::ranges::count(names, name), 1) << name;
  }
  EXPECT_EQ(std::ranges::count(names, "__MetaFields"), 0);
}

TEST_F(Introspection, DescribesTheScalars) {
  const Json* scalar = named(schema().at("types"), "AWSDateTime");
  ASSERT_NE(scalar, nullptr);
  EXPECT_EQ(scalar->at("kind").as_string(), "SCALAR");
  EXPECT_TRUE(scalar->at("description").is_string());
}

TEST_F(Introspection, ShowsDirectivesWithTheirArguments) {
  const Json* skip = named(schema().at("directives"), "skip");
  ASSERT_NE(skip, nullptr);
  EXPECT_EQ(to_json(skip->at("locations")), R"(["FIELD","FRAGMENT_SPREAD","INLINE_FRAGMENT"])");
  EXPECT_FALSE(skip->at("isRepeatable").as_bool());
  EXPECT_EQ(skip->at("args").at(0).at("type").at("kind").as_string(), "NON_NULL");
  EXPECT_NE(named(schema().at("directives"), "aws_subscribe"), nullptr);
}

TEST_F(Introspection, WritesDefaultValuesAsText) {
  const Json* filter = named(schema().at("types"), "Filter");
  ASSERT_NE(filter, nullptr);
  EXPECT_EQ(filter->at("inputFields").at(0).at("defaultValue").as_string(), R"(["a"])");
}

TEST(IntrospectionLimits, EndATypeThatIsAskedForWithoutBound) {
  const Operation operation = operation_of(
      sdl, "{ __schema { types { ...F } } } fragment F on __Type { fields { type { ...F } } }");
  const Response response = run(operation, FieldResolver());
  EXPECT_TRUE(response.data.is_null());
  ASSERT_EQ(response.errors.size(), 1u);
  EXPECT_EQ(response.errors[0].type, Json("QueryDepthLimitReached"));
}

TEST(IntrospectionLimits, EndAnAnswerThatGrowsWithEachLevel) {
  std::string selection = "name";
  for (int i = 0; i < 20; ++i) selection = "fields { type { " + selection + " } }";
  Operation operation = operation_of("type Query { a: Query b: Query }",
                                     "{ __schema { types { " + selection + " } } }");
  operation.fields_max = 10'000;
  const Response response = run(operation, FieldResolver());
  EXPECT_TRUE(response.data.is_null());
  ASSERT_EQ(response.errors.size(), 1u);
  EXPECT_EQ(response.errors[0].type, Json("ResponseSizeLimitReached"));
}

TEST(IntrospectionLimits, TellABadArgument) {
  const Response response =
      run(operation_of(sdl, "{ __type(name: 5) { name } __typename }"), FieldResolver());
  EXPECT_EQ(to_json(response.data), R"({"__type":null,"__typename":"Query"})");
  ASSERT_EQ(response.errors.size(), 1u);
  EXPECT_EQ(response.errors[0].type, Json("ArgumentError"));
}

}  // namespace
}  // namespace syncline::graphql
