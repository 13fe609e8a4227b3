#include <gtest/gtest.h>

#include "graphql/execution/collect_fields.h"
#include "graphql/execution/try_out.h"

namespace syncline::graphql {
namespace {

constexpr std::string_view sdl = R"(
  type Query { a: Int }
  type Mutation { now: Int later: Int nothing: Int strict: Int! }
)";

using Texts = std::vector<std::string>;

// Tells what happens, in its order. `later` answers with a Task, `strict` fails.
class Mutations : public testing::Test {
 protected:
  FieldResolver resolver() {
    return [this](const FieldCall& call) -> std::optional<FieldValue> {
      told_.push_back("run " + to_string(call.path));
      if (call.field.name == "now") return Resolved{1, {}};
      if (call.field.name == "later") return later({2, {}});
      return Resolved{};
    };
  }

  MutationObserver observer() {
    return [this](FieldCollector& collector, CollectedField& field, const Json& value) {
      EXPECT_TRUE(collector.root());
      told_.push_back("end " + std::string(field.key) + " " + to_json(value));
    };
  }

  Texts told_by(std::string_view query) {
    const MutationObserver observer = this->observer();
    response_ = run(operation_of(sdl, query), resolver(), &observer);
    return told_;
  }

  Texts told_;
  Response response_;
};

TEST_F(Mutations, TellOfEachFieldBeforeTheNextBegins) {
  EXPECT_EQ(told_by("mutation { a: later b: now c: later }"),
            (Texts{"run /a", "end a 2", "run /b", "end b 1", "run /c", "end c 2"}));
  EXPECT_EQ(to_json(response_.data), R"({"a":2,"b":1,"c":2})");
}

TEST_F(Mutations, TellOfNullsToo) {
  EXPECT_EQ(told_by("mutation { nothing __typename }"),
            (Texts{"run /nothing", "end nothing null", R"(end __typename "Mutation")"}));
}

TEST_F(Mutations, DoNotTellOfAFieldThatFailsWhereNoNullMayStandNorOfLaterOnes) {
  EXPECT_EQ(told_by("mutation { now strict later }"),
            (Texts{"run /now", "end now 1", "run /strict"}));
  EXPECT_TRUE(response_.data.is_null());
  EXPECT_TRUE(response_.executed);
  EXPECT_EQ(response_.errors.size(), 1u);
}

TEST_F(Mutations, StopAfterAFieldThatFailsWhenOneBeforeItWaited) {
  EXPECT_EQ(told_by("mutation { later strict now }"),
            (Texts{"run /later", "end later 2", "run /strict"}));
  EXPECT_TRUE(response_.data.is_null());
}

TEST_F(Mutations, AreReadyWhenAllTheirFieldsAre) {
  const Operation operation = operation_of(sdl, "mutation { a: now b: now nothing }");
  const FieldResolver resolver = this->resolver();
  const auto begun = execute(operation, resolver);
  ASSERT_TRUE(std::holds_alternative<Response>(begun));
  EXPECT_EQ(to_json(std::get<Response>(begun).data), R"({"a":1,"b":1,"nothing":null})");
}

TEST_F(Mutations, RunReadyFieldsAtOnceUpToTheFirstThatWaits) {
  const Operation operation = operation_of(sdl, "mutation { a: now b: later c: now }");
  const FieldResolver resolver = this->resolver();
  const MutationObserver observer = this->observer();
  const auto begun = execute(operation, resolver, &observer);
  EXPECT_TRUE(std::holds_alternative<Task<Response>>(begun));
  EXPECT_EQ(told_, (Texts{"run /a", "end a 1", "run /b"}));
  // Nobody waits for it: what was begun is dropped without a trace.
}

}  // namespace
}  // namespace syncline::graphql
