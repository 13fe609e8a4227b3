#include "catalog/subscriptions.h"

#include <gtest/gtest.h>

#include "graphql/type/build_schema.h"

namespace syncline::catalog {
namespace {

using Names = std::vector<std::string>;

Bindings bind(std::string_view fields, UnboundSubscriptions unbound = UnboundSubscriptions::bind) {
  const std::string sdl =
      "type M { id: ID } type N { id: ID } type Query { q: M }\n" + std::string(fields);
  const auto schema = graphql::build_schema(sdl);
  EXPECT_TRUE(schema) << schema.error().message;
  return schema ? bind_subscriptions(**schema, unbound) : Bindings();
}

TEST(Subscriptions, HearTheMutationsThatTheyName) {
  const auto bound = bind(R"(
    type Mutation { add: M change: M other: M }
    type Subscription { on: M @aws_subscribe(mutations: ["change", "add"]) })");
  EXPECT_EQ(bound.publishes.at("add"), Names{"on"});
  EXPECT_EQ(bound.publishes.at("change"), Names{"on"});
  EXPECT_FALSE(bound.publishes.contains("other"));
  EXPECT_TRUE(bound.unbound.empty());
}

TEST(Subscriptions, OneMutationIsHeardBySeveralInTheirOrder) {
  const auto bound = bind(R"(
    type Mutation { add: M }
    type Subscription {
      second: M @aws_subscribe(mutations: ["add"])
      first: M @aws_subscribe(mutations: ["add"])
    })");
  EXPECT_EQ(bound.publishes.at("add"), (Names{"second", "first"}));
}

TEST(Subscriptions, WithoutDirectiveHearTheMutationsOfTheirType) {
  const auto bound = bind(R"(
    type Mutation { add: M! addAll: [M] addOther: N }
    type Subscription { messageAdded: M })");
  EXPECT_EQ(bound.publishes.at("add"), Names{"messageAdded"});
  EXPECT_EQ(bound.publishes.size(), 1U);
  EXPECT_EQ(bound.unbound, Names{"messageAdded ← add"});
}

TEST(Subscriptions, ListsAreBoundToListsOfTheSameItems) {
  const auto bound = bind(R"(
    type Mutation { all: [M!]! others: [N] nested: [[M]] }
    type Subscription { on: [M] })");
  EXPECT_EQ(bound.unbound, Names{"on ← all"});
}

TEST(Subscriptions, WithoutDirectiveHearNothingWhenSwitchedOff) {
  const auto bound =
      bind("type Mutation { add: M } type Subscription { on: M }", UnboundSubscriptions::off);
  EXPECT_TRUE(bound.publishes.empty());
  EXPECT_TRUE(bound.unbound.empty());
}

TEST(Subscriptions, AMutationMayNameItsSubscriptions) {
  const auto bound = bind(R"(
    type Mutation { add: M @aws_publish(subscriptions: ["on"]) change: M }
    type Subscription { on: M })");
  EXPECT_EQ(bound.publishes.at("add"), Names{"on"});
  EXPECT_FALSE(bound.publishes.contains("change"));
  EXPECT_TRUE(bound.unbound.empty());
}

}  // namespace
}  // namespace syncline::catalog
