// Templates that change between two deployments, and deployments that failed in between.
#include "template/deploy_fixture.h"

namespace syncline::cloudformation {
namespace {

// A key that no control plane takes: its life would be over already.
constexpr const char* fault_elsewhere = R"(
  Api:
    Type: AWS::AppSync::GraphQLApi
    Properties: {Name: messages, AuthenticationType: API_KEY}
  Key:
    Type: AWS::AppSync::ApiKey
    Properties: {ApiId: !GetAtt Api.ApiId, Expires: 1}
)";

std::string fault_alone() { return std::string("Resources:") + fault_elsewhere; }

std::string name_of(const Deployment& deployment) { return deployment.physical_ids.at("Table"); }

TEST_F(DeployTest, AnEditThatFailedAndWasUndoneLeavesTheTableAsItWas) {
  for (const std::string& named : {std::string(), std::string("      TableName: mine\n")}) {
    const std::string name = name_of(deployed(table_template("id", named)));
    refusal(fault_alone());
    EXPECT_TRUE(table_exists(name));
    open();
    EXPECT_EQ(name_of(deployed(table_template("id", named))), name);
    EXPECT_EQ(table_count(), 1U);
    deployed("Resources: {}\n");
  }
}

TEST_F(DeployTest, AReplacementThatFailedAndWasUndoneLeavesTheTableAsItWas) {
  const std::string name = name_of(deployed(table_template("id")));
  refusal(table_template("other", fault_elsewhere));
  open();
  EXPECT_EQ(name_of(deployed(table_template("id"))), name);
  EXPECT_EQ(table_count(), 1U);
}

TEST_F(DeployTest, AReplacementThatFailedIsTakenUpAgain) {
  const std::string first = name_of(deployed(table_template("id")));
  refusal(table_template("other", fault_elsewhere));
  EXPECT_EQ(table_count(), 2U);
  const std::string second = name_of(deployed(table_template("other")));
  EXPECT_FALSE(table_exists(first));
  EXPECT_TRUE(table_exists(second));
  EXPECT_EQ(table_count(), 1U);
}

TEST_F(DeployTest, ATableWithANameOfItsOwnMayChangeItsLogicalName) {
  const std::string name = "      TableName: mine\n";
  deployed(table_template("id", name));
  std::string renamed = table_template("id", name);
  for (auto at = renamed.find("Table"); at != std::string::npos; at = renamed.find("Table", at)) {
    const bool is_id = renamed.compare(at, 6, "Table:") == 0 || renamed[at - 1] == ' ';
    if (is_id && renamed.compare(at, 9, "TableName") != 0) renamed.replace(at, 5, "Other");
    at += 5;
  }
  EXPECT_EQ(deployed(renamed).physical_ids.at("Other"), "mine");
  EXPECT_EQ(table_count(), 1U);
}

TEST_F(DeployTest, ATableOfSomebodyElseIsNotTaken) {
  const JsonObject table{
      {"TableName", "mine"},
      {"BillingMode", "PAY_PER_REQUEST"},
      {"AttributeDefinitions",
       JsonArray{JsonObject{{"AttributeName", "id"}, {"AttributeType", "S"}}}},
      {"KeySchema", JsonArray{JsonObject{{"AttributeName", "id"}, {"KeyType", "HASH"}}}}};
  ASSERT_TRUE(ask_database("CreateTable", table));
  const std::string text = table_template("id", "      TableName: mine\n");
  for (int run = 0; run < 2; ++run) {
    EXPECT_NE(refusal(text).find("Table already exists: mine"), std::string::npos);
  }
  deployed("Resources: {}\n");
  EXPECT_TRUE(table_exists("mine"));
}

TEST_F(DeployTest, AChangedTagIsPutOnTheTable) {
  const auto tagged = [](const std::string& tags) {
    return table_template("id", "      Tags: [" + tags + "]\n");
  };
  const std::string name = name_of(deployed(tagged("{Key: team, Value: a}, {Key: old, Value: x}")));
  EXPECT_EQ(name_of(deployed(tagged("{Key: team, Value: b}"))), name);
  EXPECT_EQ(name_of(deployed(tagged("{Key: team, Value: b}"))), name);
  EXPECT_EQ(name_of(deployed(tagged(""))), name);
}

TEST_F(DeployTest, SettingsFollowTheTemplateAlsoToTheirDefaults) {
  const auto table = [](const std::string& settings) {
    std::string text = table_template("id");
    text.replace(text.find("      BillingMode: PAY_PER_REQUEST\n"), 35, settings);
    return text;
  };
  const std::string units =
      "      ProvisionedThroughput: {ReadCapacityUnits: 5, WriteCapacityUnits: 6}\n";
  const std::string on_demand =
      "      BillingMode: PAY_PER_REQUEST\n      DeletionProtectionEnabled: true\n"
      "      TableClass: STANDARD_INFREQUENT_ACCESS\n";
  const std::string name = name_of(deployed(table(on_demand)));
  for (int run = 0; run < 2; ++run) EXPECT_EQ(name_of(deployed(table(units))), name);
  const Json described = ask_database("DescribeTable", {{"TableName", name}})->at("Table");
  EXPECT_EQ(described.at("BillingModeSummary").at("BillingMode").as_string(), "PROVISIONED");
  EXPECT_EQ(described.at("ProvisionedThroughput").at("WriteCapacityUnits").as_int64(), 6);
  EXPECT_FALSE(described.at("DeletionProtectionEnabled").as_bool());
  EXPECT_EQ(described.at("TableClassSummary").at("TableClass").as_string(), "STANDARD");
  EXPECT_EQ(name_of(deployed(table(on_demand))), name);
}

TEST_F(DeployTest, ATablesStreamFollowsTheTemplate) {
  const auto table = [](const std::string& view) {
    return table_template(
        "id", view.empty() ? "" : "      StreamSpecification: {StreamViewType: " + view + "}\n");
  };
  const auto described = [&](const std::string& name) {
    return ask_database("DescribeTable", {{"TableName", name}})->at("Table").as_object();
  };
  const std::string name = name_of(deployed(table("KEYS_ONLY")));
  const Json first = described(name).at("LatestStreamArn");
  EXPECT_EQ(name_of(deployed(table("KEYS_ONLY"))), name);
  EXPECT_EQ(described(name).at("LatestStreamArn"), first);
  EXPECT_EQ(name_of(deployed(table("NEW_IMAGE"))), name);
  EXPECT_NE(described(name).at("LatestStreamArn"), first);
  EXPECT_EQ(described(name).at("StreamSpecification").at("StreamViewType"), "NEW_IMAGE");
  EXPECT_EQ(name_of(deployed(table(""))), name);
  EXPECT_FALSE(described(name).contains("StreamSpecification"));
}

TEST_F(DeployTest, AChangeOfATableThatFailedHalfWayIsUndone) {
  deployed(table_template("id"));
  const std::string index = R"(      DeletionProtectionEnabled: true
      GlobalSecondaryIndexes:
        - IndexName: more
          KeySchema: [{AttributeName: undefined, KeyType: HASH}]
          Projection: {ProjectionType: ALL}
)";
  EXPECT_NE(refusal(table_template("id", index)).find("not defined in AttributeDefinitions"),
            std::string::npos);
  deployed(table_template("id"));
  deployed("Resources: {}\n");
  EXPECT_EQ(table_count(), 0U);
}

