// AWS: "DynamoDB API Reference", ListTables.
#include "dynamo/call.h"
#include "dynamo/shape.h"

namespace syncline::dynamo {
namespace {

constexpr std::int64_t names_max = 100;
constexpr Field request_fields[] = {
    {.name = "Limit", .kind = Kind::integer, .least = 1, .most = names_max},
    {.name = "ExclusiveStartTableName", .least = 3, .most = 255, .is_name = true}};

Result<Json> read(const Call& call) {
  TRY(check_shape(call.input, request_fields));
  const auto limit = static_cast<std::size_t>(integer_or(call.input, "Limit", names_max));
  const auto after = text_or(call.input, "ExclusiveStartTableName", "");
  auto names = call.tables.names_after(after, limit + 1);
  const bool more = names.size() > limit;
  if (more) names.pop_back();
  JsonArray list;
  for (const auto& name : names) list.emplace_back(name);
  JsonObject answer{{"TableNames", std::move(list)}};
  if (more) answer["LastEvaluatedTableName"] = names.back();
  return answer;
}

Task<Result<Json>> run(Call& call) { co_return read(call); }

}  // namespace

extern const Operation list_tables;
const Operation list_tables{"ListTables", &run};

}  // namespace syncline::dynamo
