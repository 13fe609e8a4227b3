#include "control/appsync/resolver.h"

#include "base/text.h"
#include "control/rooms_fixture.h"

namespace syncline::control {
namespace {

// An API with a schema and two data sources; resolvers, functions and data sources are tried on it.
class ResolverTest : public RoomsFixture {
 protected:
  ResolverTest() {
    id_ = ask("CreateGraphqlApi", {{"name", "x"}, {"authenticationType", "API_KEY"}})
              .at("graphqlApi")
              .at("apiId")
              .as_string();
    ask("StartSchemaCreation",
        {{"apiId", id_}, {"definition", base64_encode("type Query { a: ID b: ID }")}});
    ask("CreateDataSource", {{"apiId", id_}, {"name", "none"}, {"type", "NONE"}});
  }

  JsonObject with_id(JsonObject input) const {
    input["apiId"] = id_;
    return input;
  }
  Json create(std::string_view operation, JsonObject input) {
    return ask(operation, with_id(std::move(input)));
  }
  Error refusal(std::string_view operation, JsonObject input) {
    return refuse(operation, with_id(std::move(input)));
  }
  static JsonObject unit(std::string_view field) {
    return {{"typeName", "Query"},
            {"fieldName", field},
            {"dataSourceName", "none"},
            {"requestMappingTemplate", "{}"},
            {"responseMappingTemplate", "null"}};
  }
  std::string create_function() {
    const Json made = create("CreateFunction", {{"name", "f"}, {"dataSourceName", "none"}});
    return std::string(made.at("functionConfiguration").at("functionId").as_string());
  }

