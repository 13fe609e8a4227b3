// Pages of SELECTs, and whether planning by keys ever changes what a WHERE means.
#include "dynamo/partiql/select.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "dynamo/expression/evaluate.h"
#include "dynamo/test_database.h"
#include "dynamo/wire.h"

namespace syncline::dynamo::partiql {
namespace {

constexpr auto make_table =
    R"({"TableName":"two","BillingMode":"PAY_PER_REQUEST","KeySchema":[)"
    R"({"AttributeName":"p","KeyType":"HASH"},{"AttributeName":"s","KeyType":"RANGE"}],)"
    R"("AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"},)"
    R"({"AttributeName":"s","AttributeType":"N"},{"AttributeName":"x","AttributeType":"S"}],)"
    R"("GlobalSecondaryIndexes":[{"IndexName":"by_x","KeySchema":[)"
    R"({"AttributeName":"x","KeyType":"HASH"},{"AttributeName":"s","KeyType":"RANGE"}],)"
    R"("Projection":{"ProjectionType":"ALL"}}]})";

class Select : public testing::Test {
 protected:
  Select() {
    EXPECT_TRUE(database_.call("CreateTable", make_table));
    for (const char* p : {"a", "b", "c"}) {
      for (int s = 0; s < 5; ++s) {
        Item item;
        item.set("p", Value{std::string(p)});
        item.set("s", Value{Decimal(static_cast<std::uint64_t>(s))});
        item.set("x", Value{std::string(s % 2 == 0 ? "even" : "odd")});
        if (s > 2) item.set("n", Value{Decimal(static_cast<std::uint64_t>(s))});
        put(item);
      }
    }
  }

  void put(const Item& item) {
    EXPECT_TRUE(database_.call("PutItem", {{"TableName", "two"}, {"Item", to_json(item)}}));
    items_.push_back(item);
  }

  Result<Json> page(const std::string& statement, int limit, const Json& token) {
    JsonObject input{{"Statement", statement}};
    if (limit > 0) input["Limit"] = limit;
    if (token.is_string()) input["NextToken"] = token;
    return database_.call("ExecuteStatement", input);
  }

  // "a0 a1 …" of all pages, as they come; the fault if there is one.
  std::string all(const std::string& statement, int limit) {
    std::string rows;
    Json token;
    do {
      const auto answer = page(statement, limit, token);
      if (!answer) return answer.error().message;
      const auto& items = answer->at("Items").as_array();
      EXPECT_TRUE(limit == 0 || std::ssize(items) <= limit);
      for (const auto& item : items) {
        rows += (rows.empty() ? "" : " ") + std::string(item.at("p").at("S").as_string()) +
                std::string(item.at("s").at("N").as_string());
      }
      const auto* next = find_member(*answer, "NextToken");
      EXPECT_EQ(next == nullptr, find_member(*answer, "LastEvaluatedKey") == nullptr);
      token = next == nullptr ? Json() : *next;
    } while (token.is_string());
    return rows;
  }

