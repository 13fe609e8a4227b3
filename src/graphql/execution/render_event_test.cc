#include <gtest/gtest.h>

#include "graphql/execution/try_out.h"

namespace syncline::graphql {
namespace {

constexpr std::string_view sdl = R"(
  type Query { a: Int }
  type Subscription { added(room: ID): Message must: Message! many: [Message!] }
  type Message { id: ID! text: String tags: [String] }
)";

std::string data_of(std::string_view query, const Json& payload) {
  return to_json(render_event(operation_of(sdl, query), payload).data);
}

TEST(RenderEvent, SelectsFromThePayload) {
  EXPECT_EQ(data_of("subscription { m: added(room: 1) { text id } }",
                    {{"id", "1"}, {"text", "hi"}, {"more", true}}),
            R"({"m":{"text":"hi","id":"1"}})");
}

TEST(RenderEvent, ShowsNullForWhatThePayloadLacks) {
  EXPECT_EQ(data_of("subscription { added { id text tags } }", {{"id", "1"}}),
            R"({"added":{"id":"1","text":null,"tags":null}})");
}

TEST(RenderEvent, TellsWhatMustNotBeNull) {
  const Response response =
      render_event(operation_of(sdl, "subscription { must { id } }"), {{"text", "hi"}});
  EXPECT_TRUE(response.data.is_null());
  EXPECT_TRUE(response.executed);
  ASSERT_EQ(response.errors.size(), 1u);
  EXPECT_EQ(response.errors[0].message,
            "Cannot return null for non-nullable type: 'ID' within parent 'Message' (/must/id)");
  EXPECT_EQ(response.errors[0].path, (Path{"must", "id"}));
  EXPECT_TRUE(response.errors[0].locations.empty());
}

TEST(RenderEvent, TakesAPayloadThatIsAList) {
  EXPECT_EQ(data_of("subscription { many { id } }",
                    JsonArray{JsonObject{{"id", "1"}}, JsonObject{{"id", "2"}}}),
            R"({"many":[{"id":"1"},{"id":"2"}]})");
}

TEST(RenderEvent, KnowsItsTypeNames) {
  EXPECT_EQ(data_of("subscription { __typename added { __typename } }", JsonObject{}),
            R"({"__typename":"Subscription","added":{"__typename":"Message"}})");
}

TEST(RenderEvent, RendersManyEventsOfOneOperation) {
  const Operation operation = operation_of(sdl, "subscription { added { id } }");
  for (int i = 0; i < 3; ++i) {
    const Response response = render_event(operation, {{"id", i}});
    EXPECT_EQ(response.data.at("added").at("id").as_string(), std::to_string(i));
  }
}

}  // namespace
}  // namespace syncline::graphql
