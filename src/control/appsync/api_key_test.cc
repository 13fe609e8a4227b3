#include "control/appsync/api_key.h"

#include "control/rooms_fixture.h"

namespace syncline::control {
namespace {

constexpr std::int64_t hour = 3'600;
constexpr std::int64_t day = 24 * hour;

class ApiKeyTest : public RoomsFixture {
 protected:
  ApiKeyTest() {
    id_ = ask("CreateGraphqlApi", {{"name", "x"}, {"authenticationType", "API_KEY"}})
              .at("graphqlApi")
              .at("apiId")
              .as_string();
  }
  Json create(JsonObject input = {}) {
    input["apiId"] = id_;
    return ask("CreateApiKey", input).at("apiKey");
  }
  [[nodiscard]] std::int64_t now() const { return clock_.now_ms() / 1'000; }

  std::string id_;
};

TEST_F(ApiKeyTest, IsItsOwnIdAndLivesSevenDaysToTheHour) {
  const Json key = create({{"description", "mine"}});
  const std::string id(key.at("id").as_string());
  EXPECT_TRUE(id.starts_with("da2-"));
  EXPECT_EQ(id.size(), 30U);
  const std::int64_t expires = key.at("expires").as_int64();
  EXPECT_EQ(expires % hour, 0);
  EXPECT_LE(expires, now() + 7 * day);
  EXPECT_GT(expires, now() + 7 * day - hour);
  EXPECT_EQ(key.at("deletes").as_int64(), expires + 60 * day);
  EXPECT_EQ(catalog_->snapshot()->api_by_key.at(id), id_);
}

TEST_F(ApiKeyTest, RoundsAGivenDateDownToTheHour) {
  const std::int64_t asked = now() + 30 * day;
  const std::int64_t given = create({{"expires", asked}}).at("expires").as_int64();
  EXPECT_EQ(given, asked - asked % hour);
}

TEST_F(ApiKeyTest, LivesFromOneDayTo365) {
  EXPECT_TRUE(call("CreateApiKey", {{"apiId", id_}, {"expires", now() + day}}));
  EXPECT_TRUE(call("CreateApiKey", {{"apiId", id_}, {"expires", now() + 365 * day}}));
  for (const std::int64_t life : {day - 1, 365 * day + 1, -day}) {
    const Error error = refuse("CreateApiKey", {{"apiId", id_}, {"expires", now() + life}});
    EXPECT_EQ(error.type, "ApiKeyValidityOutOfBoundsException") << life;
  }
}

TEST_F(ApiKeyTest, UpdateChangesOnlyWhatIsGiven) {
  const Json key = create({{"description", "old"}});
  const Json renamed =
      ask("UpdateApiKey", {{"apiId", id_}, {"id", key.at("id")}, {"description", "new"}})
          .at("apiKey");
  EXPECT_EQ(renamed.at("description").as_string(), "new");
  EXPECT_EQ(renamed.at("expires"), key.at("expires"));
  const Json extended =
      ask("UpdateApiKey", {{"apiId", id_}, {"id", key.at("id")}, {"expires", now() + 60 * day}})
          .at("apiKey");
  EXPECT_EQ(extended.at("description").as_string(), "new");
  EXPECT_GT(extended.at("expires").as_int64(), key.at("expires").as_int64());
}

TEST_F(ApiKeyTest, DeleteForgetsIt) {
  const Json key = create();
  ask("DeleteApiKey", {{"apiId", id_}, {"id", key.at("id")}});
  EXPECT_TRUE(catalog_->snapshot()->api_by_key.empty());
  EXPECT_EQ(refuse("DeleteApiKey", {{"apiId", id_}, {"id", key.at("id")}}).type,
            "NotFoundException");
}

TEST_F(ApiKeyTest, AnApiHasAtMostFifty) {
  for (int i = 0; i < 50; ++i) create();
  EXPECT_EQ(refuse("CreateApiKey", {{"apiId", id_}}).type, "ApiKeyLimitExceededException");
}

TEST_F(ApiKeyTest, ListsThemAPageAtATime) {
  for (int i = 0; i < 7; ++i) create();
  std::vector<std::string> seen;
  Json token;
  int pages = 0;
  do {
    const Json page = ask("ListApiKeys", {{"apiId", id_}, {"maxResults", 3}, {"nextToken", token}});
    for (const Json& key : page.at("apiKeys").as_array()) {
      seen.emplace_back(key.at("id").as_string());
    }
    token = page.at("nextToken");
  } while (!token.is_null() && ++pages < 10);
  EXPECT_EQ(seen.size(), 7U);
  EXPECT_EQ(std::set(seen.begin(), seen.end()).size(), 7U);
}

TEST_F(ApiKeyTest, IsTheSameAfterARestart) {
  const Json key = create();
  open();
  EXPECT_EQ(catalog_->snapshot()->api_by_key.at(std::string(key.at("id").as_string())), id_);
}

}  // namespace
}  // namespace syncline::control
