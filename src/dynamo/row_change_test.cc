#include "dynamo/row_change.h"

#include <gtest/gtest.h>

#include "base/limits.h"
#include "base/parse_json.h"
#include "dynamo/item_rules.h"
#include "dynamo/wire.h"

namespace syncline::dynamo {
namespace {

Table table() {
  Table made;
  made.name = "one";
  made.number = 1;
  made.key.hash = {"id", Type::string};
  Index index;
  index.name = "by_g";
  index.number = 1;
  index.global = true;
  index.key = {{"g", Type::string}, KeyPart{"n", Type::number}};
  made.indexes.push_back(index);
  return made;
}

bool is_in_index(std::string_view text) {
  const auto made = table();
  const auto item = item_from_json(parse_json(text).value().get_object()).value();
  return index_row(made, made.indexes.front(), item).has_value();
}

TEST(IndexRow, HoldsAnItemWithTheIndexsKeys) {
  EXPECT_TRUE(is_in_index(R"({"id":{"S":"a"},"g":{"S":"x"},"n":{"N":"1"}})"));
  EXPECT_FALSE(is_in_index(R"({"id":{"S":"a"},"g":{"S":"x"}})"));
}

// Items that were there before the index: no writer has been asked.
TEST(IndexRow, LeavesOutKeysThatTheIndexCannotHold) {
  EXPECT_FALSE(is_in_index(R"({"id":{"S":"a"},"g":{"N":"1"},"n":{"N":"1"}})"));
  EXPECT_FALSE(is_in_index(R"({"id":{"S":"a"},"g":{"S":"x"},"n":{"S":"1"}})"));
  EXPECT_FALSE(is_in_index(R"({"id":{"S":"a"},"g":{"M":{}},"n":{"N":"1"}})"));
  EXPECT_FALSE(is_in_index(R"({"id":{"S":"a"},"g":{"S":""},"n":{"N":"1"}})"));
}

TEST(IndexRow, LeavesOutKeysThatAreTooLong) {
  const KeyPart part{"g", Type::string};
  const auto of = [](std::size_t bytes) { return Value{std::string(bytes, 'x')}; };
  EXPECT_TRUE(fits_index_key(part, true, of(limits::hash_key_bytes_max)));
  EXPECT_FALSE(fits_index_key(part, true, of(limits::hash_key_bytes_max + 1)));
  EXPECT_TRUE(fits_index_key(part, false, of(limits::range_key_bytes_max)));
  EXPECT_FALSE(fits_index_key(part, false, of(limits::range_key_bytes_max + 1)));
}

}  // namespace
}  // namespace syncline::dynamo
