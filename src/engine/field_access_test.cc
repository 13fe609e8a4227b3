#include "engine/field_access.h"

#include <gtest/gtest.h>

#include "engine/engine_fixture.h"

namespace syncline::engine {
namespace {

constexpr auto schema = R"(
  type Query { open: String  both: String @aws_api_key @aws_iam  iam: String @aws_iam
               group: String @aws_cognito_user_pools(cognito_groups: ["Admin"])
               old: String @aws_auth(cognito_groups: ["Admin"])
               typed: Typed @aws_api_key @aws_iam }
  type Typed @aws_iam { a: String  b: String @aws_api_key }
)";

bool may(const std::string& type, const std::string& field, auth::Identity identity) {
  const ApiText text(schema);
  const auto api = catalog::compile(text.api, catalog::UnboundSubscriptions::off);
  const auto& parent = *api->schema->type(type);
  return may_access(api->definition, identity, parent, *parent.field(field));
}

const auth::Identity by_key{"API_KEY", nullptr, ""};
const auth::Identity by_iam{"AWS_IAM", nullptr, ""};

auth::Identity of_groups(JsonArray groups) {
  return {"AMAZON_COGNITO_USER_POOLS", JsonObject{{"groups", std::move(groups)}}, ""};
}

TEST(FieldAccess, LeavesFieldsWithoutARuleToTheFirstMode) {
  EXPECT_TRUE(may("Query", "open", by_key));
  EXPECT_FALSE(may("Query", "open", by_iam));
}

TEST(FieldAccess, TakesOneOfSeveralModes) {
  EXPECT_TRUE(may("Query", "both", by_key));
  EXPECT_TRUE(may("Query", "both", by_iam));
  EXPECT_FALSE(may("Query", "iam", by_key));
}

TEST(FieldAccess, LetsTheFieldsRuleReplaceItsTypes) {
  EXPECT_TRUE(may("Typed", "a", by_iam));
  EXPECT_FALSE(may("Typed", "a", by_key));
  EXPECT_TRUE(may("Typed", "b", by_key));
  EXPECT_FALSE(may("Typed", "b", by_iam));
}

TEST(FieldAccess, WantsOneOfTheGroups) {
  EXPECT_TRUE(may("Query", "group", of_groups({"Users", "Admin"})));
  EXPECT_FALSE(may("Query", "group", of_groups({"Users"})));
  EXPECT_FALSE(may("Query", "group", by_key));
}

TEST(FieldAccess, IgnoresAwsAuthWhereCognitoIsNotTheOnlyMode) {
  EXPECT_TRUE(may("Query", "old", by_key));
}

TEST(FieldAccess, DeniesAFieldAsAppSyncDoes) {
  House house{ApiText(schema)};
  EXPECT_EQ(house.body("{ iam }"),
            R"({"data":{"iam":null},"errors":[{"path":["iam"],"data":null,)"
            R"("errorType":"Unauthorized",)"
            R"("errorInfo":null,"locations":[{"line":1,"column":3,"sourceName":null}],)"
            R"("message":"Not Authorized to access iam on type Query"}]})");
}

}  // namespace
}  // namespace syncline::engine
