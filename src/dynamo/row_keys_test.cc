#include "dynamo/row_keys.h"

#include <gtest/gtest.h>

#include <array>

namespace syncline::dynamo {
namespace {

Value text(std::string_view bytes) { return Value{std::string(bytes)}; }

std::string key(const Value& value) {
  std::string bytes;
  append_key(bytes, value);
  return bytes;
}

TEST(RowKeys, OrderStringsByTheirBytes) {
  const std::array ascending = {text(""),
                                text(std::string_view("\0", 1)),
                                text("\1"),
                                text("a"),
                                text(std::string_view("a\0", 2)),
                                text(std::string_view("a\0b", 3)),
                                text("ab"),
                                text("b"),
                                text("\xC3\xA9"),
                                text("\xFF")};
  for (std::size_t i = 0; i < ascending.size(); ++i) {
    for (std::size_t k = 0; k < ascending.size(); ++k) {
      EXPECT_EQ(key(ascending[i]) <=> key(ascending[k]), i <=> k) << i << " " << k;
    }
  }
}

TEST(RowKeys, NeverBeginWithAnotherKey) {
  const std::array values = {text(""), text("a"), text(std::string_view("a\0", 2)), text("a\1"),
                             text("ab")};
  for (const auto& a : values) {
    for (const auto& b : values) {
      if (a != b) EXPECT_FALSE(key(a).starts_with(key(b)));
    }
  }
}

TEST(RowKeys, BeginAsTheirBeginningsDo) {
  const auto begins = [](std::string_view whole, std::string_view beginning) {
    std::string bytes;
    append_key_beginning(bytes, text(beginning));
    return key(text(whole)).starts_with(bytes);
  };
  EXPECT_TRUE(begins("abc", "ab"));
  EXPECT_TRUE(begins("ab", "ab"));
  EXPECT_TRUE(begins("ab", ""));
  EXPECT_TRUE(begins(std::string_view("a\0b", 3), std::string_view("a\0", 2)));
  EXPECT_FALSE(begins("a", std::string_view("a\0", 2)));
  EXPECT_FALSE(begins("b", "a"));
}

Table table_with_range() {
  Table table;
  table.number = 7;
  table.key = {{"p", Type::string}, KeyPart{"s", Type::number}};
  return table;
}

Item item(std::string_view partition, std::uint64_t sort) {
  Item made;
  made.set("p", text(partition));
  made.set("s", Value{Decimal(sort)});
  return made;
}

TEST(RowKeys, KeepAPartitionTogetherInTheOrderOfItsSortKeys) {
  const auto table = table_with_range();
  const auto prefix = partition_prefix(table, nullptr, text("x"));
  EXPECT_TRUE(item_row_key(table, item("x", 9)).starts_with(prefix));
  EXPECT_LT(item_row_key(table, item("x", 9)), item_row_key(table, item("x", 10)));
  EXPECT_FALSE(item_row_key(table, item("xy", 9)).starts_with(prefix));
}

TEST(RowKeys, TellItemsWithTheSameIndexKeyApart) {
  const auto table = table_with_range();
  const Index index{.name = "by_s", .number = 1, .key = {{"s", Type::number}, std::nullopt}};
  const auto first = index_row_key(table, index, item("a", 1));
  const auto second = index_row_key(table, index, item("b", 1));
  EXPECT_NE(first, second);
  const auto prefix = partition_prefix(table, &index, Value{Decimal(1)});
  EXPECT_TRUE(first.starts_with(prefix));
  EXPECT_TRUE(second.starts_with(prefix));
}

TEST(RowKeys, CutATableIntoSegmentsWithoutGaps) {
  const auto table = table_with_range();
  EXPECT_EQ(segment_begin(table, nullptr, 0, 3),
            rows_prefix(table, nullptr) + std::string(4, '\0'));
  EXPECT_EQ(segment_begin(table, nullptr, 3, 3), end_of_prefix(rows_prefix(table, nullptr)));
  EXPECT_LT(segment_begin(table, nullptr, 1, 3), segment_begin(table, nullptr, 2, 3));
}

TEST(RowKeys, EndBehindAllThatBeginWithAPrefix) {
  EXPECT_EQ(end_of_prefix("ab"), "ac");
  EXPECT_EQ(end_of_prefix("a\xFF"), "b");
  EXPECT_EQ(end_of_prefix("\xFF"), "");
}

// Stored keys depend on it: a change of the hash would lose every item.
TEST(RowKeys, NeverChangeTheirForm) {
  Table table = table_with_range();
  table.key.range.reset();
  const auto bytes = item_row_key(table, item("id", 1));
  EXPECT_EQ(bytes, std::string("\0\0\0\0\0\0\0\7"
                               "\x3a\x8d\x8e\x0d"
                               "id\0\1",
                               16));
}

}  // namespace
}  // namespace syncline::dynamo
