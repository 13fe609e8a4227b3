// AWS: "DynamoDB API Reference", DescribeContributorInsights: they are off, and cannot be enabled.
#include "dynamo/call.h"
#include "dynamo/errors.h"
#include "dynamo/table_request.h"

namespace syncline::dynamo {
namespace {

constexpr Field request_fields[] = {fields::table_name, fields::index_name};

Result<Json> read(const Call& call) {
  TRY(check_table_name(call.input));
  TRY(check_shape(call.input, request_fields));
  const auto name = bare_table_name(text_or(call.input, "TableName", ""));
  const auto table = call.tables.find(name);
  if (table == nullptr) return table_not_found(name);
  JsonObject answer{{"TableName", table->name}, {"ContributorInsightsStatus", "DISABLED"}};
  const auto index = text_or(call.input, "IndexName", "");
  if (index.empty()) return answer;
  if (table->find_index(index) == nullptr) {
    return resource_not_found("Requested resource not found: Index: " + std::string(index) +
                              " of table: " + table->name + " not found");
  }
  answer["IndexName"] = index;
  return answer;
}

Task<Result<Json>> run(Call& call) { co_return read(call); }

}  // namespace

extern const Operation describe_contributor_insights;
const Operation describe_contributor_insights{"DescribeContributorInsights", &run};

}  // namespace syncline::dynamo
