#include "script/json_value.h"

#include <gtest/gtest.h>

#include "base/parse_json.h"

namespace syncline::script {
namespace {

std::string there_and_back(std::string_view text) {
  Heap heap;
  return syncline::to_json(to_json(heap, to_value(heap, *parse_json(text))));
}

TEST(JsonValue, KeepsWhatJsonSays) {
  const std::string_view text = R"({"z":1,"a":[true,null,1.5,"x"],"m":{"n":{}}})";
  EXPECT_EQ(there_and_back(text), text);
}

TEST(JsonValue, KeepsTheDigitsOfLargeNumbers) {
  EXPECT_EQ(there_and_back("[9007199254740993,18446744073709551615]"),
            "[9007199254740993,18446744073709551615]");
}

TEST(JsonValue, GivesNumbersJavasTypes) {
  Heap heap;
  EXPECT_EQ(to_value(heap, Json(1)).kind(), Kind::integer);
  EXPECT_EQ(to_value(heap, Json(5'000'000'000)).kind(), Kind::long_integer);
  EXPECT_EQ(to_value(heap, Json(18446744073709551615U)).kind(), Kind::big_integer);
  EXPECT_EQ(to_value(heap, Json(1.0)).kind(), Kind::real);
}

TEST(JsonValue, WritesTextAsTheServiceDoes) {
  Heap heap;
  const auto value = to_value(heap, *parse_json(R"({"a":1.0,"b":1e10,"c":"<&=\"é"})"));
  EXPECT_EQ(json_text(heap, value).as_text(), R"({"a":1.0,"b":1.0E10,"c":"<&=\"é"})");
}

TEST(JsonValue, MakesTextsOfKeys) {
  Heap heap;
  auto* map = heap.map();
  map->put(Value::integer(1), Value::text("a"));
  map->put(Value(), Value::text("b"));
  EXPECT_EQ(json_text(heap, Value::of(map)).as_text(), R"({"1":"a","null":"b"})");
  EXPECT_EQ(syncline::to_json(to_json(heap, Value::of(map))), R"({"1":"a","null":"b"})");
}

TEST(JsonValue, DoesNotRoundWholeNumbers) {
  Heap heap;
  const auto big = [](std::string_view digits) { return Value::big_integer(Value::text(digits)); };
  EXPECT_EQ(to_json(heap, big("-7")), Json(-7));
  EXPECT_EQ(to_json(heap, big("18446744073709551615")), Json(18446744073709551615U));
  EXPECT_FALSE(heap.stopped());
  to_json(heap, big("18446744073709551616"));
  ASSERT_TRUE(heap.stopped());
  EXPECT_TRUE(heap.failure().message.starts_with("The number 18446744073709551616 has more"));
}

TEST(JsonValue, HidesTheSelectionFromTextsOnly) {
  Heap heap;
  auto* info = heap.map();
  info->hides_selection = true;
  info->put("fieldName", Value::text("f"));
  info->put("selectionSetList", Value::text("l"));
  EXPECT_EQ(json_text(heap, Value::of(info)).as_text(), R"({"fieldName":"f"})");
  EXPECT_EQ(syncline::to_json(to_json(heap, Value::of(info))),
            R"({"fieldName":"f","selectionSetList":"l"})");
}

TEST(JsonValue, StopsTheRunForAListThatHoldsItself) {
  Heap heap;
  auto* list = heap.list();
  list->items.push_back(Value::of(list));
  to_json(heap, Value::of(list));
  EXPECT_TRUE(heap.stopped());
}

}  // namespace
}  // namespace syncline::script
