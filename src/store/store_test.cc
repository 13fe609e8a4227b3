#include "store/store.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <atomic>
#include <filesystem>
#include <thread>
#include <vector>

#include "base/limits.h"

namespace syncline::store {
namespace {

namespace fs = std::filesystem;

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (fs::temp_directory_path() / "store-test-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~TemporaryFolder() { fs::remove_all(path_); }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

std::unique_ptr<Store> memory() { return Store::in_memory().value(); }

std::unique_ptr<Store> on_disk(const TemporaryFolder& folder) {
  return Store::open(folder.path(), Durability::fsync).value();
}

void put(Store& store, std::string_view keyspace, std::string_view key, std::string_view value) {
  Batch batch;
  batch.put(keyspace, key, value);
  ASSERT_TRUE(store.commit_and_wait(std::move(batch)).has_value());
}

std::string text(const Store& store, std::string_view keyspace, std::string_view key) {
  return store.get(keyspace, key).value().value_or("(none)");
}

std::string forwards(Cursor& cursor) {
  std::string keys;
  for (; cursor.valid(); cursor.next()) keys += std::string(cursor.key()) + " ";
  EXPECT_TRUE(cursor.status().has_value());
  return keys;
}

std::string all_keys(const Store& store, std::string_view keyspace) {
  auto cursor = store.cursor(keyspace);
  cursor.seek("");
  return forwards(cursor);
}

TEST(Store, GivesBackWhatWasPut) {
  auto store = memory();
  put(*store, "a", "k", "v");
  EXPECT_EQ(text(*store, "a", "k"), "v");
}

TEST(Store, GivesNothingForAMissingKey) {
  auto store = memory();
  EXPECT_EQ(store->get("a", "k").value(), std::nullopt);
}

TEST(Store, KeepsKeyspacesApart) {
  auto store = memory();
  put(*store, "a", "bk", "1");
  put(*store, "ab", "k", "2");
  EXPECT_EQ(text(*store, "a", "bk"), "1");
  EXPECT_EQ(text(*store, "ab", "k"), "2");
  EXPECT_EQ(all_keys(*store, "a"), "bk ");
  EXPECT_EQ(all_keys(*store, "ab"), "k ");
}

TEST(Store, TakesKeysAndValuesOfAnyBytes) {
  auto store = memory();
  const std::string bytes("\0\xff\0\1", 4);
  put(*store, "a", bytes, bytes);
  EXPECT_EQ(text(*store, "a", bytes), bytes);
  put(*store, "a", "", "empty key");
  EXPECT_EQ(text(*store, "a", ""), "empty key");
}

TEST(Store, OrdersKeysByTheirBytes) {
  auto store = memory();
  for (const auto* key : {"b", "a", "\xff", "ab", "Z"}) put(*store, "s", key, "");
  EXPECT_EQ(all_keys(*store, "s"), "Z a ab b \xff ");
}

TEST(Store, AppliesABatchInTheOrderOfItsOperations) {
  auto store = memory();
  Batch batch;
  batch.put("a", "k", "1");
  batch.erase("a", "k");
  batch.put("a", "k", "2");
  batch.put("a", "gone", "1");
  batch.erase("a", "gone");
  ASSERT_TRUE(store->commit_and_wait(std::move(batch)).has_value());
  EXPECT_EQ(text(*store, "a", "k"), "2");
  EXPECT_EQ(text(*store, "a", "gone"), "(none)");
}

TEST(Store, TakesAnEmptyBatch) {
  auto store = memory();
  Batch batch;
  EXPECT_TRUE(batch.empty());
  EXPECT_TRUE(store->commit_and_wait(std::move(batch)).has_value());
}

TEST(Store, ErasesARangeUpToItsEnd) {
  auto store = memory();
  for (const auto* key : {"a", "b", "c", "d"}) put(*store, "s", key, "");
  Batch batch;
  batch.erase_range("s", "b", "d");
  ASSERT_TRUE(store->commit_and_wait(std::move(batch)).has_value());
  EXPECT_EQ(all_keys(*store, "s"), "a d ");
}

TEST(Store, ErasesToTheKeyspacesEndWhenTheRangeHasNone) {
  auto store = memory();
  for (const auto* key : {"a", "b", "\xff\xff"}) put(*store, "s", key, "");
  put(*store, "t", "kept", "");
  Batch batch;
  batch.erase_range("s", "b", "");
  ASSERT_TRUE(store->commit_and_wait(std::move(batch)).has_value());
  EXPECT_EQ(all_keys(*store, "s"), "a ");
  EXPECT_EQ(all_keys(*store, "t"), "kept ");
}

TEST(Store, ErasesNothingForARangeThatRunsBackwards) {
  auto store = memory();
  put(*store, "s", "b", "");
  Batch batch;
  batch.erase_range("s", "c", "a");
  EXPECT_TRUE(store->commit_and_wait(std::move(batch)).has_value());
  EXPECT_EQ(all_keys(*store, "s"), "b ");
}

TEST(Store, CallsDoneInTheOrderOfTheCommits) {
  auto store = memory();
  std::vector<int> order;
  for (int i = 0; i < 100; ++i) {
    Batch batch;
    batch.put("a", std::to_string(i), "");
    store->commit(std::move(batch), [&order, i](Result<void> result) {
      if (result) order.push_back(i);
    });
  }
  store.reset();  // commits what is queued
  ASSERT_EQ(order.size(), 100U);
  EXPECT_TRUE(std::is_sorted(order.begin(), order.end()));
}

TEST(Store, ShowsABatchBeforeItsDoneIsCalled) {
  auto store = memory();
  std::string seen;
  Batch batch;
  batch.put("a", "k", "v");
  store->commit(std::move(batch), [&](Result<void>) { seen = text(*store, "a", "k"); });
  put(*store, "a", "other", "");
  EXPECT_EQ(seen, "v");
}

TEST(Store, NeverShowsHalfABatch) {
  auto store = memory();
  std::atomic<bool> ending = false;
  std::thread writer([&] {
    for (int i = 0; i < 500; ++i) {
      Batch batch;
      for (const auto* key : {"1", "2", "3"}) batch.put("a", key, std::to_string(i));
      store->commit_and_wait(std::move(batch)).value();
    }
    ending = true;
  });
  while (!ending) {
    auto cursor = store->cursor("a");
    std::vector<std::string> values;
    for (cursor.seek(""); cursor.valid(); cursor.next()) values.emplace_back(cursor.value());
    if (values.empty()) continue;
    ASSERT_EQ(values, std::vector<std::string>(3, values.front()));
  }
  writer.join();
}

TEST(Store, CommitsFromManyThreads) {
  TemporaryFolder folder;
  auto store = on_disk(folder);
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&store, t] {
      for (int i = 0; i < 50; ++i) {
        Batch batch;
        batch.put("a", std::to_string(t) + "." + std::to_string(i), "");
        store->commit_and_wait(std::move(batch)).value();
      }
    });
  }
  for (auto& thread : threads) thread.join();
  auto cursor = store->cursor("a");
  int count = 0;
  for (cursor.seek(""); cursor.valid(); cursor.next()) ++count;
  EXPECT_EQ(count, 400);
}

