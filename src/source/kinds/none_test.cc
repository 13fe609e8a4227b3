#include <gtest/gtest.h>

#include "base/parse_json.h"
#include "source/source.h"
#include "store/store.h"

namespace syncline::source {
namespace {

Json result_of(std::string_view document_text) {
  const ManualClock clock;
  const auto store = *store::Store::in_memory();
  const auto database = *dynamo::Database::open(*store, clock);
  Rooms rooms{*database};
  const catalog::DataSource definition{.name = "none", .type = "NONE"};
  const auto* kind = find_kind("NONE");
  const auto source = kind->make(definition, rooms);
  const auto document = *parse_json(document_text);
  const auto answer = source->invoke({document, "2018-05-29"});
  return std::get<Result<Answer>>(answer)->result;
}

TEST(None, GivesThePayload) {
  EXPECT_EQ(to_json(result_of(R"({"version":"2018-05-29","payload":{"a":[1]}})")), R"({"a":[1]})");
}

TEST(None, GivesNullWithoutAPayload) {
  EXPECT_TRUE(result_of(R"({"version":"2018-05-29"})").is_null());
}

TEST(FindKind, KnowsNoOtherTypes) {
  EXPECT_NE(find_kind("AMAZON_DYNAMODB"), nullptr);
  EXPECT_EQ(find_kind("HTTP"), nullptr);
}

}  // namespace
}  // namespace syncline::source