std::string index_on(const std::string& name, const std::string& attribute,
                     const std::string& more = "") {
  return "        - IndexName: " + name + "\n          KeySchema: [{AttributeName: " + attribute +
         ", KeyType: HASH}]\n          Projection: {ProjectionType: ALL}\n" + more;
}

std::string indexed_table(const std::string& indexes, const std::string& attributes) {
  std::string text = table_template("id", "      GlobalSecondaryIndexes:\n" + indexes);
  const std::string_view only = "[{AttributeName: id, AttributeType: S}]";
  return text.replace(text.find(only), only.size(), attributes);
}

TEST_F(DeployTest, IndexesComeAndGoWithTheTemplate) {
  const std::string name = name_of(deployed(table_template("id")));
  const auto indexes = [&] {
    const Json described = ask_database("DescribeTable", {{"TableName", name}})->at("Table");
    std::string text(described.at("TableStatus").as_string());
    if (const Json* list = find_member(described, "GlobalSecondaryIndexes")) {
      for (const Json& index : list->as_array()) {
        text += " " + std::string(index.at("IndexName").as_string()) + ":" +
                std::string(index.at("IndexStatus").as_string()) + ":" +
                std::to_string(index.at("ItemCount").as_int64());
      }
    }
    return text;
  };
  const JsonObject item{{"id", {{"S", "a"}}}, {"g", {{"S", "x"}}}};
  ASSERT_TRUE(ask_database("PutItem", {{"TableName", name}, {"Item", item}}));
  const std::string attributes =
      "[{AttributeName: id, AttributeType: S}, {AttributeName: g, AttributeType: S},"
      " {AttributeName: h, AttributeType: S}]";
  const std::string two = indexed_table(index_on("by_g", "g") + index_on("by_h", "h"), attributes);
  for (int run = 0; run < 2; ++run) {
    EXPECT_EQ(name_of(deployed(two)), name);
    EXPECT_EQ(indexes(), "ACTIVE by_g:ACTIVE:1 by_h:ACTIVE:0");
  }
  open();
  EXPECT_EQ(name_of(deployed(indexed_table(index_on("by_h", "g"), attributes))), name);
  EXPECT_EQ(indexes(), "ACTIVE by_h:ACTIVE:1");
  EXPECT_EQ(name_of(deployed(table_template("id"))), name);
  EXPECT_EQ(indexes(), "ACTIVE");
}

