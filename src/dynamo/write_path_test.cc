// Writes whose table changes while they wait or are made.
#include "dynamo/write_path.h"

#include <gtest/gtest.h>

#include "base/parse_json.h"
#include "dynamo/item_rules.h"
#include "dynamo/row_keys.h"
#include "dynamo/test_database.h"
#include "dynamo/wire.h"

namespace syncline::dynamo {
namespace {

SharedTable make_table(std::uint64_t number, bool with_index) {
  Table table;
  table.name = "one";
  table.number = number;
  table.key.hash = {"id", Type::string};
  if (with_index) {
    Index index;
    index.name = "by_g";
    index.number = 1;
    index.global = true;
    index.key.hash = {"g", Type::string};
    table.indexes.push_back(index);
  }
  return std::make_shared<const Table>(std::move(table));
}

Item item_of(std::string_view text) {
  return item_from_json(parse_json(text).value().get_object()).value();
}

class WritePath : public testing::Test {
 protected:
  WritePath() {
    ledger_.add_table(1);
    tables_.insert(plain_);
  }

  Write put(std::string_view text) {
    const auto item = item_of(text);
    return {.table = plain_, .key = key_of(plain_->key, item), .change = [item](const Item*) {
              return item;
            }};
  }
  Result<Written> run(Write write) { return run_task(loop_, write_one(call_, std::move(write))); }

  int rows(std::string_view keyspace) {
    int count = 0;
    auto cursor = store_->cursor(keyspace);
    for (cursor.seek(""); cursor.valid(); cursor.next()) ++count;
    return count;
  }

  const SharedTable plain_ = make_table(1, false), indexed_ = make_table(1, true);
  std::unique_ptr<store::Store> store_ = store::Store::in_memory().value();
  ManualClock clock_{1'700'000'000'000};
  const Options options_;
  Tables tables_;
  Ledger ledger_{*store_, clock_};
  KeyLocks locks_;
  std::atomic<std::int64_t> tokens_erased_ = 0;
  const JsonObject input_;
  Call call_{*store_, clock_, options_, tables_, ledger_, locks_, tokens_erased_, input_};
  Loop loop_{0};
};

constexpr auto grouped = R"({"id":{"S":"a"},"g":{"S":"x"}})";

TEST_F(WritePath, MakesTheRowsOfAnIndexThatItsTableGotSinceItLooked) {
  auto write = put(grouped);
  tables_.insert(indexed_);
  const auto written = run(std::move(write));
  ASSERT_TRUE(written.has_value());
  EXPECT_EQ(written->consumed.total(), 2);
  EXPECT_EQ(rows(index_keyspace), 1);
}

TEST_F(WritePath, IsMadeAgainWhenItsTableChangesMeanwhile) {
  int times = 0;
  auto write = put(grouped);
  write.change = [&, item = item_of(grouped)](const Item* before) {
    EXPECT_EQ(before, nullptr);
    if (++times == 1) tables_.insert(indexed_);
    return item;
  };
  ASSERT_TRUE(run(std::move(write)).has_value());
  EXPECT_EQ(times, 2);
  EXPECT_EQ(rows(item_keyspace), 1);
  EXPECT_EQ(rows(index_keyspace), 1);
}

TEST_F(WritePath, IsMadeOnceWhenOnlyOtherTablesChange) {
  int times = 0;
  auto write = put(grouped);
  write.change = [&, item = item_of(grouped)](const Item*) {
    ++times;
    Table other;
    other.name = "other";
    tables_.insert(std::make_shared<const Table>(std::move(other)));
    return item;
  };
  ASSERT_TRUE(run(std::move(write)).has_value());
  EXPECT_EQ(times, 1);
}

TEST_F(WritePath, ChecksTheItemAgainstTheTableAsItIs) {
  auto write = put(R"({"id":{"S":"a"},"g":{"N":"1"}})");
  tables_.insert(indexed_);
  const auto written = run(std::move(write));
  ASSERT_FALSE(written.has_value());
  EXPECT_EQ(written.error().message,
            "One or more parameter values were invalid: Type mismatch for Index Key g Expected: S "
            "Actual: N IndexName: by_g");
  EXPECT_EQ(rows(item_keyspace), 0);
}

TEST_F(WritePath, DoesNotWriteToATableThatWasMadeAnew) {
  auto write = put(grouped);
  ledger_.add_table(2);
  tables_.insert(make_table(2, false));
  const auto written = run(std::move(write));
  ASSERT_FALSE(written.has_value());
  EXPECT_EQ(written.error().type, "ResourceNotFoundException");
  EXPECT_EQ(rows(item_keyspace), 0);
}

}  // namespace
}  // namespace syncline::dynamo
