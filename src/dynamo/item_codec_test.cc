#include "dynamo/item_codec.h"

#include <gtest/gtest.h>

#include "base/parse_json.h"
#include "dynamo/wire.h"

namespace syncline::dynamo {
namespace {

Item item(std::string_view text) {
  return item_from_json(parse_json(text).value().get_object()).value();
}

const auto* const every_type =
    R"({"s":{"S":"text"},"n":{"N":"-1.5"},"b":{"B":"AAEC"},"t":{"BOOL":true},"f":{"BOOL":false},)"
    R"("z":{"NULL":true},"ss":{"SS":["a","b"]},"ns":{"NS":["0","1E125"]},"bs":{"BS":["AA=="]},)"
    R"("l":{"L":[{"S":""},{"L":[]}]},"m":{"M":{"x":{"M":{}}}}})";

TEST(ItemCodec, GivesBackWhatItWasGiven) {
  EXPECT_EQ(decode_item(encode_item(item(every_type))).value(), item(every_type));
  EXPECT_EQ(decode_item(encode_item(Item())).value(), Item());
}

TEST(ItemCodec, KeepsLongContents) {
  Item large;
  large.set("a", Value{std::string(300'000, 'x')});
  EXPECT_EQ(decode_item(encode_item(large)).value(), large);
}

TEST(ItemCodec, RefusesEveryCutOfAnItem) {
  const auto bytes = encode_item(item(every_type));
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    EXPECT_FALSE(decode_item(bytes.substr(0, length)).has_value()) << length;
  }
  EXPECT_FALSE(decode_item(bytes + "x").has_value());
}

TEST(ItemCodec, WritesTheTextOfAStoredItemAndKnowsItsSize) {
  const auto* const escaped =
      R"({"a\"b":{"S":"\n\"\\é"},"e":{"M":{}},"l":{"L":[]},"m":{"M":{"x":{"N":"-0.01"},"y":)"
      R"({"L":[{"M":{"z":{"B":""}}}]}}},"o":{"N":"100"}})";
  for (const auto* text : {every_type, escaped, "{}"}) {
    const auto wanted = item(text);
    std::string written = "before ";
    EXPECT_EQ(append_stored_item(written, encode_item(wanted)).value(), size_of(wanted));
    EXPECT_EQ(written, "before " + syncline::to_json(Json(to_json(wanted))));
  }
}

TEST(ItemCodec, WritesNoTextOfACutOrUnknownItem) {
  auto bytes = encode_item(item(every_type));
  std::string out;
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    EXPECT_FALSE(append_stored_item(out, bytes.substr(0, length)).has_value()) << length;
  }
  EXPECT_FALSE(append_stored_item(out, bytes + "x").has_value());
  bytes[0] = 9;
  EXPECT_FALSE(append_stored_item(out, bytes).has_value());
}

TEST(ItemCodec, RefusesAnUnknownFormat) {
  auto bytes = encode_item(item(every_type));
  bytes[0] = 9;
  EXPECT_EQ(decode_item(bytes).error().type, "InternalServerError");
}

TEST(Value, HasTheSizeThatDynamoCounts) {
  EXPECT_EQ(size_of(item(R"({"ab":{"S":"héllo"}})")), 2U + 6U);
  EXPECT_EQ(size_of(item(R"({"a":{"NULL":true},"b":{"BOOL":true}})")), 4U);
  EXPECT_EQ(size_of(item(R"({"a":{"L":[{"S":"x"},{"S":"y"}]}})")), 1U + 3U + 2U * 2U);
  EXPECT_EQ(size_of(item(R"({"a":{"M":{"k":{"S":"x"}}}})")), 1U + 3U + 1U + 2U);
  EXPECT_EQ(size_of(item(R"({"a":{"SS":["x","yz"]}})")), 1U + 3U);
}

TEST(Value, KnowsItsDepth) {
  EXPECT_EQ(depth_of(*item(R"({"a":{"SS":["x"]}})").find("a")), 1U);
  EXPECT_EQ(depth_of(*item(R"({"a":{"L":[]}})").find("a")), 1U);
  EXPECT_EQ(depth_of(*item(R"({"a":{"L":[{"S":""},{"M":{"b":{"L":[]}}}]}})").find("a")), 3U);
}

TEST(Value, ComparesOnlyWhatHasAnOrder) {
  const auto value = [](std::string_view text) {
    return value_from_json(parse_json(text).value()).value();
  };
  EXPECT_EQ(compare(value(R"({"S":"a"})"), value(R"({"S":"b"})")), std::strong_ordering::less);
  EXPECT_EQ(compare(value(R"({"N":"10"})"), value(R"({"N":"9"})")), std::strong_ordering::greater);
  EXPECT_EQ(compare(value(R"({"S":"1"})"), value(R"({"N":"1"})")), std::nullopt);
  EXPECT_EQ(compare(value(R"({"L":[]})"), value(R"({"L":[]})")), std::nullopt);
}

}  // namespace
}  // namespace syncline::dynamo
