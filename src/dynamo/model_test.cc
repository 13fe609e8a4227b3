// Random operations on the database and on a naive model of one table with a global index and a
// local one; after each, both must agree, in their counts too.
#include <gtest/gtest.h>

#include <map>
#include <random>
#include <vector>

#include "dynamo/decimal.h"
#include "dynamo/test_database.h"

namespace syncline::dynamo {
namespace {

struct Record {
  int count = 0;
  int group = -1;  // none when negative: then it is not in the index
};
using Key = std::pair<std::string, double>;

constexpr auto make_table =
    R"({"TableName":"model","BillingMode":"PAY_PER_REQUEST","KeySchema":[)"
    R"({"AttributeName":"p","KeyType":"HASH"},{"AttributeName":"s","KeyType":"RANGE"}],)"
    R"("AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"},)"
    R"({"AttributeName":"s","AttributeType":"N"},{"AttributeName":"g","AttributeType":"N"},)"
    R"({"AttributeName":"count","AttributeType":"N"}],"LocalSecondaryIndexes":[{)"
    R"("IndexName":"by_count","KeySchema":[{"AttributeName":"p","KeyType":"HASH"},)"
    R"({"AttributeName":"count","KeyType":"RANGE"}],)"
    R"("Projection":{"ProjectionType":"KEYS_ONLY"}}],)"
    R"("GlobalSecondaryIndexes":[{"IndexName":"by_g","KeySchema":[)"
    R"({"AttributeName":"g","KeyType":"HASH"},{"AttributeName":"s","KeyType":"RANGE"}],)"
    R"("Projection":{"ProjectionType":"ALL"}}]})";

Json number(double value) {
  auto text = to_json(Json(value));
  if (text.ends_with(".0")) text.resize(text.size() - 2);
  return JsonObject{{"N", text}};
}

JsonObject key_json(const Key& key) {
  return {{"p", {{"S", key.first}}}, {"s", number(key.second)}};
}

JsonObject item_json(const Key& key, const Record& record) {
  auto item = key_json(key);
  item["count"] = number(record.count);
  if (record.group >= 0) item["g"] = number(record.group);
  return item;
}

class Model {
 public:
  explicit Model(unsigned seed) : random_(seed) {
    EXPECT_TRUE(database_.call("CreateTable", make_table).has_value());
  }

  void step() {
    switch (below(10)) {
      case 0:
      case 1: put(); break;
      case 2: put_when_absent(); break;
      case 3: add(); break;
      case 4: erase_when_counted(); break;
      case 5: get(); break;
      case 6: query(); break;
      case 7: query_index(); break;
      case 8: query_local_index(); break;
      default: scan(); break;
    }
  }

 private:
  int below(int bound) { return static_cast<int>(random_() % static_cast<unsigned>(bound)); }

  Key any_key() {
    return {std::string(1, static_cast<char>('a' + below(4))), (below(17) - 8) * 0.5};
  }
  Record any_record() { return {below(5), below(4) - 1}; }

  JsonObject on_table() { return {{"TableName", "model"}}; }

  void put() {
    const auto key = any_key();
    const auto record = any_record();
    auto input = on_table();
    input["Item"] = item_json(key, record);
    input["ReturnValues"] = "ALL_OLD";
    const auto answer = database_.call("PutItem", input).value();
    const auto old = items_.find(key);
    EXPECT_EQ(answer.get_object().contains("Attributes"), old != items_.end());
    if (old != items_.end()) EXPECT_EQ(answer.at("Attributes"), item_json(key, old->second));
    items_[key] = record;
  }

  void put_when_absent() {
    const auto key = any_key();
    const auto record = any_record();
    auto input = on_table();
    input["Item"] = item_json(key, record);
    input["ConditionExpression"] = "attribute_not_exists(p)";
    EXPECT_EQ(database_.call("PutItem", input).has_value(), items_.emplace(key, record).second);
  }

