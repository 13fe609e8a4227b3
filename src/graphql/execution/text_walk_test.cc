// The answer as text is the answer as values, whatever waits, fails or takes long; and what else
// may be asked of an execution.
#include <gtest/gtest.h>

#include <random>

#include "base/parse_json.h"
#include "graphql/execution/collect_fields.h"
#include "graphql/execution/try_out.h"

namespace syncline::graphql {
namespace {

template <class Answer>
Answer finish(std::variant<Answer, Task<Answer>> begun) {
  if (auto* ready = std::get_if<Answer>(&begun)) return std::move(*ready);
  Loop loop(0);
  Answer answer;
  const auto task = [&]() -> Task<void> {
    answer = co_await std::get<Task<Answer>>(std::move(begun));
  };
  loop.spawn(task());
  loop.context().run();
  return answer;
}

std::string messages(const std::vector<FieldError>& errors) {
  std::vector<std::string> all;
  for (const auto& error : errors) {
    std::string text = error.message + " at";
    for (const auto& step : error.path) {
      text += '/';
      if (const auto* key = std::get_if<std::string>(&step)) text += *key;
      if (const auto* index = std::get_if<std::int64_t>(&step)) text += std::to_string(*index);
    }
    all.push_back(text);
  }
  std::ranges::sort(all);
  std::string out;
  for (const auto& text : all) out += text + "\n";
  return out;
}

constexpr std::string_view tree_sdl = R"(
  type Query { tree: Tree must: Tree! list: [Tree] musts: [Tree!] all: [Tree!]! }
  type Tree {
    id: ID  name: String!  count: Int  size: Float!  flag: Boolean  kind: Kind
    one: Tree  must: Tree!  list: [Tree]  musts: [Tree!]  all: [Tree!]!
    names: [String!]  grid: [[Int]!]
  }
  enum Kind { A B }
)";

// A value for a field of the tree: nulls, wrong kinds and absent members among them.
class Data {
 public:
  explicit Data(unsigned seed) : dice_(seed) {}

  Json object(int depth) {
    JsonObject out;
    for (const auto* name : {"id", "name", "count", "size", "flag", "kind", "one", "must", "list",
                             "musts", "all", "names", "grid"}) {
      if (below(40) != 0) out.emplace(name, value(name, depth));
    }
    return out;
  }

  int below(int n) { return static_cast<int>(dice_() % static_cast<unsigned>(n)); }

