#include "engine/run.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/limits.h"
#include "engine/engine_fixture.h"
#include "graphql/execution/execute.h"
#include "graphql/execution/operation.h"
#include "graphql/language/parser.h"

namespace syncline::engine {
namespace {

// A run of a document, and what its scripts would see at each field that has arguments or none.
class RunHouse : public House {
 public:
  explicit RunHouse(std::string_view query, JsonObject variables = {})
      : House(ApiText("type Query { x(t: String): X } type X { a: String x: X }")) {
    request.headers = JsonObject{{"a", "1"}};
    const auto document = std::make_shared<const graphql::Document>(*graphql::parse(query));
    operation = *graphql::prepare(api->schema, document, "", variables);
    run.emplace(request, operation, rooms, clock);
  }
  // Calls `see` for each root field.
  void walk(const std::function<void(Run&, const graphql::FieldCall&)>& see) {
    const graphql::FieldResolver resolver =
        [&](const graphql::FieldCall& call) -> std::optional<graphql::FieldValue> {
      if (call.parent_type.name == "Query") see(*run, call);
      return std::nullopt;
    };
    const auto answer = graphql::execute(operation, resolver);
    CHECK(std::holds_alternative<graphql::Response>(answer));
  }

  graphql::Operation operation;
  std::optional<Run> run;
};

TEST(Run, SharesWhatScriptsSeeInsteadOfCopyingIt) {
  RunHouse house("query Q($t: String) { a: x(t: $t) { a } b: x(t: $t) { a } }",
                 JsonObject{{"t", std::string(100'000, 'x')}});
  std::vector<script::Context> seen;
  house.walk([&](engine::Run& run, const graphql::FieldCall& call) {
    seen.push_back(run.context(call));
    EXPECT_EQ(&*seen.back().source, &call.source);
    EXPECT_EQ(seen.back().given_arguments, &call.arguments);
    EXPECT_TRUE(seen.back().arguments.empty());
  });
  ASSERT_EQ(seen.size(), 2U);
  EXPECT_EQ(&*seen[0].variables, &*seen[1].variables);
  EXPECT_EQ(&*seen[0].request, &*seen[1].request);
  EXPECT_EQ(&*seen[0].env, &*seen[1].env);
  EXPECT_EQ(&*seen[0].identity, &house.request.identity.identity);
  EXPECT_EQ((*seen[0].variables).at("t").as_string().size(), 100'000U);
}

TEST(Run, SaysThatTheSelectionsWereTooLargeForItsInfo) {
  std::string selections = "a";
  const std::string alias(60'000, 'x');
  for (int i = 0; i < 100; ++i) selections += fmt::format(" {}{}: a", alias, i);
  RunHouse house(fmt::format("{{ small: x {{ a }} large: x {{ {} }} }}", selections));
  std::vector<bool> too_large;
  house.walk([&](engine::Run& run, const graphql::FieldCall& call) {
    EXPECT_FALSE(run.info_was_too_large(call));  // nobody has asked
    static_cast<void>(run.info(call));
    too_large.push_back(run.info_was_too_large(call));
  });
  EXPECT_EQ(too_large, (std::vector<bool>{false, true}));
}

TEST(Run, KeepsTheVariablesOutOfEachPlacesInfo) {
  RunHouse house("query Q($t: String) { x(t: $t) { a } }", JsonObject{{"t", "long"}});
  house.walk([&](engine::Run& run, const graphql::FieldCall& call) {
    EXPECT_EQ(to_json(*run.info(call)),
              R"({"fieldName":"x","parentTypeName":"Query","variables":null,)"
              R"("selectionSetList":["a"],"selectionSetGraphQL":"{\n  a\n}"})");
    EXPECT_EQ(run.info(call), run.info(call));
  });
}

TEST(Run, KeepsTheInfoOfNoMorePlacesThanItsLimit) {
  std::string query = "{";
  for (std::size_t i = 0; i < 3 * limits::infos_per_request_max; ++i) {
    query += " f" + std::to_string(i) + ": x { a }";
  }
  RunHouse house(query + " }");
  std::vector<std::weak_ptr<const Json>> infos;
  house.walk(
      [&](engine::Run& run, const graphql::FieldCall& call) { infos.push_back(run.info(call)); });
  const auto kept = std::ranges::count_if(infos, [](const auto& info) { return !info.expired(); });
  EXPECT_LE(kept, static_cast<std::ptrdiff_t>(limits::infos_per_request_max));
  EXPECT_GT(kept, 0);
}

}  // namespace
}  // namespace syncline::engine
