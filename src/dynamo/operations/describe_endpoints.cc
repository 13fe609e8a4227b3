// AWS: "DynamoDB API Reference", DescribeEndpoints: where a client that discovers endpoints shall
// go on, which is where it came.
#include "dynamo/call.h"

namespace syncline::dynamo {
namespace {

constexpr std::int64_t cache_minutes = 1440;  // as DynamoDB says

Task<Result<Json>> run(Call& call) {
  co_return JsonObject{
      {"Endpoints", JsonArray{JsonObject{{"Address", call.options.address},
                                         {"CachePeriodInMinutes", cache_minutes}}}}};
}

}  // namespace

extern const Operation describe_endpoints;
const Operation describe_endpoints{"DescribeEndpoints", &run};

}  // namespace syncline::dynamo
