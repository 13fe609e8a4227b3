// AWS: "DynamoDB API Reference", GetResourcePolicy: no resource has one, since none is evaluated.
#include "dynamo/call.h"
#include "dynamo/errors.h"
#include "dynamo/shape.h"

namespace syncline::dynamo {
namespace {

constexpr Field request_fields[] = {
    {.name = "ResourceArn", .required = true, .least = 1, .most = 1283}};

Result<Json> read(const Call& call) {
  TRY(check_shape(call.input, request_fields));
  const auto arn = text_or(call.input, "ResourceArn", "");
  if (call.tables.find(arn) == nullptr || !arn.starts_with("arn:")) {
    return table_not_found(bare_table_name(arn));
  }
  return fail(ErrorKind::not_found, "PolicyNotFoundException",
              "Resource-based policy not found for the provided ResourceArn: " + std::string(arn));
}

Task<Result<Json>> run(Call& call) { co_return read(call); }

}  // namespace

extern const Operation get_resource_policy;
const Operation get_resource_policy{"GetResourcePolicy", &run};

}  // namespace syncline::dynamo
