#include "script/value.h"

#include <gtest/gtest.h>

#include "base/limits.h"
#include "script/heap.h"

namespace syncline::script {
namespace {

TEST(Value, TakesTheSmallestWholeTypeThatHoldsANumber) {
  EXPECT_EQ(Value::whole(2'147'483'647).kind(), Kind::integer);
  EXPECT_EQ(Value::whole(2'147'483'648).kind(), Kind::long_integer);
  EXPECT_EQ(Value::whole(-2'147'483'649).as_whole(), -2'147'483'649);
}

TEST(Value, IsEqualOnlyWithinItsClass) {
  Heap heap;
  EXPECT_TRUE(equal(heap, Value::integer(7), Value::integer(7)));
  EXPECT_FALSE(equal(heap, Value::integer(7), Value::long_integer(7)));
  EXPECT_FALSE(equal(heap, Value::integer(7), Value::text("7")));
  EXPECT_TRUE(equal(heap, Value(), Value()));
}

TEST(Value, ComparesListsByTheirItems) {
  Heap heap;
  auto* left = heap.list();
  auto* right = heap.list();
  left->items.push_back(Value::text("a"));
  right->items.push_back(heap.text(std::string("a")));
  EXPECT_TRUE(equal(heap, Value::of(left), Value::of(right)));
  EXPECT_EQ(hash_of(heap, Value::of(left)), hash_of(heap, Value::of(right)));
  right->items.push_back({});
  EXPECT_FALSE(equal(heap, Value::of(left), Value::of(right)));
}

TEST(Value, ComparesMapsWithoutRegardToOrder) {
  Heap heap;
  auto* left = heap.map();
  auto* right = heap.map();
  left->put("a", Value::integer(1));
  left->put("b", Value::integer(2));
  right->put("b", Value::integer(2));
  right->put("a", Value::integer(1));
  EXPECT_TRUE(equal(heap, Value::of(left), Value::of(right)));
  right->put("a", Value::integer(3));
  EXPECT_FALSE(equal(heap, Value::of(left), Value::of(right)));
}

TEST(Value, StopsTheRunWhenWhatIsComparedHoldsItself) {
  Heap heap;
  auto* left = heap.list();
  auto* right = heap.list();
  left->items.push_back(Value::of(left));
  right->items.push_back(Value::of(right));
  EXPECT_FALSE(equal(heap, Value::of(left), Value::of(right)));
  EXPECT_TRUE(heap.stopped());
}

TEST(Map, KeepsTheOrderOfInsertion) {
  Heap heap;
  auto* map = heap.map();
  for (const char* key : {"c", "a", "b"}) map->put(Value::text(key), Value::boolean(true));
  map->put("a", Value::boolean(false));
  std::string keys;
  for (const auto* entry = map->first(); entry != nullptr; entry = entry->after) {
    keys += entry->key.as_text();
  }
  EXPECT_EQ(keys, "cab");
}

TEST(Map, FindsEachOfManyKeys) {
  Heap heap;
  auto* map = heap.map();
  for (int i = 0; i < 1000; ++i) map->put(Value::integer(i), Value::integer(i * 2));
  EXPECT_EQ(map->size(), 1000U);
  for (int i = 0; i < 1000; ++i) EXPECT_EQ(map->get(Value::integer(i)).as_whole(), i * 2);
  EXPECT_TRUE(map->get(Value::integer(1000)).is_null());
}

TEST(Map, ForgetsWhatIsRemovedAndKeepsTheRest) {
  Heap heap;
  auto* map = heap.map();
  for (int i = 0; i < 100; ++i) map->put(Value::integer(i), Value::integer(i));
  for (int i = 0; i < 100; i += 2) EXPECT_EQ(map->remove(Value::integer(i)).as_whole(), i);
  EXPECT_EQ(map->size(), 50U);
  EXPECT_EQ(map->find(Value::integer(2)), nullptr);
  EXPECT_NE(map->find(Value::integer(3)), nullptr);
  EXPECT_EQ(map->first()->key.as_whole(), 1);
  EXPECT_TRUE(map->remove(Value::integer(2)).is_null());
}

TEST(Map, CanBeFilledAgainAfterItWasCleared) {
  Heap heap;
  auto* map = heap.map();
  for (int i = 0; i < 50; ++i) map->put(Value::integer(i), {});
  map->clear();
  EXPECT_EQ(map->size(), 0U);
  EXPECT_EQ(map->find(Value::integer(1)), nullptr);
  map->put("x", Value::integer(1));
  EXPECT_EQ(map->get("x").as_whole(), 1);
}

TEST(Map, ReturnsWhatAKeyHeldBefore) {
  Heap heap;
  auto* map = heap.map();
  EXPECT_TRUE(map->put("a", Value::integer(1)).is_null());
  EXPECT_EQ(map->put("a", Value::integer(2)).as_whole(), 1);
}

TEST(Map, PaysForKeysThatCollide) {
  Heap heap;
  auto* map = heap.map();
  constexpr int count = 1'000;  // maps hash by their kind alone
  for (int i = 0; i < count; ++i) {
    auto* key = heap.map();
    key->put("i", Value::integer(i));
    map->put(Value::of(key), {});
  }
  EXPECT_GT(heap.steps(), static_cast<std::size_t>(count * count / 2 / 8));
}

TEST(Map, SpreadsKeysThatDifferInHighBitsOnly) {
  Heap heap;
  auto* map = heap.map();
  for (std::int64_t i = 0; i < 10'000; ++i) map->put(Value::long_integer(i << 40), {});
  EXPECT_EQ(map->size(), 10'000U);
  // One seed in a hundred takes some thousands; if all met in one bucket it would be six millions.
  EXPECT_LT(heap.steps(), 100'000U);
}

TEST(Heap, StaysStoppedWhateverStoppedIt) {
  Heap heap;
  EXPECT_FALSE(heap.reserve(limits::script_heap_bytes_max + 1));
  EXPECT_FALSE(heap.spend(1));
  Heap other;
  other.stop(template_error("enough"));
  EXPECT_FALSE(other.spend(0));
  EXPECT_FALSE(other.reserve(0));
}

TEST(Heap, TakesBackWhatIsReleased) {
  Heap heap;
  for (int i = 0; i < 10; ++i) {
    EXPECT_TRUE(heap.reserve(limits::script_heap_bytes_max / 2));
    heap.release(limits::script_heap_bytes_max / 2);
  }
}

TEST(Heap, StopsAtItsStepsAndKeepsTheFirstFailure) {
  Heap heap;
  EXPECT_TRUE(heap.spend(limits::script_steps_max));
  EXPECT_FALSE(heap.stopped());
  EXPECT_FALSE(heap.spend(1));
  const auto message = heap.failure().message;
  EXPECT_FALSE(heap.reserve(limits::script_heap_bytes_max + 1));
  EXPECT_EQ(heap.failure().message, message);
  EXPECT_EQ(heap.failure().type, "MappingTemplate");
  EXPECT_EQ(heap.failure().kind, ErrorKind::exhausted);
}

TEST(Heap, CountsWhatItsContainersGrowBy) {
  Heap heap;
  auto* list = heap.list();
  while (!heap.stopped()) list->items.push_back({});
  EXPECT_LT(list->items.size() * sizeof(Value), 2 * limits::script_heap_bytes_max);
}

TEST(Heap, CopiesTexts) {
  Heap heap;
  std::string bytes = "before";
  const auto text = heap.text(bytes);
  bytes = "after.";
  EXPECT_EQ(text.as_text(), "before");
}

TEST(Heap, RefusesATextThatIsTooLarge) {
  Heap heap;
  EXPECT_EQ(heap.text(std::string(limits::evaluated_bytes_max + 1, 'x')).as_text(), "");
  EXPECT_TRUE(heap.stopped());
}

}  // namespace
}  // namespace syncline::script