  TestDatabase database_;
  std::vector<Item> items_;
};

TEST_F(Select, ComesInPages) {
  for (const int limit : {0, 1, 2, 4, 5, 100}) {
    EXPECT_EQ(all("SELECT * FROM two WHERE p = 'b' ORDER BY s", limit), "b0 b1 b2 b3 b4") << limit;
    EXPECT_EQ(all("SELECT * FROM two WHERE p = 'b' ORDER BY s DESC", limit), "b4 b3 b2 b1 b0");
    EXPECT_EQ(all("SELECT * FROM two WHERE p IN ['c', 'a'] AND s > 2 ORDER BY p, s DESC", limit),
              "a4 a3 c4 c3");
    EXPECT_EQ(all("SELECT * FROM two WHERE p IN ['a', 'c'] AND n = 4 ORDER BY p DESC, s", limit),
              "c4 a4");
    EXPECT_EQ(all("SELECT * FROM two.by_x WHERE x = 'odd' AND s < 3 AND p = 'b'", limit), "b1");
    const auto scanned = all("SELECT * FROM two", limit);
    EXPECT_EQ(std::ranges::count(scanned, ' '), 14) << limit;
    EXPECT_EQ(all("SELECT * FROM two", 0), scanned) << limit;
  }
}

TEST_F(Select, EndsAPageAfterAMegabyte) {
  for (int s = 10; s < 20; ++s) {
    Item item;
    item.set("p", Value{std::string(s % 2 == 0 ? "y" : "z")});
    item.set("s", Value{Decimal(static_cast<std::uint64_t>(s))});
    item.set("v", Value{std::string(300'000, 'v')});
    put(item);
  }
  const std::string statement = "SELECT p, s FROM two WHERE p IN ['y', 'z'] ORDER BY p, s";
  const auto first = page(statement, 0, nullptr);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->at("Items").as_array().size(), 4u);  // 1.2 MB, over both partitions
  EXPECT_EQ(all(statement, 0), "y10 y12 y14 y16 y18 z11 z13 z15 z17 z19");
}

TEST_F(Select, GoesOnWithItsOwnTokenOnly) {
  const std::string statement = "SELECT * FROM two WHERE p = 'a'";
  const auto first = page(statement, 2, nullptr);
  ASSERT_TRUE(first);
  const auto& token = first->at("NextToken");
  const auto rest = page(statement, 0, token);  // another limit is well
  ASSERT_TRUE(rest);
  EXPECT_EQ(rest->at("Items").as_array().size(), 3u);
  const auto other = page("SELECT * FROM two WHERE p = 'b'", 2, token);
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().message, "NextToken does not match request");
}

// Conditions on keys and others, joined at random.
class Conditions {
 public:
  explicit Conditions(unsigned seed) : random_(seed) {}

  std::string make(int depth) {
    if (depth > 0 && pick(3) > 0) {
      if (pick(4) == 0) return "NOT (" + make(depth - 1) + ")";
      std::string joined = "(" + make(depth - 1) + (pick(2) == 0 ? " AND " : " OR ");
      return joined + make(depth - 1) + ")";
    }
    const auto s = std::to_string(pick(5));
    const auto more = std::to_string(pick(5) + 5);
    switch (pick(10)) {
      case 0:
      case 1: return "p = '" + name() + "'";
      case 2: return "p IN ['" + name() + "', '" + name() + "x']";
      case 3: return "s = " + s;
      case 4: return "s > " + s;
      case 5: return s + " >= s";
      case 6: return "s BETWEEN " + s + " AND " + more;
      case 7: return "s IN [" + s + ", " + more + "]";
      case 8: return "n IS MISSING";
      default: return "x = 'even'";
    }
  }

 private:
  unsigned pick(unsigned count) { return random_() % count; }
  std::string name() { return {static_cast<char>('a' + pick(4))}; }

  std::mt19937 random_;
};

TEST_F(Select, MeansWhatItsConditionSays) {
  int planned = 0;
  for (unsigned seed = 0; seed < 1'500; ++seed) {
    Conditions conditions(seed);
    auto where = conditions.make(3);
    if (seed % 2 == 0) where = "p = 'a' AND " + where;
    const auto source = seed % 3 == 0 ? "two.by_x" : "two";
    const auto text = std::string("SELECT * FROM ") + source + " WHERE " + where;
    const auto statement = parse_statement(text, {});
    ASSERT_TRUE(statement) << text;
    std::vector<std::string> expected;
    for (const auto& item : items_) {
      if (!matches(*statement->where, item)) continue;
      expected.push_back(*item.find("p")->as<std::string>() +
                         item.find("s")->as<Decimal>()->to_string());
    }
    const auto rows = all(text, seed % 5 == 0 ? 2 : 0);
    if (rows.starts_with("Overlapping conditions")) continue;  // what DynamoDB refuses
    ++planned;
    std::vector<std::string> got;
    for (std::size_t at = 0; at < rows.size(); at += 3) got.push_back(rows.substr(at, 2));
    std::ranges::sort(got);
    std::ranges::sort(expected);
    EXPECT_EQ(got, expected) << text;
  }
  EXPECT_GT(planned, 1'000);
}

}  // namespace
}  // namespace syncline::dynamo::partiql
