// Eight clients of one database on several loops: conditional writes, counters, transactions and
// reads of a few items. Whatever they see must have an order (history.h).
#include <gtest/gtest.h>

#include <atomic>
#include <random>

#include "dynamo/test_database.h"
#include "test/model/history.h"

namespace syncline::model {
namespace {

constexpr std::size_t counters = 3;
constexpr int clients = 8;
constexpr int calls_each = 7;
constexpr unsigned histories = 200;

constexpr auto make_table =
    R"({"TableName":"counters","BillingMode":"PAY_PER_REQUEST","KeySchema":[)"
    R"({"AttributeName":"p","KeyType":"HASH"},{"AttributeName":"s","KeyType":"RANGE"}],)"
    R"("AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"},)"
    R"({"AttributeName":"s","AttributeType":"N"},{"AttributeName":"g","AttributeType":"S"}],)"
    R"("GlobalSecondaryIndexes":[{"IndexName":"by_g","KeySchema":[)"
    R"({"AttributeName":"g","KeyType":"HASH"},{"AttributeName":"s","KeyType":"RANGE"}],)"
    R"("Projection":{"ProjectionType":"ALL"}}]})";

Json number(std::size_t value) { return JsonObject{{"N", std::to_string(value)}}; }
Json number(int value) { return JsonObject{{"N", std::to_string(value)}}; }
Json text(std::string_view value) { return JsonObject{{"S", value}}; }

JsonObject key_of(std::size_t counter) { return {{"p", text("p")}, {"s", number(counter)}}; }

// Of an item or of an answer's attributes.
std::string counter_in(const Json* item) {
  const auto* value = item == nullptr ? nullptr : find_member(*item, "n");
  return value == nullptr ? "none" : std::string(value->at("N").as_string());
}

// The input of PutItem, UpdateItem, DeleteItem, or of a part of a transaction.
struct Wire {
  std::string_view operation;
  JsonObject input;
};

Wire wire_of(const Part& part) {
  JsonObject input{{"TableName", "counters"}};
  JsonObject values;
  std::string_view operation = "ConditionCheck";
  if (part.change == Part::Change::set) {
    operation = "Put";
    auto item = key_of(part.counter);
    item["n"] = number(part.value);
    item["g"] = text("g");
    input["Item"] = std::move(item);
  } else {
    input["Key"] = key_of(part.counter);
  }
  if (part.change == Part::Change::erase) operation = "Delete";
  if (part.change == Part::Change::add) {
    operation = "Update";
    input["UpdateExpression"] = "SET g = :g ADD n :more";
    values = {{":g", text("g")}, {":more", number(part.value)}};
  }
  if (part.when) {
    const bool absent = !part.when->has_value();
    input["ConditionExpression"] = absent ? "attribute_not_exists(p)" : "n = :when";
    if (!absent) values[":when"] = number(**part.when);
    input["ReturnValuesOnConditionCheckFailure"] = "ALL_OLD";
  }
  if (!values.empty()) input["ExpressionAttributeValues"] = std::move(values);
  return {operation, std::move(input)};
}

std::string failure_in(const Json& reason) {
  return "failed " + counter_in(find_member(reason, "Item"));
}

Task<void> write_one(dynamo::Database& database, Recorded& call) {
  const auto& part = call.parts.front();
  auto wire = wire_of(part);
  if (part.sees != Part::Sees::nothing) {
    wire.input["ReturnValues"] = part.sees == Part::Sees::before ? "ALL_OLD" : "ALL_NEW";
  }
  const auto operation = std::string(wire.operation) + "Item";
  const auto answer = co_await database.call(operation, wire.input);
  if (!answer) {
    EXPECT_EQ(answer.error().type, "ConditionalCheckFailedException");
    call.seen = {failure_in(answer.error().detail)};
    co_return;
  }
  const bool sees = part.sees != Part::Sees::nothing;
  call.seen = {sees ? counter_in(find_member(*answer, "Attributes")) : ""};
}

Task<void> transact(dynamo::Database& database, Recorded& call) {
  JsonArray items;
  for (const auto& part : call.parts) {
    auto wire = wire_of(part);
    items.push_back(JsonObject{{wire.operation, std::move(wire.input)}});
  }
  const JsonObject input{{"TransactItems", std::move(items)}};
  const auto answer = co_await database.call("TransactWriteItems", input);
  call.seen.assign(call.parts.size(), "");
  if (answer) co_return;
  EXPECT_EQ(answer.error().type, "TransactionCanceledException");
  const auto& reasons = answer.error().detail.at("CancellationReasons").as_array();
  for (std::size_t i = 0; i < reasons.size(); ++i) {
    if (reasons[i].at("Code") != "None") call.seen.at(i) = failure_in(reasons[i]);
  }
}

Task<void> get(dynamo::Database& database, Recorded& call) {
  const JsonObject input{{"TableName", "counters"},
                         {"Key", key_of(call.parts.front().counter)},
                         {"ConsistentRead", true}};
  const auto answer = co_await database.call("GetItem", input);
  EXPECT_TRUE(answer.has_value());
  call.seen = {counter_in(find_member(*answer, "Item"))};
}

Task<void> get_all(dynamo::Database& database, Recorded& call) {
  JsonArray items;
  for (const auto& part : call.parts) {
    const JsonObject get{{"TableName", "counters"}, {"Key", key_of(part.counter)}};
    items.push_back(JsonObject{{"Get", get}});
  }
  const JsonObject input{{"TransactItems", std::move(items)}};
  const auto answer = co_await database.call("TransactGetItems", input);
  EXPECT_TRUE(answer.has_value());
  for (const auto& one : answer->at("Responses").as_array()) {
    call.seen.push_back(counter_in(find_member(one, "Item")));
  }
}

// A page is of one moment here, of an index too.
Task<void> query(dynamo::Database& database, Recorded& call, bool by_index) {
  JsonObject input{{"TableName", "counters"},
                   {"KeyConditionExpression", by_index ? "g = :h" : "p = :h"},
                   {"ExpressionAttributeValues", {{":h", text(by_index ? "g" : "p")}}}};
  if (by_index) input["IndexName"] = "by_g";
  const auto answer = co_await database.call("Query", input);
  EXPECT_TRUE(answer.has_value());
  call.seen.assign(call.parts.size(), "none");
  for (const auto& item : answer->at("Items").as_array()) {
    const auto counter = std::stoul(std::string(item.at("s").at("N").as_string()));
    call.seen.at(counter) = counter_in(&item);
  }
}

// One client: what it does next depends on what it has seen.
class Client {
 public:
  Client(dynamo::Database& database, std::atomic<std::uint64_t>& moments, int number, unsigned seed)
      : database_(database),
        moments_(moments),
        number_(number),
        random_(seed * 100 + static_cast<unsigned>(number)) {}