TEST(Store, RefusesWritesBeyondItsQueueAndGoesOn) {
  auto store = memory();
  const std::string value(limits::store_queue_bytes_max / 4, 'x');
  std::atomic<bool> released = false;
  // The first call-back holds the store's thread until every other batch is queued.
  store->commit({}, [&](Result<void>) { released.wait(false); });
  int committed = 0, refused = 0;
  for (int i = 0; i < 8; ++i) {
    Batch batch;
    batch.put("a", std::to_string(i), value);
    store->commit(std::move(batch), [&](Result<void> result) {
      if (!result) EXPECT_EQ(result.error().kind, ErrorKind::exhausted);
      ++(result ? committed : refused);
    });
  }
  released = true;
  released.notify_one();
  put(*store, "a", "later", "v");
  EXPECT_EQ(committed, 3);  // the fourth would pass the limit by its key
  EXPECT_EQ(refused, 5);
  EXPECT_EQ(text(*store, "a", "later"), "v");
}

TEST(Store, FinishesWithEveryCallBackCalledAndGone) {
  auto store = memory();
  auto owned = std::make_shared<int>(0);
  Batch batch;
  batch.put("a", "k", "v");
  store->commit(std::move(batch), [owned](Result<void> result) { *owned = result ? 1 : 2; });
  store->finish();
  EXPECT_EQ(*owned, 1);
  EXPECT_EQ(owned.use_count(), 1);
  EXPECT_EQ(text(*store, "a", "k"), "v");  // reading goes on
}