  void add() {
    const auto key = any_key();
    auto input = on_table();
    input["Key"] = key_json(key);
    const bool sets = below(2) == 0;
    const int group = below(3);
    input["UpdateExpression"] = sets ? "ADD #c :one SET g = :g" : "ADD #c :one REMOVE g";
    input["ExpressionAttributeNames"] = {{"#c", "count"}};
    input["ExpressionAttributeValues"] = {{":one", number(1)}};
    if (sets) input["ExpressionAttributeValues"].as_object()[":g"] = number(group);
    input["ReturnValues"] = "ALL_NEW";
    auto& record = items_[key];
    ++record.count;
    record.group = sets ? group : -1;
    EXPECT_EQ(database_.call("UpdateItem", input)->at("Attributes"), item_json(key, record));
  }

  void erase_when_counted() {
    const auto key = any_key();
    auto input = on_table();
    input["Key"] = key_json(key);
    input["ConditionExpression"] = "#c >= :two";
    input["ExpressionAttributeNames"] = {{"#c", "count"}};
    input["ExpressionAttributeValues"] = {{":two", number(2)}};
    const auto found = items_.find(key);
    const bool erases = found != items_.end() && found->second.count >= 2;
    EXPECT_EQ(database_.call("DeleteItem", input).has_value(), erases);
    if (erases) items_.erase(found);
  }

  void get() {
    const auto key = any_key();
    auto input = on_table();
    input["Key"] = key_json(key);
    const auto answer = database_.call("GetItem", input).value();
    const auto found = items_.find(key);
    const Json wanted =
        found == items_.end() ? JsonObject() : JsonObject{{"Item", item_json(key, found->second)}};
    EXPECT_EQ(answer, wanted);
  }

  // All pages of the read, a few items each.
  JsonArray read_all(std::string_view operation, JsonObject input) {
    JsonArray all;
    input["Limit"] = 1 + below(6);
    while (true) {
      const auto page = database_.call(operation, input).value();
      for (const auto& item : page.at("Items").as_array()) all.push_back(item);
      const auto* last = find_member(page, "LastEvaluatedKey");
      if (last == nullptr) return all;
      input["ExclusiveStartKey"] = *last;
    }
  }

  void query() {
    const auto from = any_key();
    const bool forward = below(2) == 0;
    auto input = on_table();
    input["KeyConditionExpression"] = "p = :p AND s >= :s";
    input["ExpressionAttributeValues"] = {{":p", {{"S", from.first}}}, {":s", number(from.second)}};
    input["ScanIndexForward"] = forward;
    JsonArray wanted;
    for (auto at = items_.lower_bound(from); at != items_.end() && at->first.first == from.first;
         ++at) {
      wanted.insert(forward ? wanted.end() : wanted.begin(), item_json(at->first, at->second));
    }
    EXPECT_EQ(read_all("Query", input), wanted);
  }

  void query_index() {
    const int group = below(3);
    auto input = on_table();
    input["IndexName"] = "by_g";
    input["KeyConditionExpression"] = "g = :g";
    input["ExpressionAttributeValues"] = {{":g", number(group)}};
    std::multimap<double, std::string> wanted, got;
    for (const auto& [key, record] : items_) {
      if (record.group == group) wanted.emplace(key.second, key.first);
    }
    double last = -1000;
    for (const auto& item : read_all("Query", input)) {
      const auto sort = std::stod(std::string(item.at("s").at("N").as_string()));
      EXPECT_LE(last, sort);
      last = sort;
      const std::string partition(item.at("p").at("S").as_string());
      got.emplace(sort, partition);
      EXPECT_EQ(item, item_json({partition, sort}, items_[{partition, sort}]));
    }
    EXPECT_EQ(multiset_of(got), multiset_of(wanted));
  }

