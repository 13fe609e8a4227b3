#include "auth/mode.h"

#include <gtest/gtest.h>

namespace syncline::auth {
namespace {

constexpr std::string_view good_key = "da2-aaaaaaaaaaaaaaaaaaaaaaaaaa";

catalog::CompiledApi api_with_key() {
  catalog::CompiledApi api;
  const std::string id(good_key);
  api.definition.keys[id] = {id, "", 1000};
  api.definition.keys["da2-other"] = {"da2-other", "", 2000};
  return api;
}

using Fields = std::vector<std::pair<std::string_view, std::string_view>>;

io::Headers headers_of(const Fields& fields) {
  io::Headers headers;
  for (const auto& [name, value] : fields) headers.add(name, value);
  return headers;
}

Result<Identity> authenticate_at(std::int64_t now_s, const Fields& fields,
                                 const catalog::CompiledApi& api = api_with_key()) {
  const ManualClock clock(now_s * 1000);
  const auto headers = headers_of(fields);
  return authenticate({headers, "127.0.0.1"}, api, clock);
}

std::string owner(const catalog::Snapshot& snapshot, const Fields& fields) {
  const auto headers = headers_of(fields);
  return std::string(api_of_key(snapshot, {headers, ""}));
}

void expect_refused(const Result<Identity>& result, std::string_view message) {
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().kind, ErrorKind::unauthenticated);
  EXPECT_EQ(result.error().type, "UnauthorizedException");
  EXPECT_EQ(result.error().message, message);
}

constexpr std::string_view not_authorized_text = "You are not authorized to make this call.";

TEST(Authenticate, KnowsAKeyOfTheApi) {
  const auto identity = authenticate_at(999, {{"x-api-key", good_key}});
  ASSERT_TRUE(identity.has_value());
  EXPECT_EQ(identity->mode, "API_KEY");
  EXPECT_TRUE(identity->identity.is_null());
  EXPECT_EQ(identity->auth_type, "API Key Authorization");
}

TEST(Authenticate, RefusesAKeyFromTheSecondInWhichItExpires) {
  expect_refused(authenticate_at(1000, {{"x-api-key", good_key}}), not_authorized_text);
}

TEST(Authenticate, RefusesAnUnknownKey) {
  expect_refused(authenticate_at(0, {{"x-api-key", "da2-wrong"}}), not_authorized_text);
  expect_refused(authenticate_at(0, {{"x-api-key", ""}}), not_authorized_text);
}

TEST(Authenticate, RefusesAKeyThatOnlyBeginsLikeTheRightOne) {
  expect_refused(authenticate_at(0, {{"x-api-key", good_key.substr(0, 10)}}), not_authorized_text);
}

TEST(Authenticate, RefusesAKeyThatWasSentTwice) {
  expect_refused(authenticate_at(0, {{"x-api-key", good_key}, {"x-api-key", good_key}}),
                 not_authorized_text);
}

TEST(Authenticate, SaysThatNoCredentialsWereGiven) {
  expect_refused(authenticate_at(0, {{"host", "localhost"}}),
                 "Valid authorization header not provided.");
}

TEST(Authenticate, RefusesAModeThatNobodyKnows) {
  expect_refused(authenticate_at(0, {{"authorization", "Bearer x"}}), not_authorized_text);
}

TEST(Authenticate, TakesASignedRequestForIamThoughItCarriesAKey) {
  expect_refused(authenticate_at(0, {{"x-api-key", good_key},
                                     {"authorization", "AWS4-HMAC-SHA256 Credential=x"}}),
                 not_authorized_text);
}

TEST(Authenticate, RefusesAModeThatTheApiDoesNotOffer) {
  auto api = api_with_key();
  api.definition.authentication_type = "AWS_IAM";
  expect_refused(authenticate_at(0, {{"x-api-key", good_key}}, api), not_authorized_text);
}

TEST(Authenticate, KnowsAModeThatTheApiOffersBesidesItsFirst) {
  auto api = api_with_key();
  api.definition.authentication_type = "AWS_IAM";
  const JsonObject provider{{"authenticationType", "API_KEY"}};
  api.definition.settings = JsonObject{{"additionalAuthenticationProviders", JsonArray{provider}}};
  EXPECT_TRUE(authenticate_at(0, {{"x-api-key", good_key}}, api).has_value());
}

TEST(ApiOfKey, FindsTheOwner) {
  catalog::Snapshot snapshot;
  snapshot.api_by_key["da2-a"] = "api1";
  EXPECT_EQ(owner(snapshot, {{"x-api-key", "da2-a"}}), "api1");
  EXPECT_EQ(owner(snapshot, {{"x-api-key", "da2-b"}}), "");
  EXPECT_EQ(owner(snapshot, {}), "");
}

}  // namespace
}  // namespace syncline::auth