TEST(Store, RefusesWritesOnceItHasFinished) {
  auto store = memory();
  store->finish();
  Batch batch;
  batch.put("a", "k", "v");
  const auto result = store->commit_and_wait(std::move(batch));
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().kind, ErrorKind::unavailable);
  EXPECT_EQ(text(*store, "a", "k"), "(none)");
}

TEST(Cursor, StandsNowhereUntilItSeeks) {
  auto store = memory();
  put(*store, "s", "a", "");
  EXPECT_FALSE(store->cursor("s").valid());
}

TEST(Cursor, SeeksTheFirstKeyAtOrAfter) {
  auto store = memory();
  for (const auto* key : {"a", "c", "e"}) put(*store, "s", key, "");
  auto cursor = store->cursor("s");
  cursor.seek("c");
  EXPECT_EQ(cursor.key(), "c");
  cursor.seek("b");
  EXPECT_EQ(cursor.key(), "c");
  cursor.seek("f");
  EXPECT_FALSE(cursor.valid());
}

TEST(Cursor, SeeksTheLastKeyAtOrBefore) {
  auto store = memory();
  for (const auto* key : {"b", "d"}) put(*store, "s", key, "");
  auto cursor = store->cursor("s");
  cursor.seek_backwards("d");
  EXPECT_EQ(cursor.key(), "d");
  cursor.seek_backwards("c");
  EXPECT_EQ(cursor.key(), "b");
  cursor.seek_backwards("a");
  EXPECT_FALSE(cursor.valid());
}

TEST(Cursor, WalksBothWays) {
  auto store = memory();
  for (const auto* key : {"a", "b", "c"}) put(*store, "s", key, key);
  auto cursor = store->cursor("s");
  cursor.seek_backwards("z");
  EXPECT_EQ(cursor.key(), "c");
  cursor.previous();
  EXPECT_EQ(cursor.value(), "b");
  cursor.next();
  EXPECT_EQ(cursor.value(), "c");
  cursor.next();
  EXPECT_FALSE(cursor.valid());
}

TEST(Cursor, StaysInItsKeyspace) {
  auto store = memory();
  put(*store, "r", "z", "");
  put(*store, "s", "m", "");
  put(*store, "t", "a", "");
  auto cursor = store->cursor("s");
  cursor.seek("");
  cursor.previous();
  EXPECT_FALSE(cursor.valid());
  cursor.seek("n");
  EXPECT_FALSE(cursor.valid());
  cursor.seek_backwards("a");
  EXPECT_FALSE(cursor.valid());
}

TEST(Cursor, SeesTheStateAtItsCreation) {
  auto store = memory();
  put(*store, "s", "a", "old");
  put(*store, "s", "b", "old");
  auto cursor = store->cursor("s");
  put(*store, "s", "a", "new");
  put(*store, "s", "c", "new");
  Batch batch;
  batch.erase("s", "b");
  ASSERT_TRUE(store->commit_and_wait(std::move(batch)).has_value());
  cursor.seek("");
  EXPECT_EQ(cursor.value(), "old");
  EXPECT_EQ(forwards(cursor), "a b ");
}

TEST(Snapshot, ShowsTheStateAtItsCreationInEveryKeyspace) {
  auto store = memory();
  put(*store, "s", "a", "old");
  put(*store, "t", "b", "old");
  const auto snapshot = store->snapshot();
  put(*store, "s", "a", "new");
  put(*store, "t", "c", "new");
  Batch batch;
  batch.erase("t", "b");
  ASSERT_TRUE(store->commit_and_wait(std::move(batch)).has_value());
  EXPECT_EQ(snapshot.get("s", "a").value(), "old");
  EXPECT_EQ(snapshot.get("t", "b").value(), "old");
  EXPECT_EQ(snapshot.get("t", "c").value(), std::nullopt);
  auto cursor = snapshot.cursor("t");
  cursor.seek("");
  EXPECT_EQ(forwards(cursor), "b ");
  EXPECT_EQ(text(*store, "s", "a"), "new");
  EXPECT_EQ(all_keys(*store, "t"), "c ");
}