  // A partition by its counts: keys only, or whole items, fetched from the table.
  void query_local_index() {
    const auto partition = any_key().first;
    const bool whole = below(2) == 0;
    auto input = on_table();
    input["IndexName"] = "by_count";
    input["KeyConditionExpression"] = "p = :p AND #c >= :one";
    input["ExpressionAttributeNames"] = {{"#c", "count"}};
    input["ExpressionAttributeValues"] = {{":p", {{"S", partition}}}, {":one", number(1)}};
    if (whole) input["Select"] = "ALL_ATTRIBUTES";
    std::size_t wanted = 0;
    for (const auto& [key, record] : items_) {
      wanted += key.first == partition && record.count >= 1 ? 1 : 0;
    }
    double last = 0;
    const auto rows = read_all("Query", input);
    EXPECT_EQ(rows.size(), wanted);
    for (const auto& row : rows) {
      const Key key{partition, std::stod(std::string(row.at("s").at("N").as_string()))};
      const auto found = items_.find(key);
      ASSERT_NE(found, items_.end());
      auto item = item_json(key, found->second);
      if (!whole) item.erase("g");
      EXPECT_EQ(row, item);
      EXPECT_LE(last, found->second.count);
      last = found->second.count;
    }
  }

  static std::size_t bytes_of_number(const std::string& text) {
    return Decimal::parse(text)->size();
  }
  static std::string text_of(const Json& typed) { return std::string(typed.at("N").as_string()); }

  // Names and values, as DynamoDB counts them.
  static std::size_t bytes_of_key(const Key& key) {
    return 1 + key.first.size() + 1 + bytes_of_number(text_of(number(key.second)));
  }

  void compare_counts() {
    std::size_t bytes = 0, grouped = 0, grouped_bytes = 0, local_bytes = 0;
    for (const auto& [key, record] : items_) {
      const auto local = bytes_of_key(key) + 5 + bytes_of_number(std::to_string(record.count));
      const auto group = record.group < 0 ? 0 : 1 + bytes_of_number(std::to_string(record.group));
      local_bytes += local;
      bytes += local + group;
      grouped += record.group < 0 ? 0 : 1;
      grouped_bytes += record.group < 0 ? 0 : local + group;
    }
    const auto answer = database_.call("DescribeTable", on_table()).value();
    const auto& table = answer.at("Table");
    const auto& global = table.at("GlobalSecondaryIndexes").at(0);
    const auto& local = table.at("LocalSecondaryIndexes").at(0);
    const auto counted = [](const Json& of, std::string_view member) {
      return of.at(member).to_number<std::size_t>();
    };
    EXPECT_EQ(counted(table, "ItemCount"), items_.size());
    EXPECT_EQ(counted(table, "TableSizeBytes"), bytes);
    EXPECT_EQ(counted(global, "ItemCount"), grouped);
    EXPECT_EQ(counted(global, "IndexSizeBytes"), grouped_bytes);
    EXPECT_EQ(counted(local, "ItemCount"), items_.size());
    EXPECT_EQ(counted(local, "IndexSizeBytes"), local_bytes);
  }

  static std::multimap<Key, int> multiset_of(const std::multimap<double, std::string>& rows) {
    std::multimap<Key, int> set;
    for (const auto& [sort, partition] : rows) set.emplace(Key{partition, sort}, 0);
    return set;
  }

  void scan() {
    std::map<Key, Json> got;
    for (const auto& item : read_all("Scan", on_table())) {
      const Key key{item.at("p").at("S").as_string(),
                    std::stod(std::string(item.at("s").at("N").as_string()))};
      EXPECT_TRUE(got.emplace(key, item).second);
    }
    ASSERT_EQ(got.size(), items_.size());
    for (const auto& [key, record] : items_) EXPECT_EQ(got[key], item_json(key, record));
    compare_counts();
    if (below(10) == 0) database_.reopen();
  }

  TestDatabase database_;
  std::map<Key, Record> items_;
  std::mt19937 random_;
};

TEST(Model, AgreesAfterEveryStep) {
  for (const unsigned seed : {1U, 2U}) {
    Model model(seed);
    for (int step = 0; step < 1200; ++step) {
      model.step();
      ASSERT_FALSE(testing::Test::HasFailure()) << "seed " << seed << ", step " << step;
    }
  }
}

}  // namespace
}  // namespace syncline::dynamo
