#include <gtest/gtest.h>

#include "graphql/execution/execute.h"

namespace syncline::graphql {
namespace {

TEST(FieldPath, BecomesAPathFromTheRoot) {
  const FieldPath posts{nullptr, "posts", 0, 1};
  const FieldPath item{&posts, {}, 3, 2};
  const FieldPath title{&item, "title", 0, 3};
  EXPECT_EQ(Path(title), (Path{"posts", std::int64_t{3}, "title"}));
}

TEST(FieldPath, ShowsIndexesInBrackets) {
  const FieldPath posts{nullptr, "posts", 0, 1};
  const FieldPath item{&posts, {}, 0, 2};
  const FieldPath title{&item, "title", 0, 3};
  EXPECT_EQ(to_string(title), "/posts[0]/title");
}

}  // namespace
}  // namespace syncline::graphql
