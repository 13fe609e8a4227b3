#include "aws/target.h"

#include <gtest/gtest.h>

namespace syncline::aws {
namespace {

TEST(ReadTarget, HasTwoParts) {
  const auto target = read_target("DynamoDB_20120810.PutItem");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->api, "DynamoDB_20120810");
  EXPECT_EQ(target->operation, "PutItem");
  EXPECT_EQ(read_target(".")->operation, "");
}

TEST(ReadTarget, HasNoOtherForm) {
  for (const auto* header : {"", "PutItem", "a.b.c", ".."}) EXPECT_FALSE(read_target(header));
}

}  // namespace
}  // namespace syncline::aws
