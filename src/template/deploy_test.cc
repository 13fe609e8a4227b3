#include "template/deploy_fixture.h"

namespace syncline::cloudformation {
namespace {

TEST_F(DeployTest, MakesAnApi) {
  const Deployment deployment = deployed(api_template(resolver));
  EXPECT_EQ(deployment.stack, "messages");
  ASSERT_EQ(deployment.api_ids.size(), 1U);
  const std::string id = deployment.api_ids[0];
  EXPECT_EQ(output(deployment, "ApiId"), id);
  EXPECT_EQ(output(deployment, "Url"), "http://localhost:4000/graphql/" + id);
  const auto* api = find_api(id);
  ASSERT_NE(api, nullptr);
  EXPECT_EQ(api->resolvers.size(), 1U);
  EXPECT_TRUE(api->definition.keys.contains(output(deployment, "Key")));
  EXPECT_EQ(deployment.physical_ids.at("Resolver"),
            "arn:aws:appsync:us-east-1:000000000000:apis/" + id + "/types/Query/resolvers/a");
}

TEST_F(DeployTest, ASecondRunFindsEverythingAgain) {
  const Deployment first = deployed(api_template(resolver));
  open();
  const Deployment second = deployed(api_template(resolver));
  EXPECT_EQ(second.physical_ids, first.physical_ids);
  EXPECT_EQ(second.outputs, first.outputs);
  EXPECT_EQ(catalog_->snapshot()->by_id.size(), 1U);
}

TEST_F(DeployTest, AnApiIsToldWhereTheServerIsNow) {
  deployed(api_template());
  rooms_->base_url = "http://localhost:5000";
  EXPECT_TRUE(output(deployed(api_template()), "Url").starts_with("http://localhost:5000/"));
}

TEST_F(DeployTest, AResourceThatIsGoneFromTheTemplateIsRemoved) {
  const Deployment first = deployed(api_template(resolver));
  EXPECT_EQ(find_api(first.api_ids[0])->resolvers.size(), 1U);
  deployed(api_template());
  EXPECT_TRUE(find_api(first.api_ids[0])->definition.resolvers.empty());
}

TEST_F(DeployTest, AResolverMayChangeItsLogicalName) {
  deployed(api_template(resolver));
  std::string renamed = resolver;
  renamed.replace(renamed.find("Resolver:"), 9, "Renamed:");
  const Deployment second = deployed(api_template(renamed));
  EXPECT_EQ(find_api(second.api_ids[0])->resolvers.size(), 1U);
  EXPECT_TRUE(second.physical_ids.contains("Renamed"));
}

TEST_F(DeployTest, AResolverOfAnotherFieldReplacesTheOld) {
  deployed(api_template(resolver));
  std::string moved = resolver;
  moved.replace(moved.find("FieldName: a"), 12, "FieldName: b");
  const Deployment second = deployed(api_template(moved));
  const auto& resolvers = find_api(second.api_ids[0])->definition.resolvers;
  EXPECT_EQ(resolvers.size(), 1U);
  EXPECT_TRUE(resolvers.contains("Query.b"));
}

TEST_F(DeployTest, AKeyWithoutADateIsRenewedAndStaysTheSame) {
  const Deployment first = deployed(api_template());
  clock_.advance(std::int64_t{8} * 24 * 3'600 * 1'000);
  const Deployment second = deployed(api_template());
  EXPECT_EQ(output(second, "Key"), output(first, "Key"));
  const auto& key = find_api(second.api_ids[0])->definition.keys.at(output(second, "Key"));
  EXPECT_GT(key.expires * 1'000, clock_.now_ms());
}

TEST_F(DeployTest, AKeyWithoutADateLivesAsLongAsAKeyCan) {
  const Deployment deployment = deployed(api_template());
  const auto& key = find_api(deployment.api_ids[0])->definition.keys.at(output(deployment, "Key"));
  EXPECT_GT(key.expires, clock_.now_ms() / 1'000 + std::int64_t{364} * 24 * 3'600);
}

TEST_F(DeployTest, AResourceRemovedBehindTheStacksBackIsMadeAgain) {
  const Deployment first = deployed(api_template(resolver));
  ask("DeleteResolver", {{"apiId", first.api_ids[0]}, {"typeName", "Query"}, {"fieldName", "a"}});
  deployed(api_template(resolver));
  EXPECT_EQ(find_api(first.api_ids[0])->resolvers.size(), 1U);
}

TEST_F(DeployTest, NothingIsMadeWhenTheTemplateIsWrong) {
  const std::string wrong = "  Late: {Type: AWS::AppSync::ApiKey, Properties: {Nam: x}}\n";
  EXPECT_EQ(refusal(api_template(wrong)),
            "dir/messages.yaml:17: AWS::AppSync::ApiKey has no property 'Nam'");
  EXPECT_TRUE(catalog_->snapshot()->by_id.empty());
}

TEST_F(DeployTest, ASchemaWithAFaultIsFoundBeforeAnythingIsMade) {
  std::string text = api_template();
  text.replace(text.find("b: ID"), 5, "b: Gone");
  const std::string message = refusal(text);
  EXPECT_TRUE(
      message.starts_with("dir/messages.yaml:9: Schema (AWS::AppSync::GraphQLSchema): "
                          "Schema Creation Status is FAILED with details: "))
      << message;
  EXPECT_TRUE(catalog_->snapshot()->by_id.empty());
}

TEST_F(DeployTest, WhatTheControlPlaneRefusesIsToldWithItsResource) {
  std::string text = api_template(resolver);
  text.replace(text.find("FieldName: a"), 12, "FieldName: gone");
  EXPECT_EQ(refusal(text),
            "dir/messages.yaml:18: Resolver (AWS::AppSync::Resolver): No field named gone found "
            "on type Query");
}

TEST_F(DeployTest, ARunThatFailedIsTakenUpAgain) {
  std::string text = api_template(resolver);
  text.replace(text.find("FieldName: a"), 12, "FieldName: gone");
  refusal(text);
  ASSERT_EQ(catalog_->snapshot()->by_id.size(), 1U);
  const std::string id = catalog_->snapshot()->by_id.begin()->first;
  const Deployment second = deployed(api_template(resolver));
  EXPECT_EQ(second.api_ids, std::vector<std::string>{id});
}

TEST_F(DeployTest, MakesATableWithAGeneratedName) {
  const Deployment deployment = deployed(table_template("id"));
  const std::string name = output(deployment, "Name");
  EXPECT_TRUE(name.starts_with("messages-Table-")) << name;
  EXPECT_EQ(name.size(), std::string("messages-Table-").size() + 12);
  EXPECT_TRUE(table_exists(name));
  EXPECT_TRUE(output(deployment, "Arn").ends_with(":table/" + name));
  EXPECT_EQ(output(deployed(table_template("id")), "Name"), name);
}

TEST_F(DeployTest, ATableWithAnotherKeyReplacesTheOld) {
  const std::string first = output(deployed(table_template("id")), "Name");
  const std::string second = output(deployed(table_template("other")), "Name");
  EXPECT_NE(first, second);
  EXPECT_FALSE(table_exists(first));
  EXPECT_TRUE(table_exists(second));
}

TEST_F(DeployTest, ATableWithANameOfItsOwnCannotBeReplaced) {
  const std::string name = "      TableName: mine\n";
  deployed(table_template("id", name));
  const std::string message = refusal(table_template("other", name));
  EXPECT_NE(message.find("cannot have the name mine"), std::string::npos) << message;
  EXPECT_TRUE(table_exists("mine"));
}

TEST_F(DeployTest, ATableThatIsRetainedStaysWhenItIsGoneFromTheTemplate) {
  const std::string retained =
      output(deployed(table_template("id", "    DeletionPolicy: Retain\n")), "Name");
  deployed(api_template());
  EXPECT_TRUE(table_exists(retained));
}

TEST_F(DeployTest, ATableThatIsGoneFromTheTemplateIsDeleted) {
  const std::string name = output(deployed(table_template("id")), "Name");
  deployed(api_template());
  EXPECT_FALSE(table_exists(name));
}

TEST_F(DeployTest, StacksOfOtherNamesAreLeftAlone) {
  const Deployment first = deployed(table_template("id"));
  const auto other = run(deploy("other.yaml", api_template(), {}, *rooms_));
  ASSERT_TRUE(other);
  EXPECT_EQ(other->stack, "other");
  EXPECT_TRUE(table_exists(output(first, "Name")));
  const auto named = run(deploy("dir/messages.yaml", api_template(), {}, *rooms_, "third"));
  ASSERT_TRUE(named);
  EXPECT_EQ(named->stack, "third");
  EXPECT_TRUE(table_exists(output(first, "Name")));
}

constexpr const char* role_template = R"(
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: 2012-10-17
        Statement: [{Effect: Allow, Action: 'sts:AssumeRole'}]
      ManagedPolicyArns: ['arn:aws:iam::aws:policy/Basic']
      Policies:
        - PolicyName: inline
          PolicyDocument: {Statement: []}
  Policy:
    Type: AWS::IAM::Policy
    Properties:
      PolicyName: other
      PolicyDocument: {Statement: []}
      Roles: [!Ref Role]
Outputs:
  Name: {Value: !Ref Role}
  Arn: {Value: !GetAtt Role.Arn}
)";

TEST_F(DeployTest, MakesARoleWithItsPoliciesAndTakesItAway) {
  const Deployment deployment = deployed(role_template);
  const std::string name = output(deployment, "Name");
  EXPECT_EQ(output(deployment, "Arn"), "arn:aws:iam::000000000000:role/" + name);
  EXPECT_LE(name.size(), 64U);
  const Json document = **catalog_->document("role", name);
  EXPECT_EQ(document.at("policies").as_object().size(), 2U);
  EXPECT_EQ(document.at("attached").as_array().size(), 1U);
  deployed(api_template());
  EXPECT_EQ(refuse("GetRole", {{"RoleName", name}}).type, "NoSuchEntity");
}

TEST_F(DeployTest, ARolesPoliciesFollowTheTemplate) {
  const std::string name = output(deployed(role_template), "Name");
  std::string changed = role_template;
  changed.replace(changed.find("PolicyName: inline"), 18, "PolicyName: newer!");
  EXPECT_NE(refusal(changed).find("newer!"), std::string::npos);
  changed.replace(changed.find("newer!"), 6, "newer1");
  EXPECT_EQ(output(deployed(changed), "Name"), name);
  const Json document = **catalog_->document("role", name);
  EXPECT_TRUE(document.at("policies").as_object().contains("newer1"));
  EXPECT_FALSE(document.at("policies").as_object().contains("inline"));
  EXPECT_TRUE(document.at("policies").as_object().contains("other"));
}

TEST(StackName, CutsNothingButTheLength) {
  EXPECT_EQ(stack_name("app.dev"), "app-dev");
  EXPECT_EQ(stack_name("7 up"), "stack-7-up");
  EXPECT_EQ(stack_name(""), "stack-");
  EXPECT_EQ(stack_name(std::string(200, 'a')), std::string(128, 'a'));
}

TEST_F(DeployTest, AFilesNameIsCutAtItsLastDotOnly) {
  const auto stack = [&](std::string_view file) {
    return run(deploy(file, api_template(), {}, *rooms_))->stack;
  };
  EXPECT_EQ(stack("a.b/app.dev.yaml"), "app-dev");
  EXPECT_EQ(stack("app.prod.yaml"), "app-prod");
  EXPECT_EQ(stack("app"), "app");
  EXPECT_EQ(stack(".yaml"), "stack--yaml");
  EXPECT_EQ(run(deploy("x.yaml", api_template(), {}, *rooms_, "app.dev"))->stack, "app-dev");
}

TEST(ParameterNames, AreThoseThatTheTemplateDeclares) {
  const auto names = parameter_names(
      "Parameters: {B: {Type: String}, A: {Type: Number}}\nResources: {T: {Type: X}}\n");
  EXPECT_EQ(names.value(), (std::set<std::string>{"A", "B"}));
  EXPECT_TRUE(parameter_names("Resources: {T: {Type: X}}")->empty());
  EXPECT_FALSE(parameter_names("Resources"));
}

TEST_F(DeployTest, ParametersAndConditionsChooseWhatIsMade) {
  const std::string text = R"(
Parameters:
  Stage: {Type: String, AllowedValues: [test, prod]}
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
Resources:
  Api:
    Type: AWS::AppSync::GraphQLApi
    Properties: {Name: !Sub 'api-${Stage}', AuthenticationType: API_KEY}
  Key:
    Type: AWS::AppSync::ApiKey
    Condition: IsProd
    Properties: {ApiId: !GetAtt Api.ApiId}
Outputs:
  Name: {Value: !GetAtt Api.Name}
  Key: {Condition: IsProd, Value: !Ref Key}
)";
  const Deployment test = deployed(text, {{"Stage", "test"}});
  EXPECT_EQ(output(test, "Name"), "api-test");
  EXPECT_FALSE(test.outputs.contains("Key"));
  EXPECT_FALSE(test.physical_ids.contains("Key"));
  EXPECT_TRUE(deployed(text, {{"Stage", "prod"}}).outputs.contains("Key"));
  EXPECT_NE(refusal(text, {{"Stage", "other"}}).find("test, prod"), std::string::npos);
}

std::string tagged_api(const std::string& tag) {
  return R"(
Parameters:
  Limit: {Type: String, Default: "5"}
Resources:
  Other:
    Type: AWS::AppSync::GraphQLApi
    Properties: {Name: other, AuthenticationType: API_KEY}
  Api:
    Type: AWS::AppSync::GraphQLApi
    Properties:
      Name: messages
      AuthenticationType: API_KEY
      Tags: [{Key: team, Value: a}, )" +
         tag + "]\n";
}

TEST_F(DeployTest, ATagOfOursIsLookedAtBeforeAnythingIsMade) {
  EXPECT_EQ(refusal(tagged_api("{Key: 'syncline:aliases', Value: '1'}")),
            "dir/messages.yaml:8: Api (AWS::AppSync::GraphQLApi): The tag 'syncline:aliases' of "
            "this API is none that this server knows.");
  EXPECT_NE(refusal(tagged_api("{Key: 'syncline:aliasLimit', Value: many}"))
                .find("The tag 'syncline:aliasLimit' of this API must be a whole number."),
            std::string::npos);
  EXPECT_TRUE(catalog_->snapshot()->by_id.empty());
}

// A value that only the deployment makes is looked at when it is there.
TEST_F(DeployTest, ATagOfOursIsLookedAtWhenItsValueIsKnown) {
  EXPECT_NE(refusal(tagged_api("{Key: 'syncline:aliasLimit', Value: !GetAtt Other.ApiId}"))
                .find("Api (AWS::AppSync::GraphQLApi): The tag 'syncline:aliasLimit' of this API "
                      "must be a whole number."),
            std::string::npos);
  EXPECT_EQ(catalog_->snapshot()->by_id.size(), 1U);
  const Deployment deployment =
      deployed(tagged_api("{Key: 'syncline:aliasLimit', Value: !Ref Limit}"));
  ASSERT_EQ(deployment.api_ids.size(), 2U);
  EXPECT_EQ(find_api(deployment.api_ids[1])
                ->definition.settings.at("tags")
                .at("syncline:aliasLimit")
                .as_string(),
            "5");
}

}  // namespace
}  // namespace syncline::cloudformation
