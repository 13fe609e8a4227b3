// That a long execution does not hold its loop, and that a short one needs no coroutine.
#include <gtest/gtest.h>

#include "graphql/execution/try_out.h"

namespace syncline::graphql {
namespace {

constexpr std::string_view sdl = R"(
  type Query { items: [Item!]! item: Item }
  type Mutation { add: Item }
  type Item { id: Int value: Int tags: [String] item: Item }
)";

constexpr int items = 300;

Json list() {
  JsonArray out;
  for (int i = 0; i < items; ++i) {
    out.push_back(JsonObject{{"id", i}, {"tags", JsonArray{"a", "b"}}});
  }
  return out;
}

// Has its turn whenever the loop is not held, and counts how often that is.
class Others {
 public:
  explicit Others(Loop& loop) : loop_(loop) {}

  void begin() {
    loop_.post([this] {
      if (ended) return;
      ++turns;
      begin();
    });
  }

  bool ended = false;
  int turns = 0;

 private:
  Loop& loop_;
};

struct Outcome {
  Response response;
  int turns_of_others = 0;
};

Outcome run_among_others(const Operation& operation, const FieldResolver& resolver) {
  auto begun = execute(operation, resolver);
  if (auto* ready = std::get_if<Response>(&begun)) return {std::move(*ready), 0};
  Outcome outcome;
  Loop loop(0);
  Others others(loop);
  const auto task = [&]() -> Task<void> {
    outcome.response = co_await std::get<Task<Response>>(std::move(begun));
    others.ended = true;
  };
  loop.spawn(task());
  others.begin();
  loop.context().run();
  outcome.turns_of_others = others.turns;
  return outcome;
}

Operation without_patience(std::string_view query) {
  Operation operation = operation_of(sdl, query);
  operation.turn_max = std::chrono::steady_clock::duration::zero();
  return operation;
}

// A Task that is as good as ready.
Task<Resolved> at_once(Json value) { co_return Resolved{std::move(value), {}}; }

FieldResolver resolver_of_values(bool tasks) {
  return [tasks](const FieldCall& call) -> std::optional<FieldValue> {
    if (call.field.name == "items") return Resolved{list(), {}};
    if (call.field.name == "add") return Resolved{JsonObject{{"id", 1}}, {}};
    if (call.field.name != "value") return std::nullopt;
    if (tasks) return at_once(call.source.at("id"));
    return Resolved{call.source.at("id"), {}};
  };
}

void expect_all_items(const Outcome& outcome) {
  EXPECT_TRUE(outcome.response.errors.empty());
  const JsonArray& shown = outcome.response.data.at("items").as_array();
  ASSERT_EQ(shown.size(), static_cast<std::size_t>(items));
  for (int i = 0; i < items; ++i) {
    EXPECT_EQ(to_json(shown[static_cast<std::size_t>(i)]), R"({"value":)" + std::to_string(i) +
                                                               R"(,"id":)" + std::to_string(i) +
                                                               R"(,"tags":["a","b"]})");
  }
}

TEST(Turn, NeedsNoTaskWhenAllIsReady) {
  const Operation operation = operation_of(sdl, "{ items { value id tags } }");
  const FieldResolver resolver = resolver_of_values(false);
  auto begun = execute(operation, resolver);
  ASSERT_TRUE(std::holds_alternative<Response>(begun));
  expect_all_items({std::get<Response>(std::move(begun)), 0});
}

TEST(Turn, IsLeftToOthersWhenReadyResolversTakeLong) {
  const Operation operation = without_patience("{ items { value id tags } }");
  const Outcome outcome = run_among_others(operation, resolver_of_values(false));
  expect_all_items(outcome);
  EXPECT_GE(outcome.turns_of_others, items / 2);
}

TEST(Turn, IsLeftToOthersWhenTasksDoNotWait) {
  const Operation operation = without_patience("{ items { value id tags } }");
  const Outcome outcome = run_among_others(operation, resolver_of_values(true));
  expect_all_items(outcome);
  EXPECT_GE(outcome.turns_of_others, items / 2);
}

TEST(Turn, IsLeftToOthersWhileManyFieldsAreReadFromTheirParents) {
  const Operation operation = without_patience("{ items { value: id id tags } }");
  const Outcome outcome = run_among_others(operation, resolver_of_values(false));
  expect_all_items(outcome);
  EXPECT_GE(outcome.turns_of_others, 10);
}

TEST(Turn, IsLeftToOthersBetweenTheFieldsOfAMutation) {
  std::string query = "mutation {";
  std::string expected = "{";
  for (int i = 0; i < 50; ++i) {
    query += " a" + std::to_string(i) + ": add { id }";
    expected += (i == 0 ? "\"a" : ",\"a") + std::to_string(i) + R"(":{"id":1})";
  }
  const Operation operation = without_patience(query + " }");
  const Outcome outcome = run_among_others(operation, resolver_of_values(false));
  EXPECT_EQ(to_json(outcome.response.data), expected + "}");
  EXPECT_GE(outcome.turns_of_others, 25);
}

TEST(Turn, EndsWithANullAboveAFailureInALaterTurn) {
  const Operation operation = without_patience("{ items { value } item { id } }");
  const FieldResolver resolver = [](const FieldCall& call) -> std::optional<FieldValue> {
    if (call.field.name == "items") return Resolved{JsonArray{JsonObject{}, nullptr}, {}};
    return Resolved{};
  };
  const Outcome outcome = run_among_others(operation, resolver);
  EXPECT_TRUE(outcome.response.data.is_null());
  EXPECT_EQ(outcome.response.errors.size(), 1u);
}

TEST(Turn, IsLeftToOthersWhileTheSchemaIsShown) {
  constexpr std::string_view query =
      "{ __schema { types { name fields { name type { name ofType { name } } } } } "
      "__type(name: \"Item\") { fields { name args { name } } } item { id } }";
  const FieldResolver resolver = resolver_of_values(false);
  const Outcome shown = run_among_others(without_patience(query), resolver);
  EXPECT_TRUE(shown.response.errors.empty());
  EXPECT_GE(shown.turns_of_others, 5);
  EXPECT_EQ(to_json(shown.response.data), to_json(run(operation_of(sdl, query), resolver).data));
}

TEST(Turn, EndsWithNullForATypeThatIsTooLargeToShowInALaterTurn) {
  std::string query = R"({ __type(name: "Item") {)";
  for (int i = 0; i < 10; ++i)
    query += " f" + std::to_string(i) + ": fields { name type { name } }";
  Operation operation = without_patience(query + " } }");
  operation.fields_max = 120;
  const FieldResolver resolver = resolver_of_values(false);
  EXPECT_TRUE(std::holds_alternative<Task<Response>>(execute(operation, resolver)));
  const Outcome outcome = run_among_others(operation, resolver);
  EXPECT_EQ(to_json(outcome.response.data), R"({"__type":null})");
  ASSERT_EQ(outcome.response.errors.size(), 1u);
  EXPECT_EQ(outcome.response.errors.front().type, Json("ResponseSizeLimitReached"));
}

TEST(Turn, NeverEndsForAnEvent) {
  Operation operation = without_patience("{ items { id } }");
  const Response response = render_event(operation, list());
  EXPECT_EQ(response.data.at("items").as_array().size(), static_cast<std::size_t>(items));
}

}  // namespace
}  // namespace syncline::graphql
