#include "engine/document_cache.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

#include "graphql/language/parser.h"

namespace syncline::engine {
namespace {

using graphql::Schema;

std::shared_ptr<const ReadDocument> document(std::string_view text = "{a}") {
  return std::make_shared<const ReadDocument>(ReadDocument{*graphql::parse(text), {}});
}

// A document of so many fields.
std::string fields(int count) {
  std::string text = "{";
  for (int i = 0; i < count; ++i) text += " a";
  return text + " }";
}

TEST(DocumentCache, FindsWhatWasInserted) {
  DocumentCache cache;
  const auto schema = std::make_shared<const Schema>();
  const auto kept = document();
  EXPECT_EQ(cache.find(schema, "{a}"), nullptr);
  cache.insert(schema, "{a}", kept);
  EXPECT_EQ(cache.find(schema, "{a}"), kept);
  EXPECT_EQ(cache.find(schema, "{b}"), nullptr);
}

TEST(DocumentCache, KeepsSchemasApart) {
  DocumentCache cache;
  const auto one = std::make_shared<const Schema>();
  const auto other = std::make_shared<const Schema>();
  cache.insert(one, "{a}", document());
  EXPECT_EQ(cache.find(other, "{a}"), nullptr);
}

TEST(DocumentCache, ForgetsTheDocumentsOfASchemaThatIsGone) {
  DocumentCache cache;
  // The second schema stands where the first one stood, as a new one may on a reused address.
  Schema place;
  auto first = std::shared_ptr<const Schema>(&place, [](const Schema*) {});
  cache.insert(first, "{a}", document());
  first.reset();
  const auto second = std::shared_ptr<const Schema>(&place, [](const Schema*) {});
  EXPECT_EQ(cache.find(second, "{a}"), nullptr);
}

TEST(DocumentCache, HoldsNoMoreThanItsLimitOfEntries) {
  DocumentCache cache({.entries_max = 80, .bytes_max = 1'000'000});
  const auto schema = std::make_shared<const Schema>();
  std::vector<std::weak_ptr<const ReadDocument>> kept;
  for (int i = 0; i < 1000; ++i) {
    const auto made = document();
    kept.push_back(made);
    cache.insert(schema, std::to_string(i), made);
  }
  const auto alive = std::ranges::count_if(kept, [](const auto& d) { return !d.expired(); });
  EXPECT_LE(alive, 80);
  EXPECT_GT(alive, 0);
}

TEST(DocumentCache, HoldsNoMoreMemoryThanItsLimit) {
  DocumentCache cache({.entries_max = 1'000'000, .bytes_max = 800'000});
  const auto schema = std::make_shared<const Schema>();
  std::vector<std::weak_ptr<const ReadDocument>> kept;
  const auto one = document(fields(50))->document.arena.bytes();
  for (int i = 0; i < 1000; ++i) {
    const auto made = document(fields(50));
    kept.push_back(made);
    cache.insert(schema, std::to_string(i), made);
    ASSERT_LE(cache.use().bytes, 800'000U);
  }
  const auto alive = std::ranges::count_if(kept, [](const auto& d) { return !d.expired(); });
  EXPECT_LE(static_cast<std::size_t>(alive) * one, 800'000U);
  EXPECT_GT(alive, 0);
}

TEST(DocumentCache, CountsTheTextToo) {
  DocumentCache cache({.entries_max = 1'000'000, .bytes_max = 80'000});
  const auto schema = std::make_shared<const Schema>();
  for (int i = 0; i < 1000; ++i) {
    cache.insert(schema, std::string(1000, 'x') + std::to_string(i), document());
  }
  EXPECT_LE(cache.use().entries, 80U);
  EXPECT_GT(cache.use().entries, 0U);
}

TEST(DocumentCache, DoesNotHoldATextThatIsTooLargeByItself) {
  DocumentCache cache({.entries_max = 100, .bytes_max = 8'000});
  const auto schema = std::make_shared<const Schema>();
  const std::string large(2'000, 'x');
  cache.insert(schema, large, document());
  EXPECT_EQ(cache.find(schema, large), nullptr);
}

TEST(DocumentCache, DoesNotHoldADocumentOfTooManyTokens) {
  DocumentCache cache({.tokens_max = 100});
  const auto schema = std::make_shared<const Schema>();
  cache.insert(schema, "fits", document(fields(90)));
  cache.insert(schema, "long", document(fields(100)));
  EXPECT_NE(cache.find(schema, "fits"), nullptr);
  EXPECT_EQ(cache.find(schema, "long"), nullptr);
}

TEST(DocumentCache, SaysHowItFares) {
  DocumentCache cache;
  const auto schema = std::make_shared<const Schema>();
  EXPECT_EQ(cache.find(schema, "{a}"), nullptr);
  cache.insert(schema, "{a}", document());
  EXPECT_NE(cache.find(schema, "{a}"), nullptr);
  EXPECT_NE(cache.find(schema, "{a}"), nullptr);
  const auto use = cache.use();
  EXPECT_EQ(use.misses, 1U);
  EXPECT_EQ(use.hits, 2U);
  EXPECT_EQ(use.entries, 1U);
  EXPECT_GT(use.bytes, 0U);
}

TEST(DocumentCache, KeepsWhatIsUsed) {
  DocumentCache cache({.entries_max = 80, .bytes_max = 1'000'000});
  const auto schema = std::make_shared<const Schema>();
  const auto used = document();
  cache.insert(schema, "used", used);
  for (int i = 0; i < 1000; ++i) {
    cache.insert(schema, std::to_string(i), document());
    ASSERT_EQ(cache.find(schema, "used"), used);
  }
}

TEST(DocumentCache, MayBeUsedByManyThreads) {
  DocumentCache cache({.entries_max = 80, .bytes_max = 1'000'000});
  const auto schema = std::make_shared<const Schema>();
  const auto work = [&](int first) {
    for (int i = 0; i < 2000; ++i) {
      const auto text = std::to_string((first + i) % 120);
      if (cache.find(schema, text) == nullptr) cache.insert(schema, text, document());
    }
  };
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) threads.emplace_back(work, i * 30);
  for (auto& thread : threads) thread.join();
  cache.insert(schema, "last", document());
  EXPECT_NE(cache.find(schema, "last"), nullptr);
}

TEST(DocumentCache, ReplacesAnEntry) {
  DocumentCache cache;
  const auto schema = std::make_shared<const Schema>();
  const auto second = document();
  cache.insert(schema, "{a}", document());
  cache.insert(schema, "{a}", second);
  EXPECT_EQ(cache.find(schema, "{a}"), second);
}

}  // namespace
}  // namespace syncline::engine
