// BatchGetItem, BatchPutItem, BatchDeleteItem: lists of keys or items by table. The answer lists
// every table asked for, in the order of the request; what was not found, or not done, is null.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "dynamo/expression/parser.h"
#include "dynamo/wire.h"
#include "source/dynamodb/document.h"
#include "source/dynamodb/expression.h"
#include "source/dynamodb/table.h"
#include "source/dynamodb/typed_value.h"

namespace syncline::source {
namespace {

struct Part {  // of one table, on the wire
  std::string table;
  JsonArray maps;  // keys or items
  JsonObject input;
  std::vector<std::string> added;  // key attributes that only we have asked for
};
using Parts = std::vector<Part>;

std::string path_of(std::string_view table) { return fmt::format("$[tables][{}]", table); }

Result<JsonArray> read_maps(const Json& list, std::string_view path) {
  const auto* array = list.if_array();
  if (array == nullptr) return wrong_type(path, "a list");
  JsonArray maps;
  for (std::size_t i = 0; i < array->size(); ++i) {
    TRY(auto map, typed_map_to_wire((*array)[i], fmt::format("{}[{}]", path, i)));
    maps.push_back(std::move(map));
  }
  return maps;
}

Result<const JsonObject*> read_tables(const Json& document) {
  TRY(const auto* tables, required_member(document, "tables"));
  const auto* object = tables->if_object();
  if (object == nullptr) return wrong_type("$[tables]", "an object");
  return object;
}

bool selects(const std::vector<dynamo::Path>& paths, const JsonObject& names,
             std::string_view attribute) {
  return std::ranges::any_of(paths, [&](const dynamo::Path& path) {
    const auto& head = std::get<std::string>(path.front());
    const auto* name = find_string(names, head);
    return (name == nullptr ? std::string_view(head) : std::string_view(*name)) == attribute;
  });
}

// Items are told apart by their keys, so a projection must bring them too.
void add_keys_to_projection(Part& part) {
  const auto* given = find_string(part.input, "ProjectionExpression");
  if (given == nullptr || part.maps.empty()) return;
  std::string expression(*given);
  const auto paths = dynamo::parse_projection(expression);
  if (!paths) return;  // DynamoDB will say so
  JsonObject names;
  if (const auto* already = find_member(part.input, "ExpressionAttributeNames")) {
    names = already->get_object();
  }
  for (const auto& attribute : part.maps.front().get_object()) {
    if (selects(*paths, names, attribute.key())) continue;
    const auto alias = fmt::format("#synclineKey{}", part.added.size());
    expression += ", " + alias;
    names[alias] = attribute.key();
    part.added.emplace_back(attribute.key());
  }
  if (part.added.empty()) return;
  part.input["ProjectionExpression"] = expression;
  part.input["ExpressionAttributeNames"] = std::move(names);
}

// {T: {keys, consistentRead, projection}}, or {T: keys}.
Result<Part> read_get_part(std::string_view table, const Json& given) {
  Part part{.table = std::string(table)};
  const auto path = path_of(table);
  if (given.is_array()) {
    TRY(part.maps, read_maps(given, path));
  } else {
    if (!given.is_object()) return wrong_type(path, "an object or a list of keys");
    TRY(const auto* keys, required_member(given, "keys", path));
    TRY(part.maps, read_maps(*keys, path + "[keys]"));
    TRY(const auto consistent_read, optional_boolean(given, "consistentRead", path));
    if (consistent_read) part.input["ConsistentRead"] = *consistent_read;
    TRY(add_expression(part.input, "ProjectionExpression", given, "projection", path));
  }
  part.input["Keys"] = part.maps;
  add_keys_to_projection(part);
  return part;
}

Result<Parts> read_get_parts(const Json& document) {
  TRY(const auto* tables, read_tables(document));
  Parts parts;
  for (const auto& member : *tables) {
    TRY(auto part, read_get_part(member.key(), member.value()));
    parts.push_back(std::move(part));
  }
  return parts;
}

Result<Parts> read_write_parts(const Json& document) {
  TRY(const auto* tables, read_tables(document));
  Parts parts;
  for (const auto& member : *tables) {
    Part part{.table = std::string(member.key())};
    TRY(part.maps, read_maps(member.value(), path_of(member.key())));
    parts.push_back(std::move(part));
  }
  return parts;
}

// A key, or the part of an item that is one, equal for equal keys: numbers in their one form.
std::string key_text(const JsonObject& item, const JsonObject& key) {
  std::map<std::string_view, std::string> parts;
  for (const auto& attribute : key) {
    const auto* value = item.if_contains(attribute.key());
    if (value == nullptr || !dynamo::check_value_kinds(*value)) return {};
    const auto read = dynamo::value_from_json(*value);
    if (!read) return {};
    parts[attribute.key()] = to_json(dynamo::to_json(*read));
  }
  std::string text;
  for (const auto& [name, value] : parts) text += value;
  return text;
}

JsonArray plain_maps(const JsonArray& maps) {
  JsonArray plain;
  for (const auto& map : maps) plain.push_back(wire_map_to_plain(map.get_object()));
  return plain;
}

JsonArray items_in_order(const Part& part, const Json& responses) {
  const auto* found = find_member(responses, part.table);
  std::map<std::string, const JsonObject*> by_key;
  if (found != nullptr && !part.maps.empty()) {
    for (const auto& item : found->get_array()) {
      by_key[key_text(item.get_object(), part.maps.front().get_object())] = &item.get_object();
    }
  }
  JsonArray items;
  for (const auto& key : part.maps) {
    const auto item = by_key.find(key_text(key.get_object(), key.get_object()));
    if (item == by_key.end()) {
      items.push_back(nullptr);
      continue;
    }
    auto plain = wire_map_to_plain(*item->second);
    for (const auto& attribute : part.added) plain.get_object().erase(attribute);
    items.push_back(std::move(plain));
  }
  return items;
}

// Nothing was done: null for each, and all of it to be tried again.
Answer all_failed(const Parts& parts, std::string_view unprocessed_member, Error error) {
  JsonObject data, unprocessed;
  for (const auto& part : parts) {
    data[part.table] = JsonArray(part.maps.size(), nullptr);
    unprocessed[part.table] = plain_maps(part.maps);
  }
  error.detail = nullptr;
  JsonObject result{{"data", std::move(data)}};
  result[unprocessed_member] = std::move(unprocessed);
  return {std::move(result), std::move(error)};
}

JsonArray left_keys(const Json& output, std::string_view table) {
  const auto* all = find_member(output, "UnprocessedKeys");
  const auto* left = all == nullptr ? nullptr : find_member(*all, table);
  const auto* keys = left == nullptr ? nullptr : find_member(*left, "Keys");
  return keys == nullptr ? JsonArray() : plain_maps(keys->get_array());
}

// BatchWriteItem here does all of a batch or nothing, so nothing is left of one that succeeds.
Task<Result<Answer>> write_all(const Table& table, Parts parts, std::string_view request,
                               std::string_view content, std::string_view unprocessed_member) {
  JsonObject requests;
  for (const auto& part : parts) {
    JsonArray list;
    for (const auto& map : part.maps) {
      JsonObject one;
      one[content] = map;
      list.push_back(JsonObject{{request, std::move(one)}});
    }
    requests[part.table] = std::move(list);
  }
  auto output = co_await table.call_on_tables("BatchWriteItem",
                                              JsonObject{{"RequestItems", std::move(requests)}});
  if (!output) co_return all_failed(parts, unprocessed_member, std::move(output).error());
  JsonObject data, unprocessed;
  for (const auto& part : parts) {
    data[part.table] = plain_maps(part.maps);
    unprocessed[part.table] = JsonArray();
  }
  JsonObject result{{"data", std::move(data)}};
  result[unprocessed_member] = std::move(unprocessed);
  co_return Answer{std::move(result), std::nullopt};
}

}  // namespace

Task<Result<Answer>> batch_get_item(const Table& table, Invocation asked) {
  CO_TRY(const auto parts, read_get_parts(asked.document));
  JsonObject requests;
  for (const auto& part : parts) requests[part.table] = part.input;
  auto output = co_await table.call_on_tables("BatchGetItem",
                                              JsonObject{{"RequestItems", std::move(requests)}});
  if (!output) co_return all_failed(parts, "unprocessedKeys", std::move(output).error());
  JsonObject data, unprocessed;
  bool complete = true;
  for (const auto& part : parts) {
    data[part.table] = items_in_order(part, output->at("Responses"));
    auto left = left_keys(*output, part.table);
    complete = complete && left.empty();
    unprocessed[part.table] = std::move(left);
  }
  Answer answer{JsonObject{{"data", std::move(data)}, {"unprocessedKeys", std::move(unprocessed)}},
                std::nullopt};
  if (!complete) {
    answer.error = Error{ErrorKind::exhausted, "DynamoDB:UnprocessedKeys",
                         "Some keys were not processed: the items found are too large for one "
                         "answer.",
                         nullptr};
  }
  co_return answer;
}

Task<Result<Answer>> batch_put_item(const Table& table, Invocation asked) {
  CO_TRY(auto parts, read_write_parts(asked.document));
  co_return co_await write_all(table, std::move(parts), "PutRequest", "Item", "unprocessedItems");
}

Task<Result<Answer>> batch_delete_item(const Table& table, Invocation asked) {
  CO_TRY(auto parts, read_write_parts(asked.document));
  co_return co_await write_all(table, std::move(parts), "DeleteRequest", "Key", "unprocessedKeys");
}

}  // namespace syncline::source
