// AWS: "DynamoDB API Reference", DescribeLimits: the quotas of a new account. Capacity is counted
// here, but never bounded.
#include "base/limits.h"
#include "dynamo/call.h"

namespace syncline::dynamo {
namespace {

Task<Result<Json>> run(Call&) {
  co_return JsonObject{{"AccountMaxReadCapacityUnits", limits::account_capacity_max},
                       {"AccountMaxWriteCapacityUnits", limits::account_capacity_max},
                       {"TableMaxReadCapacityUnits", limits::table_capacity_max},
                       {"TableMaxWriteCapacityUnits", limits::table_capacity_max}};
}

}  // namespace

extern const Operation describe_limits;
const Operation describe_limits{"DescribeLimits", &run};

}  // namespace syncline::dynamo
