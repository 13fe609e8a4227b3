#include "script/java_text.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace syncline::script {
namespace {

std::string shown(double number) {
  std::string out;
  append_java_double(out, number);
  return out;
}

TEST(JavaText, WritesDoublesAsJavaDoes) {
  EXPECT_EQ(shown(1), "1.0");
  EXPECT_EQ(shown(0.1), "0.1");
  EXPECT_EQ(shown(0.1 + 0.2), "0.30000000000000004");
  EXPECT_EQ(shown(1e10), "1.0E10");
  EXPECT_EQ(shown(9999999), "9999999.0");
  EXPECT_EQ(shown(1e7), "1.0E7");
  EXPECT_EQ(shown(0.001), "0.001");
  EXPECT_EQ(shown(0.0001), "1.0E-4");
  EXPECT_EQ(shown(123456789.125), "1.23456789125E8");
  EXPECT_EQ(shown(-2.5), "-2.5");
}

TEST(JavaText, WritesTheNumbersThatAreNone) {
  EXPECT_EQ(shown(-0.0), "-0.0");
  EXPECT_EQ(shown(std::nan("")), "NaN");
  EXPECT_EQ(shown(-std::numeric_limits<double>::infinity()), "-Infinity");
}

TEST(JavaText, WritesMapsAndListsInJavasForm) {
  Heap heap;
  auto* list = heap.list();
  list->items.push_back(Value::text("x"));
  list->items.push_back({});
  auto* map = heap.map();
  map->put("a", Value::integer(1));
  map->put("b", Value::of(list));
  EXPECT_EQ(java_text(heap, Value::of(map)), "{a=1, b=[x, null]}");
}

TEST(JavaText, StopsTheRunForAMapThatHoldsItself) {
  Heap heap;
  auto* map = heap.map();
  map->put("m", Value::of(map));
  java_text(heap, Value::of(map));
  EXPECT_TRUE(heap.stopped());
}

TEST(JavaText, HashesAsJavaDoes) {
  Heap heap;
  EXPECT_EQ(java_hash(heap, Value::text("Hello, World")), -505841268);
  EXPECT_EQ(java_hash(heap, Value::boolean(true)), 1231);
  EXPECT_EQ(java_hash(heap, Value::long_integer(5'000'000'000)), 705032705);
  EXPECT_EQ(java_hash(heap, Value::real(1.5)), 1073217536);
}

TEST(JavaText, ReplacesEveryOccurrence) {
  Heap heap;
  EXPECT_EQ(replace_literal(heap, "a.b.c", ".", "--").as_text(), "a--b--c");
  EXPECT_EQ(replace_literal(heap, "aé", "", "-").as_text(), "-a-é-");
  EXPECT_EQ(replace_literal(heap, "", "x", "y").as_text(), "");
}

TEST(JavaText, StopsTheRunForAReplacementThatIsTooLarge) {
  Heap heap;
  replace_literal(heap, std::string(10'000, 'a'), "a", std::string(1'000, 'b'));
  EXPECT_TRUE(heap.stopped());
}

}  // namespace
}  // namespace syncline::script
