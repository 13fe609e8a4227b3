#include "catalog/catalog.h"

#include <gtest/gtest.h>

namespace syncline::catalog {
namespace {

constexpr auto bind = UnboundSubscriptions::bind;

class CatalogTest : public testing::Test {
 protected:
  void SetUp() override {
    auto opened = store::Store::in_memory();
    ASSERT_TRUE(opened) << opened.error().message;
    store_ = *std::move(opened);
    catalog_ = open_catalog();
  }

  std::unique_ptr<Catalog> open_catalog() {
    auto opened = Catalog::open(*store_, bind);
    EXPECT_TRUE(opened) << opened.error().message;
    return opened ? *std::move(opened) : nullptr;
  }

  std::unique_ptr<store::Store> store_;
  std::unique_ptr<Catalog> catalog_;
};

Api api_with_key(std::string id, std::string key) {
  Api api{.id = std::move(id), .name = "n", .schema = "type Query { a: ID }"};
  api.keys[key] = {.id = key, .expires = 3'600};
  return api;
}

TEST_F(CatalogTest, IsEmptyAtFirst) { EXPECT_TRUE(catalog_->snapshot()->by_id.empty()); }

TEST_F(CatalogTest, ShowsWhatWasPut) {
  ASSERT_TRUE(catalog_->put(api_with_key("one", "da2-1")));
  const auto snapshot = catalog_->snapshot();
  EXPECT_EQ(snapshot->by_id.at("one")->definition.name, "n");
  EXPECT_NE(snapshot->by_id.at("one")->schema, nullptr);
  EXPECT_EQ(snapshot->api_by_key.at("da2-1"), "one");
}

TEST_F(CatalogTest, ASnapshotOnceTakenDoesNotChange) {
  const auto before = catalog_->snapshot();
  ASSERT_TRUE(catalog_->put(api_with_key("one", "da2-1")));
  EXPECT_TRUE(before->by_id.empty());
}

TEST_F(CatalogTest, AKeyThatIsGoneNamesNoApi) {
  ASSERT_TRUE(catalog_->put(api_with_key("one", "da2-1")));
  ASSERT_TRUE(catalog_->put(api_with_key("one", "da2-2")));
  const auto snapshot = catalog_->snapshot();
  EXPECT_FALSE(snapshot->api_by_key.contains("da2-1"));
  EXPECT_TRUE(snapshot->api_by_key.contains("da2-2"));
}

TEST_F(CatalogTest, WhatIsPutAgainUnchangedKeepsItsSnapshot) {
  ASSERT_TRUE(catalog_->put(api_with_key("one", "da2-1")));
  const auto before = catalog_->snapshot();
  ASSERT_TRUE(catalog_->put(api_with_key("one", "da2-1")));
  EXPECT_EQ(catalog_->snapshot(), before);
}

TEST_F(CatalogTest, RemovesAnApiAndItsKeys) {
  ASSERT_TRUE(catalog_->put(api_with_key("one", "da2-1")));
  ASSERT_TRUE(catalog_->put(api_with_key("two", "da2-2")));
  ASSERT_TRUE(catalog_->remove("one"));
  const auto snapshot = catalog_->snapshot();
  EXPECT_FALSE(snapshot->by_id.contains("one"));
  EXPECT_FALSE(snapshot->api_by_key.contains("da2-1"));
  EXPECT_TRUE(snapshot->by_id.contains("two"));
}

TEST_F(CatalogTest, RemovingWhatIsNotThereChangesNothing) { EXPECT_TRUE(catalog_->remove("gone")); }

TEST_F(CatalogTest, FindsEverythingAgainAfterARestart) {
  ASSERT_TRUE(catalog_->put(api_with_key("one", "da2-1")));
  ASSERT_TRUE(catalog_->put(api_with_key("two", "da2-2")));
  ASSERT_TRUE(catalog_->remove("two"));
  ASSERT_TRUE(catalog_->put_document("role", "r", JsonObject{{"a", 1}}));
  const Api before = catalog_->snapshot()->by_id.at("one")->definition;
  catalog_ = open_catalog();
  const auto snapshot = catalog_->snapshot();
  ASSERT_EQ(snapshot->by_id.size(), 1U);
  EXPECT_EQ(snapshot->by_id.at("one")->definition, before);
  EXPECT_EQ(snapshot->api_by_key.at("da2-1"), "one");
  EXPECT_EQ(*catalog_->document("role", "r"), Json(JsonObject{{"a", 1}}));
}

TEST_F(CatalogTest, DocumentsAreKeptByKindAndName) {
  ASSERT_TRUE(catalog_->put_document("role", "x", 1));
  ASSERT_TRUE(catalog_->put_document("stack", "x", 2));
  EXPECT_EQ(*catalog_->document("role", "x"), Json(1));
  EXPECT_EQ(*catalog_->document("stack", "x"), Json(2));
  EXPECT_EQ(*catalog_->document("role", "y"), std::nullopt);
  ASSERT_TRUE(catalog_->remove_document("role", "x"));
  EXPECT_EQ(*catalog_->document("role", "x"), std::nullopt);
  EXPECT_EQ(*catalog_->document("stack", "x"), Json(2));
}

TEST_F(CatalogTest, RefusesARecordThatIsBroken) {
  store::Batch batch;
  batch.put("catalog", "api/bad", "{");
  ASSERT_TRUE(store_->commit_and_wait(std::move(batch)));
  EXPECT_FALSE(Catalog::open(*store_, bind));
}

TEST_F(CatalogTest, WhatIsGatheredIsSeenHereOnlyUntilItIsKept) {
  catalog_->gather();
  ASSERT_TRUE(catalog_->put(api_with_key("one", "da2-1")));
  ASSERT_TRUE(catalog_->put_document("role", "r", Json("x")));
  EXPECT_EQ(catalog_->definition("one")->name, "n");
  EXPECT_NE(catalog_->schema("one")->query->field("a"), nullptr);
  EXPECT_EQ(catalog_->document("role", "r")->value(), Json("x"));
  EXPECT_TRUE(catalog_->snapshot()->by_id.empty());
  EXPECT_TRUE(open_catalog()->snapshot()->by_id.empty());
  ASSERT_TRUE(catalog_->keep());
  EXPECT_EQ(catalog_->snapshot()->by_id.size(), 1U);
  EXPECT_EQ(open_catalog()->snapshot()->api_by_key.at("da2-1"), "one");
  EXPECT_EQ(open_catalog()->document("role", "r")->value(), Json("x"));
}

TEST_F(CatalogTest, ARemovalIsGatheredToo) {
  ASSERT_TRUE(catalog_->put(api_with_key("one", "da2-1")));
  ASSERT_TRUE(catalog_->put_document("role", "r", Json("x")));
  catalog_->gather();
  ASSERT_TRUE(catalog_->remove("one"));
  ASSERT_TRUE(catalog_->remove_document("role", "r"));
  EXPECT_EQ(catalog_->definition("one"), nullptr);
  EXPECT_EQ(catalog_->schema("one"), nullptr);
  EXPECT_EQ(catalog_->document("role", "r").value(), std::nullopt);
  EXPECT_EQ(catalog_->snapshot()->by_id.size(), 1U);
  ASSERT_TRUE(catalog_->keep());
  EXPECT_TRUE(catalog_->snapshot()->by_id.empty());
  EXPECT_TRUE(catalog_->snapshot()->api_by_key.empty());
}

TEST_F(CatalogTest, WhatCannotBeKeptIsForgotten) {
  catalog_->gather();
  ASSERT_TRUE(catalog_->put(api_with_key("one", "da2-1")));
  store_->finish();
  EXPECT_FALSE(catalog_->keep());
  EXPECT_EQ(catalog_->definition("one"), nullptr);
}

TEST_F(CatalogTest, DocumentsAreListedByKindAndPrefix) {
  for (const char* name : {"b/1", "a/2", "a/1"}) {
    ASSERT_TRUE(catalog_->put_document("stack", name, Json(name)));
  }
  ASSERT_TRUE(catalog_->put_document("stack-resource", "a/3", Json("other")));
  const auto found = catalog_->documents("stack", "a/").value();
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].name, "a/1");
  EXPECT_EQ(found[1].value, Json("a/2"));
  EXPECT_EQ(catalog_->documents("stack").value().size(), 3U);
}

}  // namespace
}  // namespace syncline::catalog
