// What the conformance cases leave to tests: the trees themselves, limits and hostile input.
#include <gtest/gtest.h>

#include "base/limits.h"
#include "base/parse_json.h"
#include "dynamo/expression/apply_update.h"
#include "dynamo/expression/check.h"
#include "dynamo/expression/evaluate.h"
#include "dynamo/expression/parser.h"
#include "dynamo/expression/reserved_words.h"
#include "dynamo/expression/selection.h"
#include "dynamo/wire.h"

namespace syncline::dynamo {
namespace {

Item item(std::string_view text) {
  return item_from_json(parse_json(text).value().get_object()).value();
}

Placeholders placeholders(std::string_view names, std::string_view values) {
  JsonObject input;
  if (!names.empty()) input["ExpressionAttributeNames"] = parse_json(names).value();
  if (!values.empty()) input["ExpressionAttributeValues"] = parse_json(values).value();
  return Placeholders::read(input, true).value();
}

// "true", "false", or the message of what is wrong with the condition.
std::string verdict(std::string_view condition, std::string_view of, std::string_view values = "",
                    std::string_view names = "") {
  auto known = placeholders(names, values);
  auto tree = parse_condition(condition);
  if (!tree) return tree.error().message;
  if (const auto checked = check_condition(*tree, known); !checked) {
    return checked.error().message;
  }
  return matches(*tree, item(of)) ? "true" : "false";
}

std::string updated(std::string_view update, std::string_view before, std::string_view values = "",
                    std::string_view names = "") {
  auto known = placeholders(names, values);
  auto tree = parse_update(update);
  if (!tree) return tree.error().message;
  if (const auto checked = check_update(*tree, known); !checked) return checked.error().message;
  const auto after = apply_update(*tree, item(before));
  return after ? syncline::to_json(to_json(*after)) : after.error().message;
}

std::string selected(std::string_view projection, std::string_view from,
                     std::string_view names = "") {
  auto known = placeholders(names, "");
  auto paths = parse_projection(projection);
  if (!paths) return paths.error().message;
  if (const auto checked = check_projection(*paths, known); !checked) {
    return checked.error().message;
  }
  return syncline::to_json(to_json(Selection(*paths).apply(item(from))));
}

TEST(Condition, BindsNotBeforeAndBeforeOr) {
  constexpr auto of = R"({"a":{"N":"1"}})";
  constexpr auto values = R"({":one":{"N":"1"},":two":{"N":"2"}})";
  EXPECT_EQ(verdict("a = :one OR a = :two AND a = :two", of, values), "true");
  EXPECT_EQ(verdict("(a = :one OR a = :two) AND a = :two", of, values), "false");
  EXPECT_EQ(verdict("NOT a = :two AND a = :one", of, values), "true");
  EXPECT_EQ(verdict("NOT (a = :two OR a = :one)", of, values), "false");
}

TEST(Condition, TakesKeywordsInAnyCaseAndFunctionsInLowerCase) {
  constexpr auto of = R"({"a":{"N":"1"}})";
  constexpr auto values = R"({":one":{"N":"1"}})";
  EXPECT_EQ(verdict("nOt a beTween :one and :one oR a in (:one)", of, values), "true");
  EXPECT_EQ(verdict("Attribute_exists(a)", of),
            "Invalid function name; function: Attribute_exists");
}

TEST(Condition, ComparesMissingAndDifferentTypesAsDynamoDoes) {
  constexpr auto of = R"({"a":{"N":"1"},"s":{"S":"1"}})";
  constexpr auto values = R"({":v":{"N":"1"}})";
  EXPECT_EQ(verdict("gone = :v", of, values), "false");
  EXPECT_EQ(verdict("gone <> :v", of, values), "true");
  EXPECT_EQ(verdict("gone < :v", of, values), "false");
  EXPECT_EQ(verdict("gone = lost", of), "false");
  EXPECT_EQ(verdict("gone <> lost", of), "true");
  EXPECT_EQ(verdict("s = :v", of, values), "false");
  EXPECT_EQ(verdict("s <> :v", of, values), "true");
  EXPECT_EQ(verdict("s <= :v", of, values), "false");
}

TEST(Condition, EqualsMapsAndSetsWhateverTheirOrder) {
  constexpr auto of = R"({"m":{"M":{"x":{"S":"1"},"y":{"L":[]}}},"s":{"SS":["b","a"]}})";
  EXPECT_EQ(verdict("m = :m AND s = :s", of,
                    R"({":m":{"M":{"y":{"L":[]},"x":{"S":"1"}}},":s":{"SS":["a","b"]}})"),
            "true");
}

TEST(Condition, MeasuresSizes) {
  constexpr auto of =
      R"({"s":{"S":"hé"},"b":{"B":"AAEC"},"l":{"L":[{"S":""}]},"m":{"M":{}},"ss":{"SS":["a","b"]},)"
      R"("n":{"N":"7"}})";
  const auto has_size = [&](std::string_view attribute, std::string_view size) {
    return verdict("size(" + std::string(attribute) + ") = :n", of,
                   R"({":n":{"N":")" + std::string(size) + R"("}})");
  };
  EXPECT_EQ(has_size("s", "3"), "true");
  EXPECT_EQ(has_size("b", "3"), "true");
  EXPECT_EQ(has_size("l", "1"), "true");
  EXPECT_EQ(has_size("m", "0"), "true");
  EXPECT_EQ(has_size("ss", "2"), "true");
  EXPECT_EQ(has_size("n", "1"), "false");
  EXPECT_EQ(has_size("gone", "0"), "false");
}

TEST(Condition, GoesIntoMapsAndLists) {
  constexpr auto of = R"({"a":{"M":{"b":{"L":[{"S":"x"},{"M":{"c":{"S":"y"}}}]}}}})";
  EXPECT_EQ(verdict("a.b[0] = :x AND #a.#b[1].c = :y", of, R"({":x":{"S":"x"},":y":{"S":"y"}})",
                    R"({"#a":"a","#b":"b"})"),
            "true");
  EXPECT_EQ(verdict("attribute_exists(a.b[2])", of), "false");
  EXPECT_EQ(verdict("attribute_exists(a[0])", of), "false");
}

TEST(Condition, TakesANameWithDotsOnlyBehindAPlaceholder) {
  constexpr auto of = R"({"a.b":{"S":"x"}})";
  EXPECT_EQ(verdict("#n = :x", of, R"({":x":{"S":"x"}})", R"({"#n":"a.b"})"), "true");
  EXPECT_EQ(verdict("attribute_exists(a.b)", of), "false");
}

TEST(Condition, TakesOneHundredOperandsOfIn) {
  const auto in = [](int count) {
    std::string text = "a IN (:v";
    for (int i = 1; i < count; ++i) text += ", :v";
    return verdict(text + ")", R"({"a":{"N":"1"}})", R"({":v":{"N":"1"}})");
  };
  EXPECT_EQ(in(100), "true");
  EXPECT_EQ(in(101), "The IN operator is provided with too many operands; number of operands: 101");
}

TEST(Expression, HasAtMostFourKilobytes) {
  const auto padded = [](std::size_t bytes) {
    const std::string text = "attribute_exists(a)";
    return text + std::string(bytes - text.size(), ' ');
  };
  EXPECT_EQ(verdict(padded(limits::expression_bytes_max), R"({"a":{"S":""}})"), "true");
  EXPECT_EQ(verdict(padded(limits::expression_bytes_max + 1), "{}"),
            "Expression size has exceeded the maximum allowed size; expression size: 4097");
}

TEST(Expression, RefusesDeepNestingWithoutTheStack) {
  const std::string open(2000, '('), close(2000, ')');
  EXPECT_EQ(verdict(open + "a = :v" + close, "{}"), "The expression nests deeper than 100 levels");
  EXPECT_EQ(updated("SET a = " + open + "b" + close, "{}"),
            "The expression nests deeper than 100 levels");
  std::string calls;
  for (int i = 0; i < 700; ++i) calls += "size(";
  EXPECT_EQ(verdict(calls + "a", "{}"), "The expression nests deeper than 100 levels");
}

TEST(Expression, RefusesPathsDeeperThanItemsCanBe) {
  std::string path = "a";
  for (int i = 1; i < 32; ++i) path += ".a";
  EXPECT_EQ(selected(path, "{}"), "{}");
  EXPECT_EQ(selected(path + ".a", "{}"),
            "The document path has too many nesting elements; nesting levels: 33");
}

TEST(Expression, ShowsWhereItsSyntaxIsWrong) {
  EXPECT_EQ(verdict("a = = b", "{}"), R"(Syntax error; token: "=", near: "= = b")");
  EXPECT_EQ(verdict("a =", "{}"), R"(Syntax error; token: "<EOF>", near: "=")");
  EXPECT_EQ(verdict("foo-bar = :v", "{}"), R"(Syntax error; token: "-", near: "foo-bar")");
  EXPECT_EQ(verdict("a", "{}"), R"(Syntax error; token: "<EOF>", near: "a")");
  EXPECT_EQ(verdict("   ", "{}"), R"(Syntax error; token: "<EOF>", near: "")");
  EXPECT_EQ(updated("SET a = :v,", "{}"), R"(Syntax error; token: "<EOF>", near: ",")");
  EXPECT_EQ(selected("a b", "{}"), R"(Syntax error; token: "b", near: "a b")");
  EXPECT_EQ(selected("a[x]", "{}"), R"(Syntax error; token: "x", near: "[x]")");
}

TEST(Expression, RefusesAnIndexThatNoListHas) {
  EXPECT_EQ(selected("a[99999999999999999999999]", "{}"),
            "List index is not within the allowable range; index: [99999999999999999999999]");
}

TEST(Update, SeesTheItemAsItWasBefore) {
  EXPECT_EQ(updated("SET a = b, b = a REMOVE c", R"({"a":{"N":"1"},"b":{"N":"2"},"c":{"N":"3"}})"),
            R"({"a":{"N":"2"},"b":{"N":"1"}})");
}

TEST(Update, AppendsWhatIsSetBeyondAListsEndInTheOrderOfIndexes) {
  EXPECT_EQ(updated("SET l[9] = :nine, l[5] = :five, l[0] = :zero", R"({"l":{"L":[{"N":"1"}]}})",
                    R"({":nine":{"N":"9"},":five":{"N":"5"},":zero":{"N":"0"}})"),
            R"({"l":{"L":[{"N":"0"},{"N":"5"},{"N":"9"}]}})");
}

TEST(Update, RemovesElementsByTheirOldIndexes) {
  constexpr auto list = R"({"l":{"L":[{"N":"0"},{"N":"1"},{"N":"2"},{"N":"3"}]}})";
  EXPECT_EQ(updated("REMOVE l[0], l[2]", list), R"({"l":{"L":[{"N":"1"},{"N":"3"}]}})");
  EXPECT_EQ(updated("REMOVE l[1], l[9] SET l[3] = :x", list, R"({":x":{"S":"x"}})"),
            R"({"l":{"L":[{"N":"0"},{"N":"2"},{"S":"x"}]}})");
}

TEST(Update, HasAtMostThreeHundredOperators) {
  // A thirteen-byte action holds one operator; 301 of them fit into 4 KB.
  const auto sums = [](int count) {
    std::string text = "SET ";
    for (int i = 0; i < count; ++i) {
      if (i > 0) text += ',';
      text += "a" + std::to_string(i) + "=b+c";
    }
    return updated(text, R"({"b":{"N":"1"},"c":{"N":"1"}})");
  };
  EXPECT_TRUE(sums(300).starts_with(R"({"a0":)"));
  EXPECT_EQ(sums(301),
            "The expression has too many operators and functions; number: 301, maximum: 300");
}

TEST(Update, StopsAListThatGrowsTooLarge) {
  const auto before = R"({"l":{"L":[{"S":")" + std::string(100'000, 'x') + R"("}]}})";
  std::string doubled = "l";
  for (int i = 0; i < 40; ++i) doubled = "list_append(l, " + doubled + ")";
  EXPECT_EQ(updated("SET l = " + doubled, before),
            "Item size to update has exceeded the maximum allowed size");
}

TEST(Projection, KeepsTheOrderOfElementsAndLeavesNoGaps) {
  constexpr auto from =
      R"({"l":{"L":[{"S":"0"},{"S":"1"},{"S":"2"}]},"m":{"M":{"a":{"S":"x"},"b":{"S":"y"}}}})";
  EXPECT_EQ(selected("l[2], l[0], m.b", from),
            R"({"l":{"L":[{"S":"0"},{"S":"2"}]},"m":{"M":{"b":{"S":"y"}}}})");
}

TEST(Projection, LeavesOutWhatIsNotThere) {
  EXPECT_EQ(selected("a.b, c[1], d", R"({"a":{"S":"x"},"c":{"L":[{"S":"0"}]}})"), "{}");
}

TEST(ReservedWords, AreFoundInAnyCase) {
  EXPECT_TRUE(is_reserved("NAME"));
  EXPECT_TRUE(is_reserved("nAmE"));
  EXPECT_TRUE(is_reserved("abort"));
  EXPECT_TRUE(is_reserved("zone"));
  EXPECT_FALSE(is_reserved("names_"));
  EXPECT_FALSE(is_reserved("id"));
}

}  // namespace
}  // namespace syncline::dynamo
