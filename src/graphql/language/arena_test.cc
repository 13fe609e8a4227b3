#include "graphql/language/arena.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>

#include "graphql/language/list_stack.h"

namespace syncline::graphql {
namespace {

struct Pair {
  std::string_view name;
  std::uint64_t number = 7;
};

TEST(Arena, MakesNodesOfTheirDefaultsInAlignedPlaces) {
  Arena arena;
  for (std::size_t i = 1; i < 100; ++i) {
    arena.copy(std::string(i, 'x'));
    const auto* pair = arena.create<Pair>();
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(pair) % alignof(Pair), 0U);
    EXPECT_EQ(pair->number, 7U);
  }
}

TEST(Arena, EndsTextsWithANul) {
  Arena arena;
  const auto text = arena.copy(std::string_view("text and more").substr(0, 4));
  EXPECT_EQ(text, "text");
  EXPECT_EQ(*text.end(), '\0');
  EXPECT_EQ(*arena.copy(std::string_view()).end(), '\0');
}

TEST(Arena, TakesWhatIsLargerThanABlock) {
  Arena arena(16);
  const std::string large(1'000'000, 'x');
  const auto copy = arena.copy(large);
  const auto after = arena.copy("after");
  EXPECT_EQ(copy, large);
  EXPECT_EQ(after, "after");
  EXPECT_GE(arena.bytes(), large.size());
}

TEST(Arena, LeavesNodesWhereTheyAreWhenMoved) {
  Arena first;
  auto* pair = first.create<Pair>();
  pair->name = first.copy("name");
  Arena second(std::move(first));
  Arena third;
  third.copy("what it held before is given back");
  third = std::move(second);
  EXPECT_EQ(pair->name, "name");
  EXPECT_EQ(third.create<Pair>()->number, 7U);
  EXPECT_EQ(first.bytes(), 0U);
  EXPECT_EQ(first.create<Pair>()->number, 7U);
}

TEST(ListStack, KeepsListsInsideItemsApart) {
  Arena arena;
  ListStack stack;
  const auto outer = stack.mark();
  for (std::uint64_t i = 0; i < 500; ++i) {
    const auto inner = stack.mark();
    for (std::uint64_t j = 0; j < i; ++j) stack.push(Pair{"inner", j});
    const auto list = stack.pop<Pair>(inner, arena);
    ASSERT_EQ(list.size(), i);
    if (i > 0) ASSERT_EQ(list.back().number, i - 1);
    stack.push(Pair{"outer", i});
  }
  const auto list = stack.pop<Pair>(outer, arena);
  ASSERT_EQ(list.size(), 500U);
  EXPECT_EQ(list[499].number, 499U);
  EXPECT_EQ(list.at(3).name, "outer");
  EXPECT_EQ(stack.mark(), outer);
}

TEST(ListDeathTest, IsEmptyAtFirst) {
  const List<Pair> list;
  EXPECT_TRUE(list.empty());
  EXPECT_EQ(list.begin(), list.end());
  EXPECT_DEATH((void)list.at(0), "at < size_");
}

}  // namespace
}  // namespace syncline::graphql
