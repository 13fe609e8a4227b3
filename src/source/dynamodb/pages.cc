// Query and Scan: a page of items at a time.
#include "source/dynamodb/document.h"
#include "source/dynamodb/expression.h"
#include "source/dynamodb/page_token.h"
#include "source/dynamodb/table.h"
#include "source/dynamodb/typed_value.h"

namespace syncline::source {
namespace {

struct Page {
  JsonObject input;
  std::string index;  // empty: the table itself
  std::optional<std::string> next_token;
};

Result<void> copy_integer(Page& page, std::string_view to, const Json& document,
                          std::string_view from) {
  TRY(const auto number, optional_integer(document, from));
  if (number) page.input[to] = *number;
  return {};
}

Result<void> copy_boolean(Page& page, std::string_view to, const Json& document,
                          std::string_view from) {
  TRY(const auto flag, optional_boolean(document, from));
  if (flag) page.input[to] = *flag;
  return {};
}

// What Query and Scan have in common.
Result<Page> read_page(const Json& document) {
  Page page;
  TRY(const auto index, optional_text(document, "index"));
  if (index) {
    page.index = *index;
    page.input["IndexName"] = *index;
  }
  TRY(const auto select, optional_text(document, "select"));
  if (select) page.input["Select"] = *select;
  TRY(copy_integer(page, "Limit", document, "limit"));
  TRY(copy_boolean(page, "ConsistentRead", document, "consistentRead"));
  TRY(add_expression(page.input, "FilterExpression", document, "filter"));
  TRY(add_expression(page.input, "ProjectionExpression", document, "projection"));
  TRY(page.next_token, optional_text(document, "nextToken"));
  return page;
}

Result<Page> read_query(const Json& document) {
  TRY(required_member(document, "query"));
  TRY(auto page, read_page(document));
  TRY(add_expression(page.input, "KeyConditionExpression", document, "query"));
  TRY(copy_boolean(page, "ScanIndexForward", document, "scanIndexForward"));
  return page;
}

Result<Page> read_scan(const Json& document) {
  TRY(auto page, read_page(document));
  TRY(copy_integer(page, "TotalSegments", document, "totalSegments"));
  TRY(copy_integer(page, "Segment", document, "segment"));
  if (page.input.contains("TotalSegments") != page.input.contains("Segment")) {
    return bad_document("'totalSegments' and 'segment' must be given together.");
  }
  return page;
}

Json items_of(const Json& output) {
  JsonArray items;
  if (const auto* found = find_member(output, "Items"); found != nullptr && found->is_array()) {
    items.reserve(found->get_array().size());
    for (const auto& item : found->get_array()) {
      items.push_back(item.is_object() ? wire_map_to_plain(item.get_object()) : Json());
    }
  }
  return items;
}

Task<Answer> read_from(const Table& table, std::string_view operation, Page page,
                       std::string_view place) {
  const PageOrigin origin{place, table.name, page.index};
  if (page.next_token) {
    auto key = read_page_token(table.rooms, origin, *page.next_token);
    if (!key) co_return Answer{nullptr, std::move(key).error()};
    page.input["ExclusiveStartKey"] = *std::move(key);
  }
  const auto output = co_await table.call(operation, std::move(page.input));
  if (!output) co_return Answer{nullptr, output.error()};
  const auto* last_key = find_member(*output, "LastEvaluatedKey");
  const auto* scanned = find_member(*output, "ScannedCount");
  const Json next_token =
      last_key == nullptr ? Json() : Json(write_page_token(table.rooms, origin, *last_key));
  co_return Answer{JsonObject{{"items", items_of(*output)},
                              {"nextToken", next_token},
                              {"scannedCount", scanned == nullptr ? Json(0) : *scanned}},
                   std::nullopt};
}

}  // namespace

Task<Result<Answer>> query(const Table& table, Invocation asked) {
  CO_TRY(auto page, read_query(asked.document));
  co_return co_await read_from(table, "Query", std::move(page), asked.place);
}

Task<Result<Answer>> scan(const Table& table, Invocation asked) {
  CO_TRY(auto page, read_scan(asked.document));
  co_return co_await read_from(table, "Scan", std::move(page), asked.place);
}

}  // namespace syncline::source
