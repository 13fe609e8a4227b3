// For the tests of deploy(): deployments on rooms in memory, and templates to deploy.
#pragma once

#include <map>
#include <string>

#include "control/rooms_fixture.h"
#include "template/template.h"

namespace syncline::cloudformation {

using Parameters = std::map<std::string, std::string>;

class DeployTest : public control::RoomsFixture {
 protected:
  Result<Deployment> attempt(const std::string& text, const Parameters& parameters = {}) {
    return run(deploy("dir/messages.yaml", text, parameters, *rooms_));
  }

  Deployment deployed(const std::string& text, const Parameters& parameters = {}) {
    auto result = attempt(text, parameters);
    EXPECT_TRUE(result) << result.error().message;
    return result ? *std::move(result) : Deployment();
  }

  std::string refusal(const std::string& text, const Parameters& parameters = {}) {
    const auto result = attempt(text, parameters);
    EXPECT_FALSE(result) << text;
    if (result) return "";
    EXPECT_EQ(result.error().type, "TemplateError");
    return result.error().message;
  }

  std::string output(const Deployment& deployment, const std::string& name) {
    const auto found = deployment.outputs.find(name);
    return found != deployment.outputs.end() ? std::string(found->second.as_string()) : "none";
  }

  std::size_t table_count() {
    const auto answer = ask_database("ListTables", JsonObject());
    EXPECT_TRUE(answer);
    return answer ? answer->at("TableNames").as_array().size() : 0;
  }

  bool table_exists(const std::string& name) {
    return ask_database("DescribeTable", {{"TableName", name}}).has_value();
  }
};

// An API with a schema, a data source without data, and a key; more resources may be added.
inline std::string api_template(const std::string& more = "") {
  return R"(
Resources:
  Api:
    Type: AWS::AppSync::GraphQLApi
    Properties: {Name: messages, AuthenticationType: API_KEY}
  Key:
    Type: AWS::AppSync::ApiKey
    Properties: {ApiId: !GetAtt Api.ApiId}
  Schema:
    Type: AWS::AppSync::GraphQLSchema
    Properties:
      ApiId: !GetAtt Api.ApiId
      Definition: "type Query { a: ID b: ID }"
  None:
    Type: AWS::AppSync::DataSource
    Properties: {ApiId: !GetAtt Api.ApiId, Name: none, Type: NONE}
)" + more +
         R"(
Outputs:
  ApiId: {Value: !GetAtt Api.ApiId}
  Url: {Value: !GetAtt Api.GraphQLUrl}
  Key: {Value: !GetAtt Key.ApiKey}
)";
}

inline constexpr const char* resolver = R"(
  Resolver:
    Type: AWS::AppSync::Resolver
    Properties:
      ApiId: !GetAtt Api.ApiId
      TypeName: Query
      FieldName: a
      DataSourceName: !GetAtt None.Name
      RequestMappingTemplate: '{}'
)";

inline std::string table_template(const std::string& key, const std::string& more = "") {
  return R"(
Resources:
  Table:
    Type: AWS::DynamoDB::Table
    Properties:
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions: [{AttributeName: )" +
         key + R"(, AttributeType: S}]
      KeySchema: [{AttributeName: )" +
         key + R"(, KeyType: HASH}]
)" + more +
         R"(
Outputs:
  Name: {Value: !Ref Table}
  Arn: {Value: !GetAtt Table.Arn}
)";
}

}  // namespace syncline::cloudformation