  Task<void> run(std::vector<Recorded>& calls) {
    for (int i = 0; i < calls_each; ++i) {
      Recorded call{number_, {}};
      const auto kind = below(12);
      choose(kind, call.parts);
      call.began = ++moments_;
      co_await carry_out(kind, call);
      call.ended = ++moments_;
      remember(call);
      calls.push_back(std::move(call));
    }
  }

 private:
  std::size_t below(std::size_t bound) { return random_() % bound; }

  Part reading(std::size_t counter) { return {.counter = counter, .sees = Part::Sees::after}; }

  Part writing(std::size_t counter) {
    static constexpr Part::Change changes[] = {Part::Change::set, Part::Change::add,
                                               Part::Change::add, Part::Change::erase};
    Part part{.counter = counter, .change = changes[below(4)]};
    part.value = number_ * 1000 + ++values_;
    return part;
  }

  // 0, 1: one write; 2, 3: one on a condition; 4, 5: a transaction; 6 …: reads.
  void choose(std::size_t kind, std::vector<Part>& parts) {
    const auto counter = below(counters);
    if (kind < 4) {
      auto part = writing(counter);
      const bool adds = part.change == Part::Change::add;
      part.sees = adds ? Part::Sees::after : Part::Sees::before;
      if (kind > 1) part.when = known_[counter];
      parts = {part};
    } else if (kind < 6) {
      for (std::size_t i = 0; i < counters; ++i) {
        if (i == counter && below(2) == 0) continue;
        auto part = writing(i);
        if (below(2) == 0) part.when = known_[i];
        if (part.when && below(3) == 0) part.change = Part::Change::keep;
        parts.push_back(part);
      }
    } else if (kind < 8) {
      parts = {reading(counter)};
    } else {
      for (std::size_t i = 0; i < counters; ++i) parts.push_back(reading(i));
    }
  }

  Task<void> carry_out(std::size_t kind, Recorded& call) {
    if (kind < 4) co_return co_await write_one(database_, call);
    if (kind < 6) co_return co_await transact(database_, call);
    if (kind < 8) co_return co_await get(database_, call);
    if (kind < 10) co_return co_await get_all(database_, call);
    co_await query(database_, call, kind == 11);
  }

  void remember(const Recorded& call) {
    for (std::size_t i = 0; i < call.parts.size(); ++i) {
      auto seen = call.seen.at(i);
      if (seen.starts_with("failed ")) seen = seen.substr(7);
      if (seen.empty()) continue;
      const auto& part = call.parts[i];
      auto& known = known_[part.counter];
      known = seen == "none" ? Counter() : Counter(std::stoi(seen));
      if (part.sees != Part::Sees::before) continue;
      known = part.change == Part::Change::set ? Counter(part.value) : std::nullopt;
    }
  }

