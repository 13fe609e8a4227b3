// ItemCollectionMetrics: which item collections a request touched, and how large they are about
// (AWS: "DynamoDB API Reference", ItemCollectionMetrics). Only tables with local indexes have
// collections.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "dynamo/call.h"

namespace syncline::dynamo {

// Of an operation on one item: adds the member ItemCollectionMetrics when it is asked for.
void add_collection_metrics(JsonObject& answer, const Call& call, const Table& table,
                            const Item& key);

// Of an operation on several: a list for each table, in which each collection stands once.
class CollectionMetrics {
 public:
  explicit CollectionMetrics(const Call& call) : call_(call) {}

  void add(const std::string& name, const Table& table, const Item& key);
  void add_to(JsonObject& answer) const;  // when it is asked for and there are any

 private:
  const Call& call_;
  std::map<std::string, JsonArray> tables_;
  std::map<std::string, std::vector<Value>> seen_;  // the collections of a table, by its name
};

}  // namespace syncline::dynamo
