#include "dynamo/partiql/statement.h"

#include <gtest/gtest.h>

#include "base/limits.h"

namespace syncline::dynamo::partiql {
namespace {

std::string fault_of(std::string_view text) {
  const auto statement = parse_statement(text, {});
  return statement ? "" : statement.error().message;
}

std::string repeat(std::string_view text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

TEST(Statement, NestsAsDeepAsAllowedAndNoDeeper) {
  constexpr auto depth = limits::expression_depth_max;
  const auto in_brackets = [](std::size_t times) {
    return "SELECT * FROM t WHERE " + repeat("(", times) + "a = 1" + repeat(")", times);
  };
  EXPECT_EQ(fault_of(in_brackets(depth)), "");
  EXPECT_EQ(fault_of(in_brackets(depth + 1)), "The expression nests deeper than 100 levels");
  const auto negated = [](std::size_t times) {
    return "SELECT * FROM t WHERE " + repeat("NOT ", times) + "a = 1";
  };
  EXPECT_EQ(fault_of(negated(depth)), "");
  EXPECT_EQ(fault_of(negated(depth + 1)), "The expression nests deeper than 100 levels");
  const auto sum = [](std::size_t times) {
    return "UPDATE t SET a = 1" + repeat("+1", times) + " WHERE a = 1";
  };
  EXPECT_EQ(fault_of(sum(depth)), "");
  EXPECT_EQ(fault_of(sum(depth + 1)), "The expression nests deeper than 100 levels");
}

TEST(Statement, OfAnyDepthDoesNotTouchTheStack) {
  constexpr std::size_t times = 20'000;
  for (const std::string_view opener : {"(", "NOT ", "size(", "a = (", "[", "{'a':", "<<", "-"}) {
    EXPECT_NE(fault_of("SELECT * FROM t WHERE a = " + repeat(opener, times)), "") << opener;
    EXPECT_NE(fault_of("SELECT * FROM t WHERE " + repeat(opener, times)), "") << opener;
    EXPECT_NE(fault_of("UPDATE t SET a = " + repeat(opener, times)), "") << opener;
    EXPECT_NE(fault_of("INSERT INTO t VALUE {'a': " + repeat(opener, times)), "") << opener;
  }
  EXPECT_NE(fault_of("UPDATE t SET a = " + repeat("list_append(a, ", times)), "");
  EXPECT_NE(fault_of("SELECT a" + repeat(".a", times) + " FROM t"), "");
  EXPECT_NE(fault_of(repeat("EXISTS(", times)), "");
}

TEST(Statement, APathGoesThirtyTwoSteps) {
  const auto select = [](std::size_t steps) {
    return "SELECT a" + repeat(".a", steps - 1) + " FROM t";
  };
  EXPECT_EQ(fault_of(select(limits::item_depth_max)), "");
  EXPECT_EQ(fault_of(select(limits::item_depth_max + 1)),
            "The document path has too many nesting elements; nesting levels: 33");
}

TEST(Statement, IsMovedWithItsValues) {
  auto made = parse_statement("SELECT * FROM t WHERE a = 'x' AND b = ?",
                              std::vector<Value>{Value{std::string("y")}});
  ASSERT_TRUE(made);
  const Statement moved = *std::move(made);
  const auto& terms = moved.where->children;
  EXPECT_EQ(*terms[0].children[1].value, Value{std::string("x")});
  EXPECT_EQ(*terms[1].children[1].value, Value{std::string("y")});
  EXPECT_EQ(moved.values.size(), 2u);
}

TEST(Statement, KeywordsComeInAnyCaseAndNamesDoNot) {
  const auto made = parse_statement("Select \"Select\", b From \"T\".\"I\" Where A = tRuE", {});
  ASSERT_TRUE(made);
  EXPECT_EQ(made->table, "T");
  EXPECT_EQ(made->index, "I");
  ASSERT_EQ(made->columns.size(), 2u);
  EXPECT_EQ(made->columns[0].name, "Select");
  EXPECT_EQ(show(made->where->children[0].path), "[A]");
  EXPECT_EQ(*made->where->children[1].value, Value{true});
}

TEST(Statement, AQuoteIsDoubledInsideQuotes) {
  const auto made = parse_statement(R"(SELECT "a""b" FROM t WHERE c = 'it''s''')", {});
  ASSERT_TRUE(made);
  EXPECT_EQ(made->columns[0].name, "a\"b");
  EXPECT_EQ(*made->where->children[1].value, Value{std::string("it's'")});
}

}  // namespace
}  // namespace syncline::dynamo::partiql
