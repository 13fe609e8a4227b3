// AWS: "DynamoDB API Reference", Scan.
#include "dynamo/call.h"
#include "dynamo/errors.h"
#include "dynamo/expressions.h"
#include "dynamo/item_rules.h"
#include "dynamo/legacy.h"
#include "dynamo/reading.h"
#include "dynamo/row_keys.h"
#include "dynamo/shape.h"

namespace syncline::dynamo {
namespace {

constexpr Field total_segments{
    .name = "TotalSegments", .kind = Kind::integer, .least = 1, .most = 1'000'000};
constexpr Field segment_field{
    .name = "Segment", .kind = Kind::integer, .least = 0, .most = 999'999};
constexpr Field request_fields[] = {fields::select,      fields::index_name,
                                    total_segments,      fields::consumed_capacity,
                                    fields::table_name,  legacy::conditional_operator,
                                    legacy::scan_filter, segment_field,
                                    fields::limit,       fields::attributes_to_get,
                                    fields::start_key,   fields::consistent_read,
                                    fields::filter,      fields::projection,
                                    fields::values,      fields::names};
constexpr std::string_view expressions[] = {"ProjectionExpression", "FilterExpression"};
constexpr std::string_view others[] = {"AttributesToGet", "ScanFilter", "ConditionalOperator"};

struct Segment {
  std::uint64_t number = 0;
  std::uint64_t total = 1;
};

Result<Segment> read_segment(const JsonObject& input) {
  const bool has_number = present(input, "Segment") != nullptr;
  const bool has_total = present(input, "TotalSegments") != nullptr;
  if (has_number && !has_total) {
    return validation_error(
        "The TotalSegments parameter is required but was not present in the request when Segment "
        "parameter is present");
  }
  if (has_total && !has_number) {
    return validation_error(
        "The Segment parameter is required but was not present in the request when parameter "
        "TotalSegments is present");
  }
  const Segment segment{static_cast<std::uint64_t>(integer_or(input, "Segment", 0)),
                        static_cast<std::uint64_t>(integer_or(input, "TotalSegments", 1))};
  if (segment.number < segment.total) return segment;
  return validation_error(
      "The Segment parameter is zero-based and must be less than parameter TotalSegments: "
      "Segment: " +
      std::to_string(segment.number) +
      " is not less than TotalSegments: " + std::to_string(segment.total));
}

Result<void> check_in_segment(const std::optional<std::string>& row, const KeyRange& range,
                              const Segment& segment) {
  if (!row || (*row >= range.begin && *row < range.end)) return {};
  return validation_error(
      "The provided starting key is invalid: Invalid ExclusiveStartKey. Please use "
      "ExclusiveStartKey with correct Segment. TotalSegments: " +
      std::to_string(segment.total) + " Segment: " + std::to_string(segment.number));
}

Result<void> check_paths(const Expressions& request, const Table& table) {
  if (request.projection) TRY(check_paths_leave_keys(table, *request.projection));
  if (!request.filter) return {};
  std::vector<Path> paths;
  append_paths(*request.filter, paths);
  return check_paths_leave_keys(table, paths);
}

// Gives the page that is asked for to `answer`.
template <class Answer>
Result<void> read(const Call& call, Answer answer) {
  const auto& input = call.input;
  TRY(check_shape(input, request_fields));
  TRY(check_expression_members(input, {expressions, others}));
  TRY(check_select(input));
  TRY(auto start, read_start_key(input));
  TRY(const auto segment, read_segment(input));
  TRY(auto request, Expressions::read(input, expressions));
  TRY(read_filter(input, "ScanFilter", request));
  TRY(read_attributes_to_get(input, request));

  TRY(auto reading, find_source(call));
  reading.start = std::move(start);
  TRY(check_start_key(reading, true));
  const auto selection = request.selection();
  TRY(check_selected(input, request, selection, reading));
  TRY(check_paths(request, *reading.table));

  const auto& table = *reading.table;
  PageRequest page{.table = table, .index = reading.index};
  page.range = {segment_begin(table, reading.index, segment.number, segment.total),
                segment_begin(table, reading.index, segment.number + 1, segment.total)};
  page.after = start_row(reading);
  TRY(check_in_segment(page.after, page.range, segment));
  if (present(input, "Limit") != nullptr) page.limit = integer_or(input, "Limit", 0);
  page.filter = request.filter ? &*request.filter : nullptr;
  page.selection = selection ? &*selection : nullptr;
  page.fetch_items = reading.fetch_items;
  page.show_items = reading.show_items;
  page.only_count = text_or(input, "Select", "") == "COUNT";
  page.consistent = boolean_or(input, "ConsistentRead", false);
  return answer(reading, page);
}

Task<Result<Json>> run(Call& call) {
  Json output;
  CO_TRY(read(call, [&](const Reading& reading, const PageRequest& page) -> Result<void> {
    TRY(output, answer_page(call, reading, page));
    return {};
  }));
  co_return output;
}

Result<void> write(const Call& call, std::string& out) {
  return read(call, [&](const Reading& reading, const PageRequest& page) {
    return write_page(call, reading, page, out);
  });
}

}  // namespace

extern const Operation scan;
const Operation scan{.name = "Scan", .run = &run, .write = &write};

}  // namespace syncline::dynamo