 private:
  Json value(std::string_view name, int depth) {
    if (below(60) == 0) return nullptr;
    if (below(120) == 0) return "wrong";
    if (name == "id") return below(2) == 0 ? Json("1") : Json(12);
    if (name == "name") return "a \"name\"\n";
    if (name == "count") return below(9) == 0 ? Json(3'000'000'000) : Json(below(100));
    if (name == "size") return below(2) == 0 ? Json(0.5) : Json(3);
    if (name == "flag") return below(2) == 0;
    if (name == "kind") return below(9) == 0 ? Json("C") : Json("B");
    if (name == "names") return JsonArray{"a", below(9) == 0 ? Json(nullptr) : Json("b")};
    if (name == "grid") return JsonArray{JsonArray{1, nullptr}, JsonArray{}};
    if (name == "one" || name == "must") return depth == 0 ? Json(nullptr) : object(depth - 1);
    JsonArray items;
    for (int i = depth == 0 ? 0 : below(3); i > 0; --i) items.push_back(object(depth - 1));
    return items;
  }

  std::mt19937 dice_;
};

// Some fields are answered at once, some later, some with an error, by a rule that both walks meet.
FieldResolver by_path(const Json& root, unsigned seed) {
  return [&root, seed](const FieldCall& call) -> std::optional<FieldValue> {
    const auto& source = call.source.is_null() ? root : call.source;
    const auto* found = find_member(source, call.field.name);
    Resolved resolved{found == nullptr ? Json(nullptr) : *found, {}};
    std::size_t hash = seed;
    for (const char c : to_string(call.path)) {
      hash = hash * 31 + static_cast<unsigned char>(c);
    }
    if (hash % 53 == 0) {
      FieldError error;
      error.message = "refused";
      return Resolved{nullptr, {error}};
    }
    if (hash % 5 == 0) return later(std::move(resolved));
    if (hash % 5 == 1 || call.source.is_null()) return resolved;
    return std::nullopt;
  };
}

constexpr std::string_view tree_query = R"(
  query { tree { ...F } must { ...F } list { ...F } musts { ...F } all { ...F } }
  fragment F on Tree { ...L one { ...L list { ...L } } must { ...L all { ...L one { id } } }
    musts { ...L must { name } } all { n: name one { must { size } } }
    list { one { ...L } __typename } }
  fragment L on Tree { id name count size flag kind names grid t: __typename }
)";

TEST(TextWalk, SaysWhatTheValuesSay) {
  std::size_t nulls = 0;
  for (unsigned seed = 0; seed < 120; ++seed) {
    Data data(seed);
    const Json root = data.object(4).as_object();
    JsonObject named = root.as_object();
    named["tree"] = data.object(4);
    const Json whole = named;
    auto operation = operation_of(tree_sdl, tree_query);
    // Some take many turns.
    if (seed % 3 == 0) operation.turn_max = std::chrono::nanoseconds(0);
    const auto resolver = by_path(whole, seed % 2 == 0 ? seed : 7);
    // In some only objects and lists are resolved, so that leaves are written in runs.
    const HasResolver has_resolver = [&](const NamedType&, const FieldType& field) {
      return seed % 4 < 2 || !field.type.innermost().is_leaf();
    };
    const ExecuteHooks hooks{.has_resolver = &has_resolver};
    const auto values = finish(execute(operation, resolver, hooks));
    const auto text = finish(execute_to_text(operation, resolver, hooks));
    ASSERT_EQ(text.data, to_json(values.data)) << seed;
    ASSERT_TRUE(parse_json(text.data).has_value()) << seed;
    if (values.data.is_null()) ++nulls;
  }
  EXPECT_LT(nulls, 110U);
}

TEST(TextWalk, TellsTheSameErrors) {
  for (unsigned seed = 0; seed < 60; ++seed) {
    Data data(seed);
    const Json root = JsonObject{{"tree", data.object(3)}, {"must", data.object(3)}};
    const auto operation = operation_of(
        tree_sdl, "{ tree { list { name count kind must { id } } one { size } } must { count } }");
    const auto resolver = from_root(root);
    const HasResolver has_resolver = [&](const NamedType& parent, const FieldType&) {
      return seed % 2 == 0 || parent.name == "Query";
    };
    const ExecuteHooks hooks{.has_resolver = &has_resolver};
    const auto values = finish(execute(operation, resolver, hooks));
    const auto text = finish(execute_to_text(operation, resolver, hooks));
    ASSERT_EQ(text.data, to_json(values.data)) << seed;
    ASSERT_EQ(messages(text.errors), messages(values.errors)) << seed;
  }
}

TEST(TextWalk, IsReadyAtOnceWhenNothingWaits) {
  const auto operation = operation_of(tree_sdl, "{ tree { id one { name } } }");
  const Json root = {{"tree", {{"id", 1}, {"one", {{"name", "x"}}}}}};
  const auto resolver = from_root(root);
  const auto begun = execute_to_text(operation, resolver);
  ASSERT_TRUE(std::holds_alternative<TextResponse>(begun));
  EXPECT_EQ(std::get<TextResponse>(begun).data, R"({"tree":{"id":"1","one":{"name":"x"}}})");
}

TEST(TextWalk, RunsAMutationAndItsObserver) {
  constexpr std::string_view sdl = "type Query { a: Int } type Mutation { b: Int c: [Int] }";
  const auto operation = operation_of(sdl, "mutation { b c }");
  const Json root = {{"b", 1}, {"c", {1, 2}}};
  const auto resolver = from_root(root);
  std::string told;
  const MutationObserver observer = [&](FieldCollector&, CollectedField& field, const Json& value) {
    told += std::string(field.key) + to_json(value);
  };
  const auto text = finish(execute_to_text(operation, resolver, {.observer = &observer}));
  EXPECT_EQ(text.data, R"({"b":1,"c":[1,2]})");
  EXPECT_EQ(told, "b1c[1,2]");
}

TEST(TextWalk, SaysWhenNothingWasExecuted) {
  const auto operation =
      operation_of(tree_sdl, "query($none: Boolean) { __typename @skip(if: $none) }");
  const auto text = finish(execute_to_text(operation, FieldResolver()));
  EXPECT_FALSE(text.executed);
  EXPECT_EQ(text.errors.size(), 1U);
}

TEST(TextWalk, KeepsTheLimits) {
  auto operation = operation_of(tree_sdl, "{ list { id name } }");
  operation.fields_max = 5;
  JsonArray items;
  for (int i = 0; i < 4; ++i) items.push_back(JsonObject{{"id", "1"}, {"name", "x"}});
  const Json root = {{"list", items}};
  const auto resolver = from_root(root);
  const auto values = finish(execute(operation, resolver));
  const auto text = finish(execute_to_text(operation, resolver));
  EXPECT_EQ(text.data, to_json(values.data));
  EXPECT_EQ(messages(text.errors), messages(values.errors));
  EXPECT_EQ(text.errors.size(), 1U);
}

constexpr std::string_view pets_sdl = R"(
  type Query { pets: [Pet] any: Any }
  interface Pet { name: String }
  type Dog implements Pet { name: String barks: Boolean }
  type Cat implements Pet { name: String }
  union Any = Dog | Cat
)";