TEST_F(DeployTest, AnIndexThatAnEarlierRunLeftHalfMadeIsWaitedFor) {
  const std::string attributes =
      "[{AttributeName: id, AttributeType: S}, {AttributeName: g, AttributeType: S}]";
  const std::string name = name_of(deployed(table_template("id")));
  const JsonObject key{{"AttributeName", "g"}, {"KeyType", "HASH"}};
  const JsonObject half_made{{"IndexName", "by_g"},
                             {"KeySchema", JsonArray{key}},
                             {"Projection", {{"ProjectionType", "ALL"}}}};
  const JsonObject update{
      {"TableName", name},
      {"AttributeDefinitions",
       JsonArray{JsonObject{{"AttributeName", "g"}, {"AttributeType", "S"}}}},
      {"GlobalSecondaryIndexUpdates", JsonArray{JsonObject{{"Create", half_made}}}}};
  ASSERT_TRUE(ask_database("UpdateTable", update));
  EXPECT_EQ(name_of(deployed(indexed_table(index_on("by_g", "g"), attributes))), name);
  ASSERT_TRUE(
      ask_database("UpdateTable", {{"TableName", name},
                                   {"GlobalSecondaryIndexUpdates",
                                    JsonArray{JsonObject{{"Delete", {{"IndexName", "by_g"}}}}}}}));
  deployed("Resources: {}\n");
  EXPECT_EQ(table_count(), 0U);
}

TEST_F(DeployTest, ATableThatLeavesOnDemandTakesItsIndexesAlong) {
  const std::string attributes =
      "[{AttributeName: id, AttributeType: S}, {AttributeName: g, AttributeType: S}]";
  const std::string name = name_of(deployed(indexed_table(index_on("by_g", "g"), attributes)));
  const std::string units =
      "ProvisionedThroughput: {ReadCapacityUnits: 3, WriteCapacityUnits: 4}\n";
  std::string text = indexed_table(index_on("by_g", "g", "          " + units), attributes);
  const std::string_view mode = "      BillingMode: PAY_PER_REQUEST\n";
  text.replace(text.find(mode), mode.size(), "      " + units);
  for (int run = 0; run < 2; ++run) EXPECT_EQ(name_of(deployed(text)), name);
  const Json described = ask_database("DescribeTable", {{"TableName", name}})->at("Table");
  const Json& index = described.at("GlobalSecondaryIndexes").at(0);
  EXPECT_EQ(index.at("ProvisionedThroughput").at("WriteCapacityUnits").as_int64(), 4);
  EXPECT_EQ(name_of(deployed(indexed_table(index_on("by_g", "g"), attributes))), name);
}

TEST_F(DeployTest, TimeToLiveFollowsTheTemplate) {
  const auto expiring = [](const std::string& specification) {
    return table_template("id", "      TimeToLiveSpecification: {" + specification + "}\n");
  };
  const std::string name = name_of(deployed(expiring("AttributeName: a, Enabled: true")));
  const auto attribute = [&] {
    const Json answer = *ask_database("DescribeTimeToLive", {{"TableName", name}});
    const Json& description = answer.at("TimeToLiveDescription");
    const Json* found = find_member(description, "AttributeName");
    return found != nullptr ? std::string(found->as_string()) : "none";
  };
  EXPECT_EQ(attribute(), "a");
  for (int run = 0; run < 2; ++run) {
    EXPECT_EQ(name_of(deployed(expiring("AttributeName: b, Enabled: true"))), name);
    EXPECT_EQ(attribute(), "b");
  }
  open();
  EXPECT_EQ(name_of(deployed(expiring("AttributeName: b, Enabled: false"))), name);
  EXPECT_EQ(name_of(deployed(expiring("AttributeName: c, Enabled: true"))), name);
  EXPECT_EQ(attribute(), "c");
  EXPECT_EQ(name_of(deployed(table_template("id"))), name);
  EXPECT_EQ(name_of(deployed(expiring("AttributeName: c, Enabled: true"))), name);
  EXPECT_EQ(attribute(), "c");
}