TEST(StoreOnDisk, KeepsItsDataWhenItIsOpenedAgain) {
  TemporaryFolder folder;
  {
    auto store = on_disk(folder);
    put(*store, "a", "k", "v");
  }
  auto store = on_disk(folder);
  EXPECT_EQ(text(*store, "a", "k"), "v");
}

TEST(StoreOnDisk, CommitsWhatIsQueuedBeforeItEnds) {
  TemporaryFolder folder;
  std::atomic<int> acknowledged = 0;
  {
    auto store = on_disk(folder);
    for (int i = 0; i < 200; ++i) {
      Batch batch;
      batch.put("a", std::to_string(i), "");
      store->commit(std::move(batch), [&](Result<void> result) { acknowledged += result ? 1 : 0; });
    }
  }
  EXPECT_EQ(acknowledged, 200);
  auto store = on_disk(folder);
  EXPECT_EQ(text(*store, "a", "199"), "");
}

TEST(StoreOnDisk, MakesItsFolder) {
  TemporaryFolder folder;
  const auto deeper = folder.path() + "/deeper/still";
  ASSERT_TRUE(Store::open(deeper, Durability::os).has_value());
  EXPECT_TRUE(fs::is_directory(deeper));
}

TEST(StoreOnDisk, SaysWhenItsFolderCannotBeMade) {
  const auto store = Store::open("/proc/nothing/here", Durability::os);
  ASSERT_FALSE(store.has_value());
  EXPECT_EQ(store.error().kind, ErrorKind::invalid);
}

TEST(StoreOnDisk, RefusesAFolderThatIsInUse) {
  TemporaryFolder folder;
  auto first = on_disk(folder);
  const auto second = Store::open(folder.path(), Durability::fsync);
  ASSERT_FALSE(second.has_value());
  EXPECT_EQ(second.error().kind, ErrorKind::conflict);
  EXPECT_EQ(second.error().message, "the data folder " + folder.path() +
                                        " is in use by another process, which holds its lock");
}

fs::path newest_log(const TemporaryFolder& folder) {
  fs::path newest;
  for (const auto& entry : fs::directory_iterator(folder.path())) {
    if (entry.path().extension() == ".log" && entry.path() > newest) newest = entry.path();
  }
  return newest;
}

TEST(StoreOnDisk, DropsATornLastWriteAndGoesOn) {
  TemporaryFolder folder;
  {
    auto store = on_disk(folder);
    put(*store, "a", "first", "1");
    put(*store, "a", "last", "2");
  }
  const auto log = newest_log(folder);
  fs::resize_file(log, fs::file_size(log) - 3);
  {
    auto store = on_disk(folder);
    EXPECT_EQ(all_keys(*store, "a"), "first ");
    put(*store, "a", "next", "3");
  }
  EXPECT_EQ(all_keys(*on_disk(folder), "a"), "first next ");
}

TEST(StoreOnDisk, KeepsABatchWholeOrNotAtAllWhenItsLogIsTorn) {
  TemporaryFolder folder;
  fs::path log;
  std::uintmax_t before = 0;
  {
    auto store = on_disk(folder);
    put(*store, "a", "kept", "");
    log = newest_log(folder);
    before = fs::file_size(log);
    Batch batch;
    for (int i = 0; i < 50; ++i) batch.put("a", "torn" + std::to_string(i), std::string(100, 'x'));
    ASSERT_TRUE(store->commit_and_wait(std::move(batch)).has_value());
  }
  fs::resize_file(log, (before + fs::file_size(log)) / 2);
  EXPECT_EQ(all_keys(*on_disk(folder), "a"), "kept ");
}

}  // namespace
}  // namespace syncline::store
