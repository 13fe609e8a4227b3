#include "source/page_token_key.h"

#include <gtest/gtest.h>

namespace syncline::source {
namespace {

TEST(PageTokenKey, IsMadeOnceForAStore) {
  const auto store = *store::Store::in_memory();
  const auto key = page_token_key(*store);
  ASSERT_TRUE(key.has_value());
  EXPECT_EQ(key->size(), 32U);
  EXPECT_EQ(*page_token_key(*store), *key);
}

TEST(PageTokenKey, IsAnotherOneInAnotherStore) {
  const auto one = *store::Store::in_memory(), other = *store::Store::in_memory();
  EXPECT_NE(*page_token_key(*one), *page_token_key(*other));
}

TEST(PageTokenKey, FailsWhenItCannotBeKept) {
  const auto store = *store::Store::in_memory();
  store->finish();
  EXPECT_FALSE(page_token_key(*store).has_value());
}

}  // namespace
}  // namespace syncline::source
