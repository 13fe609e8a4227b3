// The API of this room's tests: fields that answer without a data source, and some that wait for
// one.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "catalog/api.h"

namespace syncline::edge::fixture {

inline constexpr std::string_view api_id = "aaaaaaaaaaaaaaaaaaaaaaaaaa";
inline constexpr std::string_view key = "da2-aaaaaaaaaaaaaaaaaaaaaaaaaa";
inline constexpr std::string_view other_id = "bbbbbbbbbbbbbbbbbbbbbbbbbb";
inline constexpr std::string_view other_key = "da2-bbbbbbbbbbbbbbbbbbbbbbbbbb";

inline constexpr std::string_view schema = R"(
type Message { id: ID! room: String text: String }
type Query { hello: String seen(name: String!): String broken: String slow: String }
type Mutation { sendMessage(room: String, text: String): Message }
type Subscription {
  onMessage(room: String): Message @aws_subscribe(mutations: ["sendMessage"])
  onSecret: Message @aws_subscribe(mutations: ["sendMessage"])
  onSlow: Message @aws_subscribe(mutations: ["sendMessage"])
}
)";

inline catalog::Resolver resolver(std::string type, std::string field, std::string payload,
                                  std::string response = "$util.toJson($ctx.result)") {
  catalog::Resolver made;
  made.type = std::move(type);
  made.field = std::move(field);
  made.data_source = "none";
  made.request_template = R"({"version":"2018-05-29","payload":)" + payload + "}";
  made.response_template = std::move(response);
  return made;
}

// A resolver that has to wait for its source: a table, which is not there.
inline catalog::Resolver slow_resolver(std::string type, std::string field, std::string response) {
  auto made = resolver(std::move(type), std::move(field), "null", std::move(response));
  made.data_source = "table";
  made.request_template =
      R"({"version":"2018-05-29","operation":"GetItem","key":{"id":{"S":"1"}}})";
  return made;
}

inline catalog::Api make_api(std::string_view id, std::string_view api_key) {
  catalog::Api api;
  api.id = id;
  api.name = "test";
  api.schema = schema;
  const std::int64_t far_away = 4'000'000'000;
  api.keys.emplace(api_key, catalog::ApiKey{std::string(api_key), "", far_away});
  catalog::DataSource none;
  none.name = "none";
  none.type = "NONE";
  api.data_sources.emplace("none", none);
  catalog::DataSource table;
  table.name = "table";
  table.type = "AMAZON_DYNAMODB";
  table.config = JsonObject{{"tableName", "nowhere"}};
  api.data_sources.emplace("table", table);
  const auto add = [&](catalog::Resolver made) {
    const auto name = made.type + "." + made.field;
    api.resolvers.emplace(name, std::move(made));
  };
  add(resolver("Query", "hello", R"("world")"));
  add(resolver("Query", "seen", R"($util.toJson($ctx.request.headers[$ctx.args.name]))"));
  add(resolver("Query", "broken", "null", R"($util.error("It broke", "Broken"))"));
  add(resolver("Mutation", "sendMessage",
               R"({"id":"1","room":$util.toJson($ctx.args.room),)"
               R"("text":$util.toJson($ctx.args.text)})"));
  add(resolver("Subscription", "onSecret", "null", "$util.unauthorized()"));
  add(slow_resolver("Query", "slow", R"("slow")"));
  add(slow_resolver("Subscription", "onSlow", "null"));
  return api;
}

}  // namespace syncline::edge::fixture
