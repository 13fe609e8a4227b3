// AWS: "DynamoDB API Reference", BatchGetItem.
#include <map>
#include <set>

#include "base/limits.h"
#include "dynamo/call.h"
#include "dynamo/capacity.h"
#include "dynamo/errors.h"
#include "dynamo/expressions.h"
#include "dynamo/item_rules.h"
#include "dynamo/legacy.h"
#include "dynamo/row_change.h"
#include "dynamo/row_keys.h"
#include "dynamo/shape.h"
#include "dynamo/wire.h"

namespace syncline::dynamo {
namespace {

constexpr Field one_key{.kind = Kind::map, .inner = {&fields::value, 1}};
constexpr Field part_fields[] = {{.name = "Keys",
                                  .kind = Kind::list,
                                  .required = true,
                                  .least = 1,
                                  .most = limits::batch_get_keys_max,
                                  .inner = {&one_key, 1}},
                                 fields::attributes_to_get,
                                 fields::consistent_read,
                                 fields::projection,
                                 fields::names};
constexpr Field part_of_table{
    .kind = Kind::structure, .inner = part_fields, .class_name = "KeysAndAttributes"};
constexpr Field request_fields[] = {fields::consumed_capacity,
                                    {.name = "RequestItems",
                                     .kind = Kind::map,
                                     .required = true,
                                     .least = 1,
                                     .most = limits::batch_get_tables_max,
                                     .inner = {&part_of_table, 1}}};
constexpr std::string_view expressions[] = {"ProjectionExpression"};
constexpr std::string_view others[] = {"AttributesToGet"};

struct Part {  // what is asked of one table
  std::string name;
  const JsonObject* input = nullptr;
  SharedTable table;
  std::vector<Item> keys;
  std::optional<Selection> selection;
};

Result<Part> read_part(std::string_view name, const JsonObject& input) {
  Part part;
  part.name = name;
  part.input = &input;
  TRY(check_expression_members(input, {expressions, others}));
  TRY(auto request, Expressions::read(input, expressions));
  TRY(read_attributes_to_get(input, request));
  part.selection = request.selection();
  for (const auto& json : array_or_empty(input, "Keys")) {
    TRY(auto key, item_from_json(json.get_object()));
    part.keys.push_back(std::move(key));
  }
  return part;
}

Result<std::vector<Part>> read_parts(const JsonObject& input) {
  std::vector<Part> parts;
  std::size_t count = 0;
  for (const auto& member : object_or_empty(input, "RequestItems")) {
    if (member.value().is_null()) continue;
    TRY(auto part, read_part(member.key(), member.value().get_object()));
    count += part.keys.size();
    if (count > limits::batch_get_keys_max) {
      return validation_error("Too many items requested for the BatchGetItem call");
    }
    parts.push_back(std::move(part));
  }
  return parts;
}

// `seen` is of all parts: a table may be named twice, by its name and by its ARN.
Result<void> check_keys(Part& part, const Tables& tables, std::set<std::string>& seen) {
  TRY(part.table, tables.get(part.name));
  for (const auto& key : part.keys) {
    TRY(check_key(part.table->key, key));
    if (!seen.insert(item_row_key(*part.table, key)).second) {
      return validation_error("Provided list of item keys contains duplicates");
    }
  }
  return {};
}

class BatchReader {
 public:
  BatchReader(const store::Store& store, const JsonObject& input) : store_(store), input_(input) {}

  Result<void> read(const Part& part) {
    JsonArray found, left;
    const bool consistent = boolean_or(*part.input, "ConsistentRead", false);
    for (const auto& key : part.keys) {
      if (bytes_ >= limits::batch_get_bytes_max) {
        left.push_back(to_json(key));
        continue;
      }
      TRY(const auto item, read_item(store_, *part.table, key));
      const auto bytes = item ? size_of(*item) : 0;
      bytes_ += bytes;
      consumed_[part.name].table += read_units(bytes, consistent);
      if (item) found.push_back(to_json(part.selection ? part.selection->apply(*item) : *item));
    }
    responses_[part.name] = std::move(found);
    if (left.empty()) return {};
    auto rest = *part.input;
    rest["Keys"] = std::move(left);
    unprocessed_[part.name] = std::move(rest);
    return {};
  }

  JsonObject answer() {
    JsonObject answer{{"Responses", std::move(responses_)},
                      {"UnprocessedKeys", std::move(unprocessed_)}};
    add_consumed(answer, input_, consumed_);
    return answer;
  }

 private:
  const store::Store& store_;
  const JsonObject& input_;
  std::size_t bytes_ = 0;
  JsonObject responses_, unprocessed_;
  std::map<std::string, Consumed> consumed_;
};

Result<Json> read(const Call& call) {
  TRY(check_shape(call.input, request_fields));
  TRY(auto parts, read_parts(call.input));
  std::set<std::string> seen;
  for (auto& part : parts) TRY(check_keys(part, call.tables, seen));
  BatchReader reader(call.store, call.input);
  for (const auto& part : parts) TRY(reader.read(part));
  return reader.answer();
}

Task<Result<Json>> run(Call& call) { co_return read(call); }

}  // namespace

extern const Operation batch_get_item;
const Operation batch_get_item{"BatchGetItem", &run};

}  // namespace syncline::dynamo
