#include "control/appsync/api.h"

#include "base/text.h"
#include "control/rooms_fixture.h"

namespace syncline::control {
namespace {

class ApiTest : public RoomsFixture {
 protected:
  Json create(JsonObject input = {}) {
    input["name"] = "messages";
    input["authenticationType"] = "API_KEY";
    return ask("CreateGraphqlApi", input).at("graphqlApi");
  }
  std::string create_id() { return std::string(create().at("apiId").as_string()); }

  // The status after the schema was sent.
  Json push_schema(const std::string& id, std::string_view sdl) {
    const Json answer =
        ask("StartSchemaCreation", {{"apiId", id}, {"definition", base64_encode(sdl)}});
    EXPECT_EQ(to_json(answer), R"({"status":"PROCESSING"})");
    return ask("GetSchemaCreationStatus", {{"apiId", id}});
  }
};

TEST_F(ApiTest, CreateAnswersWithAppSyncsObject) {
  const Json api = create();
  const std::string id(api.at("apiId").as_string());
  EXPECT_EQ(id.size(), 26U);
  EXPECT_EQ(api.at("arn").as_string(), "arn:aws:appsync:us-east-1:000000000000:apis/" + id);
  EXPECT_EQ(api.at("uris").at("GRAPHQL").as_string(), "http://localhost:4000/graphql/" + id);
  EXPECT_EQ(api.at("uris").at("REALTIME").as_string(),
            "ws://localhost:4000/graphql/" + id + "/realtime");
  EXPECT_EQ(api.at("dns").at("GRAPHQL").as_string(), "localhost");
  EXPECT_EQ(api.at("visibility").as_string(), "GLOBAL");
  EXPECT_EQ(api.at("apiType").as_string(), "GRAPHQL");
  EXPECT_EQ(api.at("introspectionConfig").as_string(), "ENABLED");
}

TEST_F(ApiTest, GetGivesWhatCreateGave) {
  const Json api = create({{"queryDepthLimit", 7}, {"tags", {{"team", "a"}}}});
  EXPECT_EQ(ask("GetGraphqlApi", {{"apiId", api.at("apiId")}}).at("graphqlApi"), api);
  EXPECT_EQ(api.at("queryDepthLimit").as_int64(), 7);
  EXPECT_EQ(api.at("tags").at("team").as_string(), "a");
}

TEST_F(ApiTest, UpdateReplacesSettingsAndKeepsTags) {
  const Json api = create({{"queryDepthLimit", 7}, {"tags", {{"team", "a"}}}});
  const Json updated =
      ask("UpdateGraphqlApi",
          {{"apiId", api.at("apiId")}, {"name", "renamed"}, {"authenticationType", "API_KEY"}})
          .at("graphqlApi");
  EXPECT_EQ(updated.at("name").as_string(), "renamed");
  EXPECT_EQ(updated.at("queryDepthLimit").as_int64(), 0);
  EXPECT_EQ(updated.at("tags").at("team").as_string(), "a");
}

TEST_F(ApiTest, DeleteTakesEverythingAlong) {
  const std::string id = create_id();
  ask("CreateApiKey", {{"apiId", id}});
  ask("DeleteGraphqlApi", {{"apiId", id}});
  EXPECT_EQ(refuse("GetGraphqlApi", {{"apiId", id}}).type, "NotFoundException");
  EXPECT_TRUE(catalog_->snapshot()->api_by_key.empty());
}

TEST_F(ApiTest, NamesWhatIsNotOffered) {
  const auto refusal = [&](JsonObject input) {
    input["name"] = "x";
    if (!input.contains("authenticationType")) input["authenticationType"] = "API_KEY";
    return refuse("CreateGraphqlApi", input);
  };
  for (const auto& [input, name] : std::vector<std::pair<JsonObject, std::string>>{
           {{{"authenticationType", "AWS_IAM"}}, "AWS_IAM"},
           {{{"apiType", "MERGED"}}, "MERGED"},
           {{{"visibility", "PRIVATE"}}, "PRIVATE"},
           {{{"userPoolConfig", JsonObject{{"a", 1}}}}, "userPoolConfig"},
           {{{"additionalAuthenticationProviders",
              JsonArray{JsonObject{{"authenticationType", "OPENID_CONNECT"}}}}},
            "OPENID_CONNECT"}}) {
    const Error error = refusal(input);
    EXPECT_EQ(error.kind, ErrorKind::unsupported) << name;
    EXPECT_NE(error.message.find(name), std::string::npos) << error.message;
  }
}

TEST_F(ApiTest, RefusesWhatIsNotValid) {
  EXPECT_EQ(refuse("CreateGraphqlApi", {{"name", "x"}}).kind, ErrorKind::invalid);
  EXPECT_EQ(refuse("CreateGraphqlApi", {{"name", "x"}, {"authenticationType", "NONE"}}).kind,
            ErrorKind::invalid);
  EXPECT_EQ(refuse("CreateGraphqlApi",
                   {{"name", "x"}, {"authenticationType", "API_KEY"}, {"queryDepthLimit", 76}})
                .type,
            "BadRequestException");
}

TEST_F(ApiTest, RefusesATagOfOursThatIsWrong) {
  const auto refusal = [&](std::string_view operation, JsonObject tags, JsonObject input = {}) {
    input["name"] = "x";
    input["authenticationType"] = "API_KEY";
    input["tags"] = std::move(tags);
    return refuse(operation, input);
  };
  const Error unknown = refusal("CreateGraphqlApi", {{"syncline:aliases", "1"}});
  EXPECT_EQ(unknown.type, "BadRequestException");
  EXPECT_EQ(unknown.kind, ErrorKind::invalid);
  EXPECT_EQ(unknown.message,
            "The tag 'syncline:aliases' of this API is none that this server knows.");
  EXPECT_TRUE(catalog_->snapshot()->by_id.empty());
  const Json api = create({{"tags", {{"syncline:aliasLimit", "1"}}}});
  EXPECT_EQ(
      refusal("UpdateGraphqlApi", {{"syncline:aliasLimit", "many"}}, {{"apiId", api.at("apiId")}})
          .message,
      "The tag 'syncline:aliasLimit' of this API must be a whole number.");
  EXPECT_EQ(ask("GetGraphqlApi", {{"apiId", api.at("apiId")}}).at("graphqlApi"), api);
}

TEST_F(ApiTest, ASchemaIsTakenAndItsStatusTold) {
  const std::string id = create_id();
  EXPECT_EQ(ask("GetSchemaCreationStatus", {{"apiId", id}}).at("status").as_string(),
            "NOT_APPLICABLE");
  EXPECT_EQ(push_schema(id, "type Query { a: ID }").at("status").as_string(), "SUCCESS");
  ASSERT_NE(find_api(id), nullptr);
  EXPECT_NE(find_api(id)->schema, nullptr);
}

TEST_F(ApiTest, TheStatusTellsWhatHasNoEffect) {
  const std::string id = create_id();
  EXPECT_EQ(push_schema(id, "type Query { a: ID }").at("details").as_string(),
            "Successfully created schema.");
  EXPECT_EQ(
      push_schema(id,
                  "type Query { a(b: I): E @aws_subscribe }\ninput I @aws_iam { c: Int }\n"
                  "enum E { A }")
          .at("details")
          .as_string(),
      "Successfully created schema. Directive \"@aws_subscribe\" has no effect on Query.a: it "
      "belongs on fields of the subscription type. (line 1, column 25); Directive \"@aws_iam\" has "
      "no effect on INPUT_OBJECT: AppSync ignores it there. (line 2, column 9)");
}

TEST_F(ApiTest, TheStatusTellsThatAnOldSchemaNoLongerBuilds) {
  ASSERT_TRUE(catalog_->put({.id = "old", .schema = "type Query { a: Gone }"}));
  const Json status = ask("GetSchemaCreationStatus", {{"apiId", "old"}});
  EXPECT_EQ(status.at("status").as_string(), "FAILED");
  EXPECT_EQ(status.at("details").as_string(), "The schema does not build.");
}

TEST_F(ApiTest, ASchemaWithAFaultIsRefusedWithItsPlaceAndTheOldOneStays) {
  const std::string id = create_id();
  push_schema(id, "type Query { a: ID }");
  const Json status = push_schema(id, "type Query {\n  a: Gone\n}");
  EXPECT_EQ(status.at("status").as_string(), "FAILED");
  const std::string details(status.at("details").as_string());
  EXPECT_NE(details.find("Gone"), std::string::npos) << details;
  EXPECT_NE(details.find("line 2"), std::string::npos) << details;
  ASSERT_NE(find_api(id)->schema, nullptr);
  EXPECT_NE(find_api(id)->schema->query->field("a"), nullptr);
}

TEST_F(ApiTest, AModeIsSpecifiedOnce) {
  const JsonObject provider{{"authenticationType", "API_KEY"}};
  const Error error =
      refuse("CreateGraphqlApi", {{"name", "x"},
                                  {"authenticationType", "API_KEY"},
                                  {"additionalAuthenticationProviders", JsonArray{provider}}});
  EXPECT_EQ(error.message,
            "Authentication type API_KEY for additional authentication provider 1 already "
            "specified on the API. It can only be specified once.");
}

TEST_F(ApiTest, ASchemaMustBeBase64) {
  EXPECT_FALSE(call("StartSchemaCreation", {{"apiId", create_id()}, {"definition", "%%"}}));
}

TEST_F(ApiTest, EnvironmentVariablesAreReplacedWhole) {
  const std::string id = create_id();
  ask("PutGraphqlApiEnvironmentVariables",
      {{"apiId", id}, {"environmentVariables", {{"AA", "1"}, {"BB", "2"}}}});
  ask("PutGraphqlApiEnvironmentVariables",
      {{"apiId", id}, {"environmentVariables", {{"BB", "3"}}}});
  EXPECT_EQ(find_api(id)->definition.environment,
            (std::map<std::string, std::string>{{"BB", "3"}}));
}

TEST_F(ApiTest, EnvironmentVariablesKeepTheirRules) {
  const std::string id = create_id();
  const auto refusal = [&](Json variables) {
    return refuse("PutGraphqlApiEnvironmentVariables",
                  {{"apiId", id}, {"environmentVariables", std::move(variables)}});
  };
  EXPECT_NE(refusal({{"A", "one letter"}}).message.find("'A'"), std::string::npos);
  EXPECT_NE(refusal({{"1A", "digit first"}}).message.find("'1A'"), std::string::npos);
  EXPECT_NE(refusal({{"AA", 5}}).message.find("AA"), std::string::npos);
  EXPECT_NE(refusal({{"AA", std::string(513, 'x')}}).message.find("512"), std::string::npos);
}

TEST_F(ApiTest, AnUnknownOperationIsNamed) {
  const Error error = refuse("CreateApiCache", {});
  EXPECT_EQ(error.kind, ErrorKind::unsupported);
  EXPECT_NE(error.message.find("CreateApiCache"), std::string::npos);
}

}  // namespace
}  // namespace syncline::control
