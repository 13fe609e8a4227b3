// A process that writes to a database and kills itself with -9 in the middle of it, 50 times over
// on one folder. What was acknowledged is there afterwards, nothing is half applied, and the store
// agrees with itself. test/clients/dynamodb_crash.test.mjs does it from outside, over HTTP.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>

#include "dynamo/test_database.h"
#include "store_check/check.h"

namespace syncline::dynamo {
namespace {

namespace fs = std::filesystem;

constexpr int kills = 50;
constexpr int writers = 32;
constexpr int keys = 4;  // of each writer: versions that are odd are items, even ones are none
constexpr int answers_max = 400;  // a kill comes after so many at most

// What the writer says of itself: it outlives the process, as nothing else of it does.
struct Said {
  struct Versions {
    std::atomic<std::uint64_t> sent, acknowledged;
  };
  Versions items[writers][keys];
  Versions pairs[writers];  // of two items of two tables, put together
  Versions hits;            // of a counter that all share
};

Said& open_said(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  EXPECT_EQ(::ftruncate(file, sizeof(Said)), 0);
  void* memory = ::mmap(nullptr, sizeof(Said), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  EXPECT_NE(memory, MAP_FAILED);
  ::close(file);
  return *static_cast<Said*>(memory);
}

JsonObject key_of(const std::string& id) { return {{"id", {{"S", id}}}}; }
JsonObject item_of(const std::string& id, std::uint64_t version) {
  return {{"id", {{"S", id}}},
          {"v", {{"N", std::to_string(version)}}},
          {"g", {{"N", std::to_string(version % 5)}}}};
}
JsonObject put_of(const std::string& table, const std::string& id, std::uint64_t version) {
  return {{"TableName", table}, {"Item", item_of(id, version)}};
}
std::string id_of(int writer, int key) {
  return std::to_string(writer) + "." + std::to_string(key);
}

JsonObject make_table(const std::string& name, bool indexed) {
  const auto part = [](const char* attribute, const char* type) {
    return JsonObject{{"AttributeName", attribute}, {"AttributeType", type}};
  };
  const auto hash = [](const char* attribute) {
    return JsonArray{JsonObject{{"AttributeName", attribute}, {"KeyType", "HASH"}}};
  };
  JsonObject table{
      {"TableName", name},
      {"BillingMode", "PAY_PER_REQUEST"},
      {"KeySchema", hash("id")},
      {"AttributeDefinitions", JsonArray{part("id", "S")}},
      {"StreamSpecification", {{"StreamEnabled", true}, {"StreamViewType", "NEW_AND_OLD_IMAGES"}}}};
  if (!indexed) return table;
  table["AttributeDefinitions"].as_array().push_back(part("g", "N"));
  table["GlobalSecondaryIndexes"] =
      JsonArray{JsonObject{{"IndexName", "by_g"},
                           {"KeySchema", hash("g")},
                           {"Projection", {{"ProjectionType", "ALL"}}}}};
  return table;
}

// The process that is killed.
class Writing {
 public:
  Writing(Database& database, Said& said, int answers)
      : database_(database), said_(said), left_(answers) {}

  Task<void> write(int writer, std::uint64_t seed) {
    std::minstd_rand random(static_cast<unsigned>(seed + static_cast<unsigned>(writer)));
    while (true) {
      switch (random() % 4) {
        case 0: co_await pair(writer); break;
        case 1: co_await hit(); break;
        default: co_await change(writer, static_cast<int>(random() % keys)); break;
      }
      if (--left_ == 0) ::kill(::getpid(), SIGKILL);
    }
  }

 private:
  Task<void> ask(std::string_view operation, JsonObject input) {
    const auto answer = co_await database_.call(operation, input);
    if (!answer) std::abort();  // not the end that the test waits for
  }

  Task<void> change(int writer, int key) {
    auto& versions = said_.items[writer][key];
    const auto version = ++versions.sent;
    const auto id = id_of(writer, key);
    if (version % 2 == 1) {
      co_await ask("PutItem", put_of("items", id, version));
    } else {
      co_await ask("DeleteItem", {{"TableName", "items"}, {"Key", key_of(id)}});
    }
    versions.acknowledged = version;
  }

  Task<void> pair(int writer) {
    auto& versions = said_.pairs[writer];
    const auto version = ++versions.sent;
    const auto id = id_of(writer, keys);
    const JsonArray both{JsonObject{{"Put", put_of("items", id, version)}},
                         JsonObject{{"Put", put_of("others", id, version)}}};
    co_await ask("TransactWriteItems", {{"TransactItems", both}});
    versions.acknowledged = version;
  }

  Task<void> hit() {
    ++said_.hits.sent;
    co_await ask("UpdateItem", {{"TableName", "others"},
                                {"Key", key_of("hits")},
                                {"UpdateExpression", "ADD v :one"},
                                {"ExpressionAttributeValues", {{":one", {{"N", "1"}}}}}});
    ++said_.hits.acknowledged;
  }

  Database& database_;
  Said& said_;
  std::atomic<int> left_;
};

[[noreturn]] void write_until_killed(const std::string& folder, unsigned seed) {
  auto& said = open_said(folder + "/said");
  const auto store = store::Store::open(folder + "/store", store::Durability::fsync).value();
  const SystemClock clock;
  const auto database = Database::open(*store, clock).value();
  const int answers = 1 + static_cast<int>(std::minstd_rand(seed + 1)() % answers_max);
  Writing writing(*database, said, answers);
  Loops loops(2);
  for (int writer = 0; writer < writers; ++writer) {
    loops.at(static_cast<std::size_t>(writer) % 2).spawn(writing.write(writer, seed));
  }
  loops.start();
  while (true) ::pause();
}

// A version of the item that the database has, 0 when there is none.
class Found {
 public:
  explicit Found(const std::string& folder)
      : database_(store::Store::open(folder + "/store", store::Durability::os).value()) {}

  std::uint64_t version(const std::string& table, const std::string& id) {
    const JsonObject input{{"TableName", table}, {"Key", key_of(id)}};
    const auto answer = database_.call("GetItem", input).value();
    const auto* item = find_member(answer, "Item");
    return item == nullptr ? 0 : std::stoull(std::string(item->at("v").at("N").as_string()));
  }
  void check() {
    const auto checked = check_store(*database_.store).value();
    EXPECT_TRUE(checked.faults.empty()) << checked.faults.size() << ": " << checked.faults.front();
    EXPECT_EQ(checked.folded, 2U);
  }
  TestDatabase& database() { return database_; }

 private:
  TestDatabase database_;
};

// It may be what was acknowledged, or what was sent after that. From now on it is what it is.
void settle(Said::Versions& versions, std::uint64_t found, const std::string& what) {
  EXPECT_GE(found, versions.acknowledged) << what;
  EXPECT_LE(found, versions.sent) << what;
  versions.sent = found;
  versions.acknowledged = found;
}

void check_after_kill(const std::string& folder) {
  auto& said = open_said(folder + "/said");
  Found found(folder);
  found.check();
  settle(said.hits, found.version("others", "hits"), "hits");
  for (int writer = 0; writer < writers; ++writer) {
    const auto both = id_of(writer, keys);
    const auto version = found.version("items", both);
    EXPECT_EQ(found.version("others", both), version) << "half a transaction";
    settle(said.pairs[writer], version, both);
    for (int key = 0; key < keys; ++key) {
      auto& versions = said.items[writer][key];
      const auto id = id_of(writer, key);
      auto there = found.version("items", id);
      // No item is the version that was to delete it.
      if (there == 0) there = versions.sent % 2 == 0 ? versions.sent : versions.acknowledged;
      EXPECT_TRUE(found.version("items", id) != 0 || there % 2 == 0) << id;
      settle(versions, there, id);
    }
  }
}

// The beginning of a write that never came to its end, behind those that did.
void tear_last_write(const std::string& folder, unsigned seed) {
  fs::path newest;
  for (const auto& entry : fs::directory_iterator(folder + "/store")) {
    if (entry.path().extension() == ".log" && entry.path() > newest) newest = entry.path();
  }
  ASSERT_FALSE(newest.empty());
  std::minstd_rand random(seed + 1);
  std::string torn;
  for (auto left = 7 + random() % 200; left > 0; --left) torn += static_cast<char>(random() % 256);
  torn.replace(4, 3, "\x20\x4E\x01");  // a record of 20,000 bytes, of which so many came
  std::ofstream(newest, std::ios::app | std::ios::binary) << torn;
}

int run_writer(const std::string& folder, unsigned seed) {
  std::string program = fs::read_symlink("/proc/self/exe").string(), word = "write";
  std::string path = folder, number = std::to_string(seed);
  char* const words[] = {program.data(), word.data(), path.data(), number.data(), nullptr};
  pid_t child = 0;
  EXPECT_EQ(::posix_spawn(&child, program.c_str(), nullptr, nullptr, words, environ), 0);
  int status = 0;
  EXPECT_EQ(::waitpid(child, &status, 0), child);
  return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

TEST(Crash, FiftyKillsLoseNoAcknowledgedWriteAndLeaveNoneHalfDone) {
  std::string folder = (fs::temp_directory_path() / "syncline-crash-XXXXXX").string();
  ASSERT_NE(::mkdtemp(folder.data()), nullptr);
  const unsigned seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  {
    Found made(folder);
    ASSERT_TRUE(made.database().call("CreateTable", make_table("items", true)).has_value());
    ASSERT_TRUE(made.database().call("CreateTable", make_table("others", false)).has_value());
  }
  for (unsigned kill = 0; kill < kills && !HasFailure(); ++kill) {
    SCOPED_TRACE("kill " + std::to_string(kill));
    ASSERT_EQ(run_writer(folder, seed + kill), SIGKILL);
    if (kill % 5 == 3) tear_last_write(folder, seed + kill);
    check_after_kill(folder);
  }
  const auto& said = open_said(folder + "/said");
  EXPECT_GT(said.hits.acknowledged, 0U);
  fs::remove_all(folder);
}

}  // namespace
}  // namespace syncline::dynamo

int main(int argc, char** argv) {
  if (argc == 4 && std::string_view(argv[1]) == "write") {
    syncline::dynamo::write_until_killed(argv[2],
                                         static_cast<unsigned>(std::strtoul(argv[3], nullptr, 10)));
  }
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
