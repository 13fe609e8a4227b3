// Deployments that are killed between any two steps: the next one must reach the same end.
#include <filesystem>
#include <limits>

#include "template/deploy_fixture.h"

namespace syncline::cloudformation {
namespace {

constexpr int never = std::numeric_limits<int>::max();

// Control and database look at the clock for each thing that has a date. At the chosen look the
// store stops taking commits, which is what a kill at that moment leaves behind.
class KillingClock final : public Clock {
 public:
  [[nodiscard]] std::int64_t now_ms() const override {
    if (looks_left_-- == 0) store_->finish();
    return 1'700'000'000'000;
  }
  void kill(store::Store& store, int looks_left) {
    store_ = &store;
    looks_left_ = looks_left;
  }

 private:
  store::Store* store_ = nullptr;
  mutable int looks_left_ = never;
};

class DeployKillTest : public DeployTest {
 protected:
  DeployKillTest() : folder_(testing::TempDir() + "syncline-deploy-kill") { clear(); }
  ~DeployKillTest() override {
    close();
    std::filesystem::remove_all(folder_);
  }

  void clear() {
    close();
    std::filesystem::remove_all(folder_);
  }

  void close() {
    rooms_.reset();
    catalog_.reset();
    database_.reset();
    store_.reset();
  }

  // A start of the server on what the last one left; false when it was killed at that look.
  bool start(const std::string& text, int looks_left = never) {
    close();
    store_ = store::Store::open(folder_, store::Durability::os).value();
    database_ = dynamo::Database::open(*store_, killing_clock_).value();
    catalog_ = catalog::Catalog::open(*store_, catalog::UnboundSubscriptions::bind).value();
    rooms_ =
        std::make_unique<control::Rooms>(control::Rooms{*catalog_, *database_, killing_clock_});
    killing_clock_.kill(*store_, looks_left);
    auto deployment = attempt(text);
    killing_clock_.kill(*store_, never);
    if (!deployment) return false;
    deployment_ = *std::move(deployment);
    return true;
  }

  // One API with one of each, two tables, one role, and nothing beside them.
  void expect_whole(std::size_t resolvers) {
    ASSERT_EQ(catalog_->snapshot()->by_id.size(), 1U);
    const catalog::Api& api = catalog_->snapshot()->by_id.begin()->second->definition;
    EXPECT_EQ(api.keys.size(), 1U);
    EXPECT_EQ(api.data_sources.size(), 1U);
    EXPECT_EQ(api.functions.size(), 1U);
    EXPECT_EQ(api.resolvers.size(), resolvers);
    EXPECT_EQ(catalog_->documents("role")->size(), 1U);
    EXPECT_EQ(table_count(), 2U);
    EXPECT_TRUE(table_exists("people"));
    EXPECT_TRUE(table_exists(deployment_.physical_ids.at("Table")));
  }

  std::string folder_;
  KillingClock killing_clock_;
  Deployment deployment_;
};

// A role and a key stand between the tables, so that there is a look after each.
std::string whole(const std::string& key, const std::string& more = "") {
  return table_template(key, R"(
  Role:
    Type: AWS::IAM::Role
    Properties: {AssumeRolePolicyDocument: {Statement: []}}
  People:
    Type: AWS::DynamoDB::Table
    Properties:
      TableName: people
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
      KeySchema: [{AttributeName: id, KeyType: HASH}]
  Api:
    Type: AWS::AppSync::GraphQLApi
    Properties: {Name: messages, AuthenticationType: API_KEY}
  Schema:
    Type: AWS::AppSync::GraphQLSchema
    Properties: {ApiId: !GetAtt Api.ApiId, Definition: "type Query { a: ID b: ID }"}
  None:
    Type: AWS::AppSync::DataSource
    Properties: {ApiId: !GetAtt Api.ApiId, Name: none, Type: NONE}
  Function:
    Type: AWS::AppSync::FunctionConfiguration
    Properties: {ApiId: !GetAtt Api.ApiId, Name: f, DataSourceName: none}
  Key:
    Type: AWS::AppSync::ApiKey
    Properties: {ApiId: !GetAtt Api.ApiId}
)" + more);
}

TEST_F(DeployKillTest, AFirstDeploymentIsTakenUpWhereItWasKilled) {
  int kills = 0;
  for (bool done = false; !done; clear()) {
    done = start(whole("id", resolver), kills);
    if (!done) ++kills;
    ASSERT_TRUE(start(whole("id", resolver))) << kills;
    expect_whole(1);
    const auto made = deployment_.physical_ids;
    ASSERT_TRUE(start(whole("id", resolver)));
    EXPECT_EQ(deployment_.physical_ids, made);
    ASSERT_LT(kills, 50);
  }
  EXPECT_GE(kills, 4);  // two tables, a role, a key
}

TEST_F(DeployKillTest, AChangeIsTakenUpWhereItWasKilledOrUndone) {
  for (const bool undone : {false, true}) {
    int kills = 0;
    for (bool done = false; !done; clear()) {
      ASSERT_TRUE(start(whole("id", resolver)));
      const std::string table = deployment_.physical_ids.at("Table");
      done = start(whole("other"), kills);
      if (done) break;
      ++kills;
      ASSERT_TRUE(start(undone ? whole("id", resolver) : whole("other"))) << kills;
      expect_whole(undone ? 1 : 0);
      EXPECT_EQ(deployment_.physical_ids.at("Table") == table, undone) << kills;
      ASSERT_LT(kills, 50);
    }
    clear();
    EXPECT_GE(kills, 2);
  }
}

}  // namespace
}  // namespace syncline::cloudformation
