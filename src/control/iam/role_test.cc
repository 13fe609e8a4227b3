#include "control/iam/role.h"

#include "control/rooms_fixture.h"

namespace syncline::control {
namespace {

constexpr const char* trust = R"({"Version":"2012-10-17","Statement":[]})";
constexpr const char* managed = "arn:aws:iam::aws:policy/AWSLambdaBasic";

class RoleTest : public RoomsFixture {
 protected:
  Json create(JsonObject input = {}) {
    input["RoleName"] = "source";
    input["AssumeRolePolicyDocument"] = trust;
    return ask("CreateRole", input).at("Role");
  }
};

TEST_F(RoleTest, CreateAnswersWithIamsObject) {
  const Json role = create({{"Path", "/service/"}, {"Description", "d"}});
  EXPECT_EQ(role.at("Arn").as_string(), "arn:aws:iam::000000000000:role/service/source");
  EXPECT_EQ(role.at("RoleId").as_string().size(), 21U);
  EXPECT_TRUE(std::string_view(role.at("RoleId").as_string()).starts_with("AROA"));
  EXPECT_EQ(role.at("CreateDate").as_string(), "2023-11-14T22:13:20Z");
  EXPECT_EQ(role.at("MaxSessionDuration").as_int64(), 3'600);
  EXPECT_EQ(role.at("AssumeRolePolicyDocument").as_string(),
            "%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%5B%5D%7D");
  EXPECT_EQ(ask("GetRole", {{"RoleName", "source"}}).at("Role"), role);
}

TEST_F(RoleTest, IsThereAfterARestart) {
  const Json role = create();
  open();
  EXPECT_EQ(ask("GetRole", {{"RoleName", "source"}}).at("Role"), role);
}

TEST_F(RoleTest, ANameIsTakenOnce) {
  create();
  const Error error =
      refuse("CreateRole", {{"RoleName", "source"}, {"AssumeRolePolicyDocument", trust}});
  EXPECT_EQ(error.type, "EntityAlreadyExists");
  EXPECT_EQ(error.kind, ErrorKind::conflict);
}

TEST_F(RoleTest, KeepsIamsRulesForNamesPathsAndPolicies) {
  const auto refusal = [&](JsonObject input) {
    if (!input.contains("RoleName")) input["RoleName"] = "r";
    if (!input.contains("AssumeRolePolicyDocument")) input["AssumeRolePolicyDocument"] = trust;
    return refuse("CreateRole", input).type;
  };
  EXPECT_EQ(refusal({{"RoleName", "a/b"}}), "ValidationError");
  EXPECT_EQ(refusal({{"RoleName", std::string(65, 'a')}}), "ValidationError");
  EXPECT_EQ(refusal({{"Path", "no-slash"}}), "ValidationError");
  EXPECT_EQ(refusal({{"MaxSessionDuration", 10}}), "ValidationError");
  EXPECT_EQ(refusal({{"AssumeRolePolicyDocument", "{"}}), "MalformedPolicyDocument");
  EXPECT_EQ(refusal({{"AssumeRolePolicyDocument", "{}"}}), "MalformedPolicyDocument");
}

TEST_F(RoleTest, KeepsIamsRulesForTags) {
  const auto tagged = [&](JsonArray tags) {
    return call("CreateRole", JsonObject{{"RoleName", "r"},
                                         {"AssumeRolePolicyDocument", trust},
                                         {"Tags", std::move(tags)}});
  };
  for (const JsonObject& wrong :
       {JsonObject{{"Key", ""}, {"Value", "v"}}, JsonObject{{"Key", "aws:x"}, {"Value", "v"}},
        JsonObject{{"Key", "k"}}, JsonObject{{"Key", "k"}, {"Value", std::string(257, 'v')}}}) {
    const auto answer = tagged(JsonArray{wrong});
    ASSERT_FALSE(answer) << to_json(wrong);
    EXPECT_EQ(answer.error().type, "ValidationError");
  }
  const JsonObject good{{"Key", "k"}, {"Value", ""}};
  EXPECT_FALSE(tagged(JsonArray(51, Json(good))));
  EXPECT_TRUE(tagged(JsonArray{good}));
}

TEST_F(RoleTest, WithPoliciesItCannotBeDeleted) {
  create();
  const JsonObject name{{"RoleName", "source"}};
  ask("PutRolePolicy", {{"RoleName", "source"}, {"PolicyName", "p"}, {"PolicyDocument", trust}});
  EXPECT_EQ(refuse("DeleteRole", name).type, "DeleteConflict");
  ask("DeleteRolePolicy", {{"RoleName", "source"}, {"PolicyName", "p"}});
  ask("AttachRolePolicy", {{"RoleName", "source"}, {"PolicyArn", managed}});
  EXPECT_EQ(refuse("DeleteRole", name).type, "DeleteConflict");
  ask("DetachRolePolicy", {{"RoleName", "source"}, {"PolicyArn", managed}});
  ask("DeleteRole", name);
  EXPECT_EQ(refuse("GetRole", name).type, "NoSuchEntity");
}

TEST_F(RoleTest, PoliciesThatAreNotThereAreSaidSo) {
  create();
  EXPECT_EQ(refuse("DeleteRolePolicy", {{"RoleName", "source"}, {"PolicyName", "p"}}).type,
            "NoSuchEntity");
  EXPECT_EQ(refuse("DetachRolePolicy", {{"RoleName", "source"}, {"PolicyArn", managed}}).type,
            "NoSuchEntity");
  EXPECT_EQ(refuse("AttachRolePolicy", {{"RoleName", "source"}, {"PolicyArn", "x"}}).type,
            "ValidationError");
  EXPECT_EQ(refuse("PutRolePolicy",
                   {{"RoleName", "gone"}, {"PolicyName", "p"}, {"PolicyDocument", trust}})
                .type,
            "NoSuchEntity");
}

TEST_F(RoleTest, UpdatesChangeOnlyWhatIsGiven) {
  create({{"Description", "d"}});
  ask("UpdateRole", {{"RoleName", "source"}, {"MaxSessionDuration", 7'200}});
  ask("UpdateAssumeRolePolicy",
      {{"RoleName", "source"}, {"PolicyDocument", R"({"Statement":[1]})"}});
  const Json role = ask("GetRole", {{"RoleName", "source"}}).at("Role");
  EXPECT_EQ(role.at("MaxSessionDuration").as_int64(), 7'200);
  EXPECT_EQ(role.at("Description").as_string(), "d");
  EXPECT_EQ(role.at("AssumeRolePolicyDocument").as_string(), "%7B%22Statement%22%3A%5B1%5D%7D");
}

}  // namespace
}  // namespace syncline::control
