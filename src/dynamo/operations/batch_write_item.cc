// AWS: "DynamoDB API Reference", BatchWriteItem. All of a batch is written at once, so nothing is
// ever left unprocessed.
#include <map>
#include <set>

#include "base/limits.h"
#include "dynamo/call.h"
#include "dynamo/collection_metrics.h"
#include "dynamo/errors.h"
#include "dynamo/item_rules.h"
#include "dynamo/row_keys.h"
#include "dynamo/shape.h"
#include "dynamo/wire.h"
#include "dynamo/write_answer.h"

namespace syncline::dynamo {
namespace {

constexpr Field put_fields[] = {fields::item};
constexpr Field delete_fields[] = {fields::key};
constexpr Field one_fields[] = {{.name = "DeleteRequest",
                                 .kind = Kind::structure,
                                 .inner = delete_fields,
                                 .class_name = "DeleteRequest"},
                                {.name = "PutRequest",
                                 .kind = Kind::structure,
                                 .inner = put_fields,
                                 .class_name = "PutRequest"}};
constexpr Field one_request{
    .kind = Kind::structure, .inner = one_fields, .class_name = "WriteRequest"};
constexpr Field of_table{.kind = Kind::list,
                         .least = 1,
                         .most = limits::batch_write_items_max,
                         .inner = {&one_request, 1}};
constexpr Field request_fields[] = {fields::consumed_capacity,
                                    fields::collection_metrics,
                                    {.name = "RequestItems",
                                     .kind = Kind::map,
                                     .required = true,
                                     .least = 1,
                                     .most = limits::batch_write_tables_max,
                                     .inner = {&of_table, 1}}};

struct Request {
  std::string table;
  bool is_put = false;
  Item item;  // or the key to delete
};

Result<Request> read_request(std::string_view table, const Json& json) {
  const auto& object = json.get_object();
  const auto* put = present(object, "PutRequest");
  const auto* erase = present(object, "DeleteRequest");
  if ((put == nullptr) == (erase == nullptr)) {
    return validation_error(
        "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the "
        "supported datatypes");
  }
  Request request{std::string(table), put != nullptr, {}};
  const auto& given = put != nullptr ? object_or_empty(put->get_object(), "Item")
                                     : object_or_empty(erase->get_object(), "Key");
  TRY(request.item, item_from_json(given));
  if (request.is_put) TRY(check_item_size(request.item));
  return request;
}

Result<std::vector<Request>> read_requests(const JsonObject& input) {
  std::vector<Request> requests;
  for (const auto& member : object_or_empty(input, "RequestItems")) {
    if (member.value().is_null()) continue;
    for (const auto& json : member.value().get_array()) {
      TRY(auto request, read_request(member.key(), json));
      requests.push_back(std::move(request));
    }
  }
  if (requests.size() > limits::batch_write_items_max) {
    return validation_error("Too many items requested for the BatchWriteItem call");
  }
  return requests;
}

Result<Write> make_write(const Request& request, const Call& call) {
  TRY(auto table, call.tables.get(request.table));
  TRY(request.is_put ? check_item(*table, request.item) : check_key(table->key, request.item));
  Write write{.table = table, .key = key_of(table->key, request.item)};
  write.change = [&request](const Item*) {
    return request.is_put ? std::optional(request.item) : std::nullopt;
  };
  return write;
}

Result<std::vector<Write>> make_writes(const std::vector<Request>& requests, const Call& call) {
  std::vector<Write> writes;
  std::set<std::string> seen;
  for (const auto& request : requests) {
    TRY(auto write, make_write(request, call));
    if (!seen.insert(item_row_key(*write.table, write.key)).second) {
      return validation_error("Provided list of item keys contains duplicates");
    }
    writes.push_back(std::move(write));
  }
  return writes;
}

Task<Result<Json>> run(Call& call) {
  CO_TRY(check_shape(call.input, request_fields));
  CO_TRY(const auto requests, read_requests(call.input));
  CO_TRY(auto writes, make_writes(requests, call));
  CO_TRY(const auto outcomes, co_await write_all(call, std::move(writes)));
  std::map<std::string, Consumed> consumed;
  CollectionMetrics collections(call);
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    if (!outcomes[i]) co_return std::unexpected(outcomes[i].error());
    const auto& name = requests[i].table;
    consumed[name].add(outcomes[i]->consumed);
    collections.add(name, *outcomes[i]->change.table, outcomes[i]->key);
  }
  JsonObject answer{{"UnprocessedItems", JsonObject()}};
  collections.add_to(answer);
  add_consumed(answer, call.input, consumed);
  co_return answer;
}

}  // namespace

extern const Operation batch_write_item;
const Operation batch_write_item{"BatchWriteItem", &run};

}  // namespace syncline::dynamo