  dynamo::Database& database_;
  std::atomic<std::uint64_t>& moments_;
  int number_;
  std::mt19937 random_;
  int values_ = 0;
  Counters known_ = Counters(counters);
};

Task<void> counted(Task<void> work, std::atomic<int>& left) {
  co_await std::move(work);
  if (--left == 0) left.notify_one();
}

std::vector<Recorded> record(unsigned seed) {
  const std::size_t threads = 2 + seed % 3;
  Loops loops(threads);  // outlives the store, which posts to it
  dynamo::TestDatabase database;
  EXPECT_TRUE(database.call("CreateTable", make_table).has_value());
  std::atomic<std::uint64_t> moments = 0;
  std::atomic<int> left = clients;
  std::vector<Client> all;
  std::vector<std::vector<Recorded>> calls(clients);
  for (int i = 0; i < clients; ++i) all.emplace_back(*database.database, moments, i, seed);
  for (std::size_t i = 0; i < clients; ++i) {
    loops.at(i % threads).spawn(counted(all[i].run(calls[i]), left));
  }
  loops.start();
  for (int now = left; now > 0; now = left) left.wait(now);
  loops.stop();
  std::vector<Recorded> together;
  for (const auto& one : calls) together.insert(together.end(), one.begin(), one.end());
  return together;
}

int overlaps(const std::vector<Recorded>& calls) {
  int count = 0;
  for (const auto& a : calls) {
    for (const auto& b : calls) count += a.began < b.began && b.began < a.ended ? 1 : 0;
  }
  return count;
}

TEST(DynamoDb, HistoriesOfEightClientsAreLinearizable) {
  int together = 0;
  int failed = 0;
  for (unsigned seed = 1; seed <= histories; ++seed) {
    const auto calls = record(seed);
    together += overlaps(calls);
    for (const auto& call : calls) {
      for (const auto& seen : call.seen) failed += seen.starts_with("failed") ? 1 : 0;
    }
    ASSERT_TRUE(is_linearizable(calls, Counters(counters))) << "seed " << seed << "\n"
                                                            << show(calls);
  }
  // Or the test has shown nothing.
  EXPECT_GT(together, static_cast<int>(histories) * 20);
  EXPECT_GT(failed, static_cast<int>(histories) * 2);
}

Part set(std::size_t counter, int value) {
  return {.counter = counter, .change = Part::Change::set, .value = value};
}
Part read(std::size_t counter) { return {.counter = counter, .sees = Part::Sees::after}; }

TEST(History, TakesEitherOrderOfCallsThatOverlap) {
  for (const auto* seen : {"1", "2"}) {
    EXPECT_TRUE(is_linearizable(
        {{0, {set(0, 1)}, {""}, 1, 4}, {1, {set(0, 2)}, {""}, 2, 3}, {2, {read(0)}, {seen}, 5, 6}},
        Counters(2)));
  }
}

TEST(History, RefusesAReadOfWhatWasOverwrittenBeforeItBegan) {
  EXPECT_FALSE(is_linearizable(
      {{0, {set(0, 1)}, {""}, 1, 2}, {1, {set(0, 2)}, {""}, 3, 4}, {2, {read(0)}, {"1"}, 5, 6}},
      Counters(1)));
}

TEST(History, RefusesToGoBackInTime) {
  EXPECT_FALSE(is_linearizable(
      {{0, {set(0, 1)}, {""}, 1, 8}, {1, {read(0)}, {"1"}, 2, 3}, {1, {read(0)}, {"none"}, 4, 5}},
      Counters(1)));
}

TEST(History, RefusesATornTransaction) {
  const std::vector<Part> both{read(0), read(1)};
  EXPECT_FALSE(is_linearizable(
      {{0, {set(0, 1), set(1, 1)}, {"", ""}, 1, 4}, {1, both, {"1", "none"}, 2, 3}}, Counters(2)));
}

TEST(History, RefusesALostUpdate) {
  const auto add = [](int client, std::string seen, std::uint64_t began) {
    const Part part{
        .counter = 0, .change = Part::Change::add, .value = 1, .sees = Part::Sees::after};
    return Recorded{client, {part}, {std::move(seen)}, began, began + 10};
  };
  EXPECT_FALSE(is_linearizable({add(0, "1", 1), add(1, "1", 2)}, Counters(1)));
  EXPECT_TRUE(is_linearizable({add(0, "1", 1), add(1, "2", 2)}, Counters(1)));
}

TEST(History, RefusesAConditionThatCouldNotFail) {
  auto part = set(0, 2);
  part.when = Counter(1);
  EXPECT_FALSE(is_linearizable({{0, {set(0, 1)}, {""}, 1, 2}, {1, {part}, {"failed 1"}, 3, 4}},
                               Counters(1)));
}

}  // namespace
}  // namespace syncline::model
