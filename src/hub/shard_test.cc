#include "hub/shard.h"

#include <gtest/gtest.h>

#include <optional>

#include "base/parse_json.h"

namespace syncline::hub {
namespace {

// Writes down what it is sent, and may do something at each event.
class Recorder final : public Sink {
 public:
  void send(std::string_view subscription,
            const std::shared_ptr<const std::string>& payload) override {
    received.emplace_back(subscription);
    payloads.push_back(payload);
    if (on_send) on_send(subscription);
  }

  std::vector<std::string> received;
  std::vector<std::shared_ptr<const std::string>> payloads;
  std::function<void(std::string_view)> on_send;
};

Event event_of(std::string_view payload, std::string field = "onMessage") {
  return {"api", std::move(field), std::make_shared<const Json>(*parse_json(payload))};
}

std::shared_ptr<const Shape> shape_of(std::string key) {
  auto render = [key](const Event& event) { return key + to_json(*event.payload); };
  return std::make_shared<const Shape>(Shape{key, render});
}

Interest interest_of(std::vector<std::pair<std::string, Json>> arguments = {},
                     std::string shape = "all", std::string field = "onMessage") {
  return {"api", std::move(field), std::move(arguments), shape_of(std::move(shape))};
}

// Whether a subscription with these arguments hears of this payload.
bool matches(std::vector<std::pair<std::string, Json>> arguments, std::string_view payload) {
  Shard shard;
  Recorder sink;
  const auto token = shard.subscribe(interest_of(std::move(arguments)), "s", sink);
  shard.deliver(event_of(payload));
  return !sink.received.empty();
}

TEST(Shard, SendsAnEventToWhoListensToItsField) {
  Shard shard;
  Recorder sink;
  const auto token = shard.subscribe(interest_of(), "s", sink);
  shard.deliver(event_of(R"({"id":"1"})"));
  ASSERT_EQ(sink.received, std::vector<std::string>{"s"});
  EXPECT_EQ(*sink.payloads[0], R"(all{"id":"1"})");
}

TEST(Shard, GoesOnWithTheOthersWhenOneShapeCannotBeRendered) {
  Shard shard;
  Recorder sink;
  auto broken = interest_of();
  broken.shape = std::make_shared<const Shape>(
      Shape{"broken", [](const Event&) { return std::string().substr(1); }});
  const auto first = shard.subscribe(std::move(broken), "first", sink);
  const auto second = shard.subscribe(interest_of(), "second", sink);
  shard.deliver(event_of(R"({"id":"1"})"));
  shard.deliver(event_of(R"({"id":"2"})"));
  EXPECT_EQ(sink.received, (std::vector<std::string>{"second", "second"}));
}

TEST(Shard, KeepsFieldsAndApisApart) {
  Shard shard;
  Recorder sink;
  const auto other_field = shard.subscribe(interest_of({}, "all", "onOther"), "field", sink);
  auto interest = interest_of();
  interest.api = "other";
  const auto other_api = shard.subscribe(std::move(interest), "api", sink);
  shard.deliver(event_of("{}"));
  EXPECT_TRUE(sink.received.empty());
}

TEST(Shard, DoesNotFilterByAnArgumentThatWasNotGiven) {
  EXPECT_TRUE(matches({}, R"({"room":"r1"})"));
}

TEST(Shard, ComparesGivenArgumentsWithThePayload) {
  EXPECT_TRUE(matches({{"room", "r1"}}, R"({"room":"r1","text":"x"})"));
  EXPECT_FALSE(matches({{"room", "r1"}}, R"({"room":"r2"})"));
}

TEST(Shard, WantsAllGivenArgumentsToMatch) {
  EXPECT_TRUE(matches({{"room", "r1"}, {"by", "ann"}}, R"({"by":"ann","room":"r1"})"));
  EXPECT_FALSE(matches({{"room", "r1"}, {"by", "ann"}}, R"({"by":"bob","room":"r1"})"));
}

TEST(Shard, ComparesByTypeAndValue) {
  EXPECT_FALSE(matches({{"n", "1"}}, R"({"n":1})"));
  EXPECT_FALSE(matches({{"n", 1}}, R"({"n":"1"})"));
  EXPECT_FALSE(matches({{"n", 1}}, R"({"n":true})"));
  EXPECT_TRUE(matches({{"n", 1}}, R"({"n":1.0})"));
  EXPECT_TRUE(matches({{"n", true}}, R"({"n":true})"));
}

TEST(Shard, TakesNullForAMemberThatIsNullOrAbsent) {
  EXPECT_TRUE(matches({{"room", nullptr}}, R"({"room":null})"));
  EXPECT_TRUE(matches({{"room", nullptr}}, "{}"));
  EXPECT_FALSE(matches({{"room", nullptr}}, R"({"room":"r1"})"));
  EXPECT_FALSE(matches({{"room", "r1"}}, "{}"));
}

TEST(Shard, NeverMatchesAListOrAnObject) {
  EXPECT_FALSE(matches({{"tags", JsonArray{"a"}}}, R"({"tags":["a"]})"));
  EXPECT_FALSE(matches({{"at", JsonObject{{"x", 1}}}}, R"({"at":{"x":1}})"));
  EXPECT_FALSE(matches({{"tags", "a"}}, R"({"tags":["a"]})"));
}

TEST(Shard, FindsNoMembersInAPayloadThatIsAList) {
  EXPECT_TRUE(matches({}, "[1]"));
  EXPECT_FALSE(matches({{"room", "r1"}}, R"([{"room":"r1"}])"));
}

TEST(Shard, SendsInTheOrderOfSubscribingWhateverTheArguments) {
  Shard shard;
  Recorder sink;
  const auto a = shard.subscribe(interest_of({{"room", "r1"}}), "a", sink);
  const auto b = shard.subscribe(interest_of(), "b", sink);
  const auto c = shard.subscribe(interest_of({{"room", "r1"}, {"by", "ann"}}), "c", sink);
  const auto d = shard.subscribe(interest_of({{"room", "r1"}}), "d", sink);
  shard.deliver(event_of(R"({"room":"r1","by":"ann"})"));
  EXPECT_EQ(sink.received, (std::vector<std::string>{"a", "b", "c", "d"}));
}

TEST(Shard, RendersOnceForAThousandSubscribersOfOneShape) {
  Shard shard;
  Recorder sink;
  std::vector<Shard::Token> tokens;
  for (int i = 0; i < 1000; ++i) {
    tokens.push_back(shard.subscribe(interest_of(), std::to_string(i), sink));
  }
  shard.deliver(event_of("{}"));
  EXPECT_EQ(shard.work().renders, 1U);
  EXPECT_EQ(sink.received.size(), 1000U);
  EXPECT_EQ(sink.payloads.front().get(), sink.payloads.back().get());
}

TEST(Shard, RendersEachShapeOnceThoughTheArgumentsDiffer) {
  Shard shard;
  Recorder sink;
  const auto a = shard.subscribe(interest_of({}, "x"), "a", sink);
  const auto b = shard.subscribe(interest_of({{"room", "r1"}}, "x"), "b", sink);
  const auto c = shard.subscribe(interest_of({}, "y"), "c", sink);
  shard.deliver(event_of(R"({"room":"r1"})"));
  EXPECT_EQ(shard.work().renders, 2U);
}

TEST(Shard, RendersEveryEventAnew) {
  Shard shard;
  Recorder sink;
  const auto token = shard.subscribe(interest_of(), "s", sink);
  shard.deliver(event_of("1"));
  shard.deliver(event_of("2"));
  ASSERT_EQ(sink.payloads.size(), 2U);
  EXPECT_EQ(*sink.payloads[0], "all1");
  EXPECT_EQ(*sink.payloads[1], "all2");
}

TEST(Shard, DoesNotTouchSubscribersWithOtherArgumentValues) {
  Shard shard;
  Recorder others;
  Recorder one;
  std::vector<Shard::Token> tokens;
  for (int i = 0; i < 100'000; ++i) {
    const Json room(std::to_string(i));
    const Interest interest = interest_of({{"room", room}}, std::to_string(i % 10));
    tokens.push_back(shard.subscribe(interest, "s", others));
  }
  const auto token = shard.subscribe(interest_of({{"room", "mine"}}), "mine", one);
  shard.deliver(event_of(R"({"room":"mine"})"));
  EXPECT_EQ(shard.work().lookups, 1U);
  EXPECT_EQ(shard.work().renders, 1U);
  EXPECT_EQ(shard.work().sends, 1U);
  EXPECT_TRUE(others.received.empty());
}

TEST(Shard, SendsNothingAfterTheTokenIsGone) {
  Shard shard;
  Recorder sink;
  {
    const auto token = shard.subscribe(interest_of(), "s", sink);
  }
  EXPECT_EQ(shard.subscriptions(), 0U);
  shard.deliver(event_of("{}"));
  EXPECT_TRUE(sink.received.empty());
  EXPECT_EQ(shard.work().lookups, 0U);
}

TEST(Shard, MovingATokenKeepsTheSubscription) {
  Shard shard;
  Recorder sink;
  auto token = shard.subscribe(interest_of(), "s", sink);
  const Shard::Token moved = std::move(token);
  shard.deliver(event_of("{}"));
  EXPECT_EQ(sink.received.size(), 1U);
}

TEST(Shard, AssigningToATokenEndsWhatItHeld) {
  Shard shard;
  Recorder sink;
  auto token = shard.subscribe(interest_of(), "first", sink);
  token = shard.subscribe(interest_of(), "second", sink);
  shard.deliver(event_of("{}"));
  EXPECT_EQ(sink.received, std::vector<std::string>{"second"});
}

TEST(Shard, LeavesTheOthersInOrderWhenManyEnd) {
  Shard shard;
  Recorder sink;
  std::vector<std::optional<Shard::Token>> tokens;
  for (int i = 0; i < 100; ++i) {
    tokens.emplace_back(shard.subscribe(interest_of(), std::to_string(i), sink));
  }
  for (std::size_t i = 0; i < 100; ++i) {
    if (i % 10 != 0) tokens[i].reset();
  }
  const auto late = shard.subscribe(interest_of(), "late", sink);
  shard.deliver(event_of("{}"));
  EXPECT_EQ(sink.received, (std::vector<std::string>{"0", "10", "20", "30", "40", "50", "60", "70",
                                                     "80", "90", "late"}));
}

TEST(Shard, LetsASinkEndItsOwnSubscriptionMeanwhile) {
  Shard shard;
  Recorder sink;
  std::optional<Shard::Token> token = shard.subscribe(interest_of(), "s", sink);
  std::string id_after_end;
  sink.on_send = [&](std::string_view id) {
    token.reset();
    id_after_end = id;
  };
  shard.deliver(event_of("{}"));
  shard.deliver(event_of("{}"));
  EXPECT_EQ(sink.received.size(), 1U);
  EXPECT_EQ(id_after_end, "s");
}

TEST(Shard, LetsASinkEndOthersMeanwhile) {
  Shard shard;
  Recorder sink;
  std::vector<std::optional<Shard::Token>> tokens;
  for (int i = 0; i < 10; ++i) {
    tokens.emplace_back(shard.subscribe(interest_of(), std::to_string(i), sink));
  }
  sink.on_send = [&](std::string_view) {
    for (std::size_t i = 1; i < 10; ++i) tokens[i].reset();
  };
  shard.deliver(event_of("{}"));
  EXPECT_EQ(sink.received, std::vector<std::string>{"0"});
  EXPECT_EQ(shard.subscriptions(), 1U);
}

TEST(Shard, LetsANewSubscriptionMeanwhileSeeTheNextEventOnly) {
  Shard shard;
  Recorder sink;
  std::vector<Shard::Token> tokens;
  tokens.push_back(shard.subscribe(interest_of(), "old", sink));
  sink.on_send = [&](std::string_view id) {
    if (id != "old") return;
    for (int i = 0; i < 100; ++i) tokens.push_back(shard.subscribe(interest_of(), "new", sink));
  };
  shard.deliver(event_of("{}"));
  EXPECT_EQ(sink.received, std::vector<std::string>{"old"});
  sink.on_send = nullptr;
  shard.deliver(event_of("{}"));
  EXPECT_EQ(sink.received.size(), 102U);
}

TEST(Shard, CountsSubscriptionsThatCanNeverMatch) {
  Shard shard;
  Recorder sink;
  {
    const auto token = shard.subscribe(interest_of({{"tags", JsonArray{}}}), "s", sink);
    EXPECT_EQ(shard.subscriptions(), 1U);
    shard.deliver(event_of(R"({"tags":[]})"));
    EXPECT_EQ(shard.work().lookups, 0U);
  }
  EXPECT_EQ(shard.subscriptions(), 0U);
}

}  // namespace
}  // namespace syncline::hub