  std::string id_;
};

TEST_F(ResolverTest, CreateAnswersWithAppSyncsObject) {
  const Json resolver = create("CreateResolver", unit("a")).at("resolver");
  EXPECT_EQ(resolver.at("kind").as_string(), "UNIT");
  EXPECT_EQ(resolver.at("dataSourceName").as_string(), "none");
  EXPECT_EQ(resolver.at("requestMappingTemplate").as_string(), "{}");
  EXPECT_EQ(resolver.at("resolverArn").as_string(),
            "arn:aws:appsync:us-east-1:000000000000:apis/" + id_ + "/types/Query/resolvers/a");
  EXPECT_EQ(find_api(id_)->resolvers.size(), 1U);
}

TEST_F(ResolverTest, APipelineNeedsNeitherFunctionsNorDataSource) {
  const Json none = create("CreateResolver", {{"typeName", "Query"},
                                              {"fieldName", "a"},
                                              {"kind", "PIPELINE"},
                                              {"requestMappingTemplate", "{}"}});
  EXPECT_TRUE(none.at("resolver").at("pipelineConfig").at("functions").as_array().empty());
  create("CreateResolver", {{"typeName", "Query"},
                            {"fieldName", "b"},
                            {"kind", "PIPELINE"},
                            {"pipelineConfig", {{"functions", JsonArray()}}}});
  EXPECT_EQ(find_api(id_)->resolvers.size(), 2U);
}

TEST_F(ResolverTest, OnlyOneIsAllowedPerField) {
  create("CreateResolver", unit("a"));
  EXPECT_EQ(refusal("CreateResolver", unit("a")).message,
            "Only one resolver is allowed per field.");
}

TEST_F(ResolverTest, NeedsAFieldOfTheSchema) {
  const Error no_field = refusal("CreateResolver", unit("gone"));
  EXPECT_EQ(no_field.type, "NotFoundException");
  EXPECT_EQ(no_field.message, "No field named gone found on type Query");
  JsonObject input = unit("a");
  input["typeName"] = "Gone";
  EXPECT_EQ(refusal("CreateResolver", input).message, "Type Gone not found");
}

TEST_F(ResolverTest, NeedsItsDataSourceAndFunctions) {
  JsonObject input = unit("a");
  input["dataSourceName"] = "gone";
  EXPECT_EQ(refusal("CreateResolver", input).message, "No data source found named gone");
  input.erase("dataSourceName");
  EXPECT_NE(refusal("CreateResolver", input).message.find("'dataSourceName'"), std::string::npos);
  input["kind"] = "PIPELINE";
  input["pipelineConfig"] = JsonObject{{"functions", JsonArray{"gone"}}};
  EXPECT_EQ(refusal("CreateResolver", input).message, "No function found with id gone");
}

TEST_F(ResolverTest, APipelineHasAtMostTenFunctions) {
  const std::string function = create_function();
  JsonObject input{{"typeName", "Query"}, {"fieldName", "a"}, {"kind", "PIPELINE"}};
  input["pipelineConfig"] = JsonObject{{"functions", JsonArray(10, Json(function))}};
  create("CreateResolver", input);
  input["pipelineConfig"] = JsonObject{{"functions", JsonArray(11, Json(function))}};
  input["fieldName"] = "b";
  EXPECT_EQ(refusal("CreateResolver", input).type, "BadRequestException");
}

TEST_F(ResolverTest, NamesWhatIsNotOffered) {
  const std::vector<std::pair<JsonObject, std::string>> cases{
      {{{"code", "export function request() {}"}}, "APPSYNC_JS"},
      {{{"runtime", JsonObject{{"name", "APPSYNC_JS"}, {"runtimeVersion", "1.0.0"}}}},
       "APPSYNC_JS"},
      {{{"syncConfig", JsonObject{{"conflictDetection", "VERSION"}}}}, "VERSION"}};
  for (const auto& [extra, name] : cases) {
    JsonObject input = unit("a");
    for (const auto& [member, value] : extra) input[member] = value;
    const Error error = refusal("CreateResolver", input);
    EXPECT_EQ(error.kind, ErrorKind::unsupported);
    EXPECT_NE(error.message.find(name), std::string::npos) << error.message;
  }
}

TEST_F(ResolverTest, ATemplateHasALimit) {
  JsonObject input = unit("a");
  input["requestMappingTemplate"] = std::string(64 * 1024, 'x');
  create("CreateResolver", input);
  input["requestMappingTemplate"] = std::string(64 * 1024 + 1, 'x');
  EXPECT_EQ(refusal("UpdateResolver", input).type, "BadRequestException");
}

TEST_F(ResolverTest, UpdateReplacesAllOfIt) {
  create("CreateResolver", unit("a"));
  const Json updated = create("UpdateResolver", {{"typeName", "Query"},
                                                 {"fieldName", "a"},
                                                 {"kind", "PIPELINE"},
                                                 {"responseMappingTemplate", "1"}})
                           .at("resolver");
  EXPECT_EQ(updated.at("kind").as_string(), "PIPELINE");
  EXPECT_FALSE(updated.as_object().contains("dataSourceName"));
  EXPECT_FALSE(updated.as_object().contains("requestMappingTemplate"));
  const Json got = create("GetResolver", {{"typeName", "Query"}, {"fieldName", "a"}});
  EXPECT_EQ(got.at("resolver"), updated);
}

TEST_F(ResolverTest, UpdateNeedsAFieldOfTheSchemaToo) {
  create("CreateResolver", unit("a"));
  create("StartSchemaCreation", {{"definition", base64_encode("type Query { b: ID }")}});
  const Error error = refusal("UpdateResolver", unit("a"));
  EXPECT_EQ(error.type, "NotFoundException");
  EXPECT_EQ(error.message, "No field named a found on type Query");
}

TEST_F(ResolverTest, DeleteForgetsIt) {
  create("CreateResolver", unit("a"));
  create("DeleteResolver", {{"typeName", "Query"}, {"fieldName", "a"}});
  EXPECT_TRUE(find_api(id_)->resolvers.empty());
  EXPECT_EQ(refusal("GetResolver", {{"typeName", "Query"}, {"fieldName", "a"}}).type,
            "NotFoundException");
}

TEST_F(ResolverTest, AFunctionIsMadeChangedAndTakenAway) {
  const std::string id = create_function();
  const Json updated = create("UpdateFunction", {{"functionId", id},
                                                 {"name", "g"},
                                                 {"dataSourceName", "none"},
                                                 {"requestMappingTemplate", "{}"}})
                           .at("functionConfiguration");
  EXPECT_EQ(updated.at("name").as_string(), "g");
  EXPECT_EQ(updated.at("functionVersion").as_string(), "2018-05-29");
  EXPECT_EQ(create("GetFunction", {{"functionId", id}}).at("functionConfiguration"), updated);
  create("DeleteFunction", {{"functionId", id}});
  EXPECT_EQ(refusal("GetFunction", {{"functionId", id}}).type, "NotFoundException");
}

TEST_F(ResolverTest, AFunctionInUseStays) {
  const std::string id = create_function();
  create("CreateResolver", {{"typeName", "Query"},
                            {"fieldName", "a"},
                            {"kind", "PIPELINE"},
                            {"pipelineConfig", {{"functions", JsonArray{id}}}}});
  const Error error = refusal("DeleteFunction", {{"functionId", id}});
  EXPECT_NE(error.message.find("Query.a"), std::string::npos) << error.message;
}

TEST_F(ResolverTest, AFunctionKeepsItsRules) {
  EXPECT_FALSE(call("CreateFunction", with_id({{"name", "a-b"}, {"dataSourceName", "none"}})));
  EXPECT_EQ(refusal("CreateFunction", {{"name", "f"}, {"dataSourceName", "gone"}}).type,
            "NotFoundException");
  EXPECT_NE(refusal("CreateFunction",
                    {{"name", "f"}, {"dataSourceName", "none"}, {"functionVersion", "2020-01-01"}})
                .message.find("2020-01-01"),
            std::string::npos);
}

TEST_F(ResolverTest, ADataSourceIsMadeChangedAndTakenAway) {
  const Json made = create("CreateDataSource",
                           {{"name", "table"},
                            {"type", "AMAZON_DYNAMODB"},
                            {"dynamodbConfig", {{"tableName", "t"}, {"awsRegion", "us-east-1"}}}});
  EXPECT_EQ(made.at("dataSource").at("dataSourceArn").as_string(),
            "arn:aws:appsync:us-east-1:000000000000:apis/" + id_ + "/datasources/table");
  EXPECT_EQ(create("GetDataSource", {{"name", "table"}}), made);
  create("UpdateDataSource", {{"name", "table"}, {"type", "NONE"}});
  EXPECT_EQ(find_api(id_)->definition.data_sources.at("table").type, "NONE");
  create("DeleteDataSource", {{"name", "table"}});
  EXPECT_EQ(refusal("GetDataSource", {{"name", "table"}}).type, "NotFoundException");
}

TEST_F(ResolverTest, ADataSourceKeepsItsRules) {
  EXPECT_NE(refusal("CreateDataSource", {{"name", "none"}, {"type", "NONE"}})
                .message.find("already exists"),
            std::string::npos);
  EXPECT_EQ(refusal("CreateDataSource", {{"name", "a-b"}, {"type", "NONE"}}).kind,
            ErrorKind::invalid);
  EXPECT_EQ(refusal("CreateDataSource", {{"name", "t"}, {"type", "AMAZON_DYNAMODB"}}).kind,
            ErrorKind::invalid);
  for (const char* type : {"AWS_LAMBDA", "HTTP", "AMAZON_EVENTBRIDGE"}) {
    const Error error = refusal("CreateDataSource", {{"name", "t"}, {"type", type}});
    EXPECT_EQ(error.kind, ErrorKind::unsupported);
    EXPECT_NE(error.message.find(type), std::string::npos);
  }
}

TEST_F(ResolverTest, ADataSourceNamesTheOptionThatIsNotOffered) {
  for (const char* option : {"useCallerCredentials", "versioned"}) {
    JsonObject config{{"tableName", "t"}, {"awsRegion", "us-east-1"}};
    config[option] = true;
    const Error error =
        refusal("CreateDataSource",
                {{"name", "t"}, {"type", "AMAZON_DYNAMODB"}, {"dynamodbConfig", config}});
    EXPECT_EQ(error.kind, ErrorKind::unsupported);
    EXPECT_NE(error.message.find(option), std::string::npos);
  }
}

}  // namespace
}  // namespace syncline::control
