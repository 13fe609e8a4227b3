// Random operations on the database and on a naive model of one table with a global index; after
// each, both must agree.
#include <gtest/gtest.h>

#include <map>
#include <random>
#include <vector>

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
    R"({"AttributeName":"s","AttributeType":"N"},{"AttributeName":"g","AttributeType":"N"}],)"
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
    switch (below(9)) {
      case 0:
      case 1: put(); break;
      case 2: put_when_absent(); break;
      case 3: add(); break;
      case 4: erase_when_counted(); break;
      case 5: get(); break;
      case 6: query(); break;
      case 7: query_index(); break;
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
    const auto table = database_.call("DescribeTable", on_table()).value();
    EXPECT_EQ(table.at("Table").at("ItemCount").to_number<std::size_t>(), items_.size());
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
