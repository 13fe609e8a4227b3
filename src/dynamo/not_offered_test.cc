#include "dynamo/not_offered.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "dynamo/operation.h"
#include "dynamo/test_database.h"

namespace syncline::dynamo {
namespace {

TEST(NotOffered, EachIsToldByName) {
  TestDatabase database;
  for (const auto name : operations_not_offered()) {
    const auto answer = database.call(name, JsonObject());
    ASSERT_FALSE(answer) << name;
    EXPECT_EQ(answer.error().kind, ErrorKind::unsupported);
    EXPECT_EQ(answer.error().type, "UnknownOperationException");
    EXPECT_EQ(answer.error().message,
              "DynamoDB's operation " + std::string(name) + " is not offered here");
  }
}

TEST(NotOffered, NoneIsOffered) {
  for (const auto name : operations_not_offered()) {
    EXPECT_EQ(std::ranges::count(operations_table(), name, &Operation::name), 0) << name;
  }
  EXPECT_TRUE(std::ranges::is_sorted(operations_not_offered()));
}

}  // namespace
}  // namespace syncline::dynamo
