#include "dynamo/table.h"

#include <gtest/gtest.h>

namespace syncline::dynamo {
namespace {

// As the first release wrote it.
constexpr auto old_record =
    R"({"name":"one","id":"i","number":7,"key":[{"name":"id","type":"S"}],)"
    R"("attributes":[{"name":"id","type":"S"},{"name":"g","type":"S"}],"indexes":[{"name":"by_g",)"
    R"("number":3,"global":true,"key":[{"name":"g","type":"S"}],"projected":0,"attributes":[],)"
    R"("throughput":[0,0]}],"onDemand":true,"throughput":[0,0],"created":5,"protected":false,)"
    R"("class":"","tags":[]})";

TEST(TableRecord, OfTheFirstReleaseIsRead) {
  const auto table = decode_table(old_record);
  ASSERT_TRUE(table.has_value());
  EXPECT_EQ(table->number, 7U);
  EXPECT_EQ(table->next_index, 4U);
  EXPECT_EQ(decode_table(encode_table(*table))->indexes.front().number, 3U);
}

TEST(TableRecord, KeepsTheNextIndexNumberWhenTheLastIndexIsGone) {
  auto table = decode_table(old_record).value();
  table.indexes.clear();
  EXPECT_EQ(decode_table(encode_table(table))->next_index, 4U);
}

TEST(TableRecord, ThatIsDamagedIsAnError) {
  for (const auto* bytes : {"", "{}", "[1]", R"({"name":1})"}) {
    EXPECT_FALSE(decode_table(bytes).has_value()) << bytes;
  }
}

}  // namespace
}  // namespace syncline::dynamo
