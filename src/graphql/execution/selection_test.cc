#include "graphql/execution/selection.h"

#include <gtest/gtest.h>

#include "graphql/execution/try_out.h"
#include "graphql/type/coerce.h"

namespace syncline::graphql {
namespace {

constexpr std::string_view sdl = R"(
  type Query { post: Post node: Node search: Result text: String posts: [Post] }
  interface Node { id: ID }
  type Post implements Node { id: ID title: String author: Author }
  type Author { name: String posts: [Post] }
  type Video implements Node { id: ID length: Int }
  union Result = Post | Video
)";

// Runs the query, and calls `look` with the first root field.
void at_first_field(std::string_view query, const std::function<void(const FieldCall&)>& look) {
  const Operation operation = operation_of(sdl, query, JsonObject{{"no", false}});
  int calls = 0;
  run(operation, [&](const FieldCall& call) -> std::optional<FieldValue> {
    if (calls++ == 0) look(call);
    return Resolved{};
  });
  EXPECT_GE(calls, 1);
}

std::string list_of(std::string_view query) {
  std::string list;
  at_first_field(query, [&](const FieldCall& call) { list = to_json(selection_set_list(call)); });
  return list;
}

std::string printed(std::string_view query) {
  std::string text;
  at_first_field(query, [&](const FieldCall& call) { text = selection_set_graphql(call); });
  return text;
}

std::string filtered(std::string_view query, const Json& value) {
  std::string text;
  at_first_field(query,
                 [&](const FieldCall& call) { text = to_json(filter_by_selection(value, call)); });
  return text;
}

TEST(SelectionSetList, ListsParentsBeforeTheirFields) {
  EXPECT_EQ(list_of("{ post { id author { name posts { title } } } }"),
            R"(["id","author","author/name","author/posts","author/posts/title"])");
}

TEST(SelectionSetList, FlattensFragmentsAndShowsAliases) {
  EXPECT_EQ(list_of("query ($no: Boolean) { post { ...P who: author { ... { name } } "
                    "id @include(if: $no) } } fragment P on Post { title }"),
            R"(["title","who","who/name"])");
}

TEST(SelectionSetList, ShowsOnlyTheFieldsOfAnInterface) {
  EXPECT_EQ(list_of("{ node { id ... on Post { title } } }"), R"(["id"])");
}

TEST(SelectionSetList, ShowsNothingOfAUnion) {
  EXPECT_EQ(list_of("{ search { __typename ... on Post { title } } }"), "[]");
}

TEST(SelectionSetList, EndsWithWhatFitsAndSaysSo) {
  const std::string key(selection_bytes_max / 3, 'k');
  std::string query = "{ post { id ";
  for (const char* end : {"a", "b", "c"}) query.append(key).append(end).append(": title ");
  at_first_field(query + "} }", [](const FieldCall& call) {
    bool complete = true;
    EXPECT_EQ(selection_set_list(call, &complete).size(), 3u);
    EXPECT_FALSE(complete);
  });
  at_first_field("{ post { id } }", [](const FieldCall& call) {
    bool complete = false;
    selection_set_list(call, &complete);
    EXPECT_TRUE(complete);
  });
}

TEST(SelectionSetList, SharesItsBoundWithAllOfAnExecution) {
  const std::string key(selection_bytes_max / 3, 'k');
  const Operation operation = operation_of(
      sdl, "{ a: post { ...F } b: post { ...F } c: post { ...F } } fragment F on Post { " + key +
               ": title }");
  std::vector<std::size_t> sizes;
  run(operation, [&](const FieldCall& call) -> std::optional<FieldValue> {
    sizes.push_back(selection_set_list(call).size());
    return Resolved{};
  });
  EXPECT_EQ(sizes, (std::vector<std::size_t>{1, 1, 0}));
}

TEST(SelectionSetList, IsEmptyForALeaf) { EXPECT_EQ(list_of("{ text }"), "[]"); }

TEST(SelectionSetGraphql, PrintsTheSelectionsAsWritten) {
  EXPECT_EQ(printed("{ post { title, id author { name } ...P } } fragment P on Post { id }"),
            "{\n  title\n  id\n  author {\n    name\n  }\n  ...P\n}");
}

TEST(SelectionSetGraphql, PutsMergedSelectionsTogether) {
  EXPECT_EQ(printed("{ post { id } post { title } }"), "{\n  id\n  title\n}");
}

TEST(SelectionSetGraphql, IsEmptyForALeaf) { EXPECT_EQ(printed("{ text }"), ""); }

TEST(SelectionSetGraphql, SharesTheBoundOfTheLists) {
  const std::string key(selection_bytes_max / 3, 'k');
  const Operation operation =
      operation_of(sdl, "{ a: post { " + key + ": title } b: post { " + key + ": title } }");
  std::vector<bool> complete;
  run(operation, [&](const FieldCall& call) -> std::optional<FieldValue> {
    for (int i = 0; i < 2; ++i) {
      bool fits = false;
      const std::string text = selection_set_graphql(call, &fits);
      EXPECT_EQ(text.empty(), !fits);
      complete.push_back(fits);
    }
    return Resolved{};
  });
  EXPECT_EQ(complete, (std::vector<bool>{true, true, false, false}));
}

TEST(FilterBySelection, KeepsWhatIsSelectedUnderItsResponseKey) {
  EXPECT_EQ(filtered("{ post { t: title author { name } id __typename } }",
                     {{"title", "T"}, {"secret", 1}, {"author", {{"name", "A"}, {"key", 2}}}}),
            R"({"t":"T","author":{"name":"A"},"id":null,"__typename":"Post"})");
}

TEST(FilterBySelection, GoesThroughLists) {
  EXPECT_EQ(
      filtered("{ posts { id } }", JsonArray{JsonObject{{"id", "1"}, {"x", 1}}, nullptr, "text"}),
      R"([{"id":"1"},null,null])");
}

TEST(FilterBySelection, TakesTheTypeThatTheValueNames) {
  EXPECT_EQ(filtered("{ search { ... on Post { title } ... on Video { length } } }",
                     {{"__typename", "Video"}, {"length", 3}, {"title", "no"}}),
            R"({"length":3})");
}

TEST(FilterBySelection, TakesNoTypeButAnObjectsFromTheValue) {
  for (const char* name : {"Node", "Result", "Nothing"}) {
    EXPECT_EQ(filtered("{ node { id ... on Post { title } } }",
                       {{"__typename", name}, {"id", "1"}, {"title", "no"}}),
              R"({"id":"1"})");
  }
}

TEST(FilterBySelection, ShowsNullForWhatDoesNotFit) {
  std::string query = "{ post {";
  for (int i = 0; i < 100; ++i) query += " a" + std::to_string(i) + ": title";
  const Json value = {{"title", std::string(selection_bytes_max / 10, 'x')}};
  at_first_field(query + " } }", [&](const FieldCall& call) {
    const Json kept = filter_by_selection(value, call);
    EXPECT_TRUE(kept.at("a8").is_string());
    EXPECT_TRUE(kept.at("a9").is_null());
    EXPECT_TRUE(kept.at("a99").is_null());
    EXPECT_LT(bytes_of(kept), selection_bytes_max);
  });
}

TEST(FilterBySelection, LeavesALeafAsItIs) {
  EXPECT_EQ(filtered("{ text }", {{"any", "thing"}}), R"({"any":"thing"})");
}

}  // namespace
}  // namespace syncline::graphql
