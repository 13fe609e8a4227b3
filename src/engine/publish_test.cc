#include "engine/publish.h"

#include <gtest/gtest.h>

#include "base/limits.h"
#include "engine/engine_fixture.h"

namespace syncline::engine {
namespace {

constexpr auto schema = R"(
  interface Node { id: ID }
  type Item implements Node { id: ID text: String child: Item many: [Item] must: String! }
  type Note implements Node { id: ID note: String }
  type Query { q: String }
  type Mutation { add(text: String): Item  drop: Item  node: Node  strict: Item! }
  type Subscription {
    added(id: ID): Item @aws_subscribe(mutations: ["add"])
    changed: Item @aws_subscribe(mutations: ["add", "drop"])
    noded: Node @aws_subscribe(mutations: ["node"])
  }
)";

struct PublishHouse : House {
  PublishHouse() : House(make()) {}
  static ApiText make() {
    ApiText text(schema);
    text.unit("Mutation.add", "none",
              R"({"version":"2018-05-29","payload":{"id":1,"text":$util.toJson($ctx.args.text),)"
              R"("child":{"id":"2","text":"c"},"many":[{"id":"3"},null]}})",
              "$util.toJson($ctx.result)");
    text.unit("Mutation.drop", "none", R"({"version":"2018-05-29"})", "null");
    text.unit("Mutation.strict", "none", R"({"version":"2018-05-29"})", "null");
    text.unit("Mutation.node", "none", R"({"version":"2018-05-29"})",
              R"({"__typename":"Note","id":"9","note":"n"})");
    return text;
  }
  std::vector<std::string> told(const std::string& mutation, Json variables = nullptr) {
    body(mutation, std::move(variables));
    return bus.texts();
  }
};

using Texts = std::vector<std::string>;

TEST(Publish, TellsEachSubscriptionFieldThatNamesTheMutation) {
  PublishHouse house;
  EXPECT_EQ(house.told("mutation { add { id } }"),
            (Texts{R"(added {"id":"1"})", R"(changed {"id":"1"})"}));
  EXPECT_EQ(house.bus.events[0]->api, "api");
}

TEST(Publish, SendsWhatTheMutationSelectedAndNothingElse) {
  PublishHouse house;
  EXPECT_EQ(house.told(R"(mutation { add(text: "t") { text many { id } } })")[0],
            R"(added {"text":"t","many":[{"id":"3"},null]})");
}

TEST(Publish, UndoesAliases) {
  PublishHouse house;
  EXPECT_EQ(house.told(R"(mutation { x: add(text: "t") { a: text b: child { c: text } } })")[0],
            R"(added {"text":"t","child":{"text":"c"}})");
}

TEST(Publish, PrefersTheSelectionWithoutAnAlias) {
  PublishHouse house;
  EXPECT_EQ(house.told("mutation { add { a: child { id } child { text } } }")[0],
            R"(added {"child":{"text":"c"}})");
}

TEST(Publish, FlattensFragments) {
  PublishHouse house;
  EXPECT_EQ(
      house.told("mutation { add { ...F ... on Item { id } } } fragment F on Item { t: text }")[0],
      R"(added {"text":null,"id":"1"})");
}

TEST(Publish, TellsOnceForEachTimeThatAFieldIsSelected) {
  PublishHouse house;
  EXPECT_EQ(house.told(R"(mutation { a: add(text: "1") { text } b: add(text: "2") { text } })"),
            (Texts{R"(added {"text":"1"})", R"(changed {"text":"1"})", R"(added {"text":"2"})",
                   R"(changed {"text":"2"})"}));
}

TEST(Publish, TellsNothingOfANullResult) {
  PublishHouse house;
  EXPECT_TRUE(house.told("mutation { drop { id } }").empty());
}

TEST(Publish, TellsNothingOfAQuery) {
  PublishHouse house;
  EXPECT_TRUE(house.told("{ q }").empty());
}

TEST(Publish, TellsOfAFieldThatHasEndedWhenALaterOneMakesTheMutationNull) {
  PublishHouse house;
  EXPECT_EQ(house.told("mutation { add { id } strict { id } }"),
            (Texts{R"(added {"id":"1"})", R"(changed {"id":"1"})"}));
  EXPECT_EQ(house.told("mutation { strict { id } add { id } }").size(), 2U);  // nothing more
}

TEST(Publish, TellsWhatIsThereWhenAFieldBelowFailed) {
  PublishHouse house;
  EXPECT_EQ(house.told("mutation { add { id child { must } } }")[0],
            R"(added {"id":"1","child":null})");
}

TEST(Publish, KeepsTheTypeOfAnInterfacesObject) {
  PublishHouse house;
  EXPECT_EQ(house.told("mutation { node { t: __typename id ... on Note { n: note } } }"),
            Texts{R"(noded {"__typename":"Note","id":"9","note":"n"})"});
}

TEST(Publish, RefusesAnEventThatIsTooLargeAndSaysSo) {
  PublishHouse house;
  const std::string large(limits::event_bytes_max, 'x');
  const auto body = *parse_json(
      house.body("mutation M($t: String) { add(text: $t) { text } }", JsonObject{{"t", large}}));
  EXPECT_TRUE(house.bus.events.empty());
  EXPECT_EQ(body.at("data").at("add").at("text").as_string().size(), large.size());
  const auto& error = body.at("errors").at(0);
  EXPECT_EQ(error.at("errorType"), "InboundMessageError");
  EXPECT_EQ(to_json(error.at("path")), R"(["add"])");
  EXPECT_EQ(body.at("errors").as_array().size(), 2U);  // one for each subscription field
}

// The large field comes last, and its event is too large.
constexpr auto small_and_large =
    R"(mutation M($t: String) { a: add(text: "ok") { text } b: add(text: $t) { text } })";

TEST(Publish, TellsOfTheFieldBeforeOneWhoseEventIsTooLarge) {
  PublishHouse house;
  const std::string large(limits::event_bytes_max, 'x');
  const auto body = *parse_json(house.body(small_and_large, JsonObject{{"t", large}}));
  EXPECT_EQ(house.bus.texts(), (Texts{R"(added {"text":"ok"})", R"(changed {"text":"ok"})"}));
  EXPECT_EQ(body.at("data").at("a").at("text"), "ok");
  EXPECT_EQ(body.at("errors").as_array().size(), 2U);
  EXPECT_EQ(to_json(body.at("errors").at(0).at("path")), R"(["b"])");
}

TEST(Publish, TellsOfATooLargeEventAlsoWhenTheDataBecomesNull) {
  PublishHouse house;
  const std::string large(limits::event_bytes_max, 'x');
  const auto body = *parse_json(house.body(
      R"(mutation M($t: String) { a: add(text: "ok") { text } b: add(text: $t) { text }
                                  strict { id } })",
      JsonObject{{"t", large}}));
  EXPECT_TRUE(body.at("data").is_null());
  EXPECT_EQ(house.bus.texts(), (Texts{R"(added {"text":"ok"})", R"(changed {"text":"ok"})"}));
  std::size_t too_large = 0;
  for (const auto& error : body.at("errors").as_array()) {
    const auto* type = find_string(error, "errorType");
    if (type != nullptr && *type == "InboundMessageError") ++too_large;
  }
  EXPECT_EQ(too_large, 2U);
}

TEST(Publish, TakesAnEventOfExactlyTheLimit) {
  PublishHouse house;
  const std::string fitting(limits::event_bytes_max - std::string(R"({"text":""})").size(), 'x');
  house.body("mutation M($t: String) { add(text: $t) { text } }", JsonObject{{"t", fitting}});
  EXPECT_EQ(house.bus.events.size(), 2U);
}

}  // namespace
}  // namespace syncline::engine