TEST(TypeResolver, TellsTheTypeInsteadOfTheValue) {
  const auto operation = operation_of(pets_sdl, "{ pets { __typename name } any { __typename } }");
  const Json root = {{"pets", {{{"barks", true}}, {{"__typename", "Cat"}, {"name", "x"}}}},
                     {"any", {{"barks", false}}}};
  const auto resolver = from_root(root);
  const auto& schema = *operation.schema;
  const TypeResolver type_of = [&](const NamedType& abstract, const Json& value) {
    EXPECT_TRUE(abstract.name == "Pet" || abstract.name == "Any");
    return schema.type(find_member(value, "barks") != nullptr ? "Dog" : "Cat");
  };
  const ExecuteHooks hooks{.type_of = &type_of};
  constexpr std::string_view expected =
      R"({"pets":[{"__typename":"Dog","name":null},{"__typename":"Cat","name":"x"}],)"
      R"("any":{"__typename":"Dog"}})";
  EXPECT_EQ(to_json(finish(execute(operation, resolver, hooks)).data), expected);
  EXPECT_EQ(finish(execute_to_text(operation, resolver, hooks)).data, expected);
}

TEST(TypeResolver, MayNotKnowOrBeWrong) {
  const auto operation = operation_of(pets_sdl, "{ pets { name } any { __typename } }");
  const Json root = {{"pets", {{{"name", "x"}}}}, {"any", JsonObject()}};
  const auto resolver = from_root(root);
  const auto& schema = *operation.schema;
  const TypeResolver type_of = [&](const NamedType& abstract, const Json&) {
    return abstract.name == "Pet" ? schema.type("Pet") : schema.type("Query");
  };
  const auto response = finish(execute(operation, resolver, ExecuteHooks{.type_of = &type_of}));
  EXPECT_EQ(to_json(response.data), R"({"pets":[null],"any":null})");
  EXPECT_NE(messages(response.errors).find("Could not determine the exact type of 'Pet'"),
            std::string::npos);
  EXPECT_NE(messages(response.errors).find("'Query' is not a possible type for 'Any'"),
            std::string::npos);
}

TEST(HasResolver, IsAskedOnceForEachPlaceAndSparesTheCalls) {
  const auto operation = operation_of(pets_sdl, "{ pets { name } }");
  JsonArray pets;
  for (int i = 0; i < 50; ++i) pets.push_back(JsonObject{{"__typename", "Cat"}, {"name", "x"}});
  const Json root = {{"pets", pets}};
  int calls = 0;
  const auto inner = from_root(root);
  const FieldResolver resolver = [&](const FieldCall& call) {
    ++calls;
    return inner(call);
  };
  int asked = 0;
  const HasResolver has_resolver = [&](const NamedType& parent, const FieldType&) {
    ++asked;
    return parent.name == "Query";
  };
  const ExecuteHooks hooks{.has_resolver = &has_resolver};
  const auto text = finish(execute_to_text(operation, resolver, hooks));
  EXPECT_EQ(text.data, to_json(finish(execute(operation, resolver, hooks)).data));
  EXPECT_EQ(calls, 2);
  EXPECT_EQ(asked, 4);
}

}  // namespace
}  // namespace syncline::graphql
