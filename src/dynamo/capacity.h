// ConsumedCapacity: what a request would cost on AWS (AWS: "DynamoDB Developer Guide", Read and
// write operations, capacity unit consumption).
#pragma once

#include <cstddef>
#include <map>
#include <string>

#include "base/result.h"
#include "dynamo/table.h"

namespace syncline::dynamo {

struct Consumed {
  double table = 0;
  std::map<std::string, double> local, global;  // by index name

  void add(const Index& index, double units);
  void add(const Consumed& other);
  [[nodiscard]] double total() const;
};

double write_units(std::size_t item_bytes);
double read_units(std::size_t bytes, bool consistent);

enum class UnitKind : unsigned char { plain, transaction_read, transaction_write };

// Whether the request asks for it; if so, adds the member ConsumedCapacity to the answer.
void add_consumed(JsonObject& answer, const JsonObject& input, const Table& table,
                  const Consumed& consumed);
// The same for requests on several tables: a list.
void add_consumed(JsonObject& answer, const JsonObject& input,
                  const std::map<std::string, Consumed>& consumed, UnitKind kind = UnitKind::plain);

}  // namespace syncline::dynamo