TEST_F(DeployTest, ATagKeyIsNotAwssOwnAndStandsOnce) {
  const auto tagged = [&](const std::string& tags) {
    return refusal(table_template("id", "      Tags: [" + tags + "]\n"));
  };
  EXPECT_EQ(tagged("{Key: 'aws:x', Value: b}"),
            "dir/messages.yaml:3: Table (AWS::DynamoDB::Table): the tag key 'aws:x' begins with "
            "'aws:', which is reserved");
  EXPECT_NE(tagged("{Key: k, Value: a}, {Key: k, Value: b}").find("twice"), std::string::npos);
  EXPECT_EQ(table_count(), 0U);
}

TEST_F(DeployTest, ADefaultThatIsWrittenOutReplacesNothing) {
  const std::string id = deployed(api_template()).api_ids[0];
  std::string text = api_template();
  text.replace(text.find("Name: messages"), 14, "Visibility: GLOBAL, Name: messages");
  EXPECT_EQ(deployed(text).api_ids[0], id);
}

std::string role(const std::string& more) {
  return R"(
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {Statement: []}
)" + more;
}

TEST_F(DeployTest, ARolesPathIsComparedWithItsDefault) {
  const std::string name = deployed(role("")).physical_ids.at("Role");
  EXPECT_EQ(deployed(role("      Path: /\n")).physical_ids.at("Role"), name);
  EXPECT_NE(deployed(role("      Path: /other/\n")).physical_ids.at("Role"), name);
}

TEST_F(DeployTest, WhatIsTakenOutOfARoleIsGone) {
  const std::string name = deployed(role("      Description: d\n"
                                         "      MaxSessionDuration: 7200\n"
                                         "      PermissionsBoundary: arn:aws:iam::aws:policy/P\n"
                                         "      Tags: [{Key: k, Value: v}]\n"))
                               .physical_ids.at("Role");
  EXPECT_TRUE(ask("GetRole", {{"RoleName", name}}).at("Role").as_object().contains("Tags"));
  EXPECT_EQ(deployed(role("")).physical_ids.at("Role"), name);
  const JsonObject shown = ask("GetRole", {{"RoleName", name}}).at("Role").as_object();
  EXPECT_FALSE(shown.contains("Description"));
  EXPECT_FALSE(shown.contains("PermissionsBoundary"));
  EXPECT_FALSE(shown.contains("Tags"));
  EXPECT_EQ(shown.at("MaxSessionDuration").as_int64(), 3'600);
}

TEST_F(DeployTest, APolicyMayChangeItsLogicalName) {
  const auto with_policy = [](const std::string& id) {
    return role("  " + id + R"(:
    Type: AWS::IAM::Policy
    Properties: {PolicyName: p, PolicyDocument: {Statement: []}, Roles: [!Ref Role]}
)");
  };
  deployed(with_policy("First"));
  const std::string name = deployed(with_policy("Second")).physical_ids.at("Role");
  const Json document = **catalog_->document("role", name);
  EXPECT_TRUE(document.at("policies").as_object().contains("p"));
}

TEST_F(DeployTest, AFieldThatIsGoneIsToldBeforeItsResolverIsChanged) {
  deployed(api_template(resolver));
  std::string text = api_template(resolver);
  text.replace(text.find("a: ID b: ID"), 11, "b: ID");
  EXPECT_NE(refusal(text).find("No field named a found on type Query"), std::string::npos);
}

TEST_F(DeployTest, AnEmptyTemplateRemovesTheStack) {
  deployed(table_template("id"));
  ASSERT_TRUE(run(deploy("other.yaml", api_template(), {}, *rooms_)));
  EXPECT_EQ(kept_stacks(*rooms_).value(), (std::vector<std::string>{"messages", "other"}));
  deployed("Resources: {}\n");
  EXPECT_EQ(table_count(), 0U);
  EXPECT_EQ(kept_stacks(*rooms_).value(), std::vector<std::string>{"other"});
}

TEST_F(DeployTest, ADeploymentIsSeenWholeOrNotAtAll) {
  deployed(api_template());
  const auto before = catalog_->snapshot();
  deployed(api_template(resolver));
  const auto after = catalog_->snapshot();
  EXPECT_NE(before, after);
  deployed(api_template(resolver));
  const auto& same = catalog_->snapshot();
  EXPECT_EQ(same->by_id.begin()->second->resolvers.size(), 1U);
}

}  // namespace
}  // namespace syncline::cloudformation
