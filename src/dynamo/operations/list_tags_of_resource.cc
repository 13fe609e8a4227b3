// AWS: "DynamoDB API Reference", ListTagsOfResource. All tags stand on one page: a table has fifty
// at most.
#include "dynamo/call.h"
#include "dynamo/errors.h"
#include "dynamo/shape.h"

namespace syncline::dynamo {
namespace {

constexpr Field request_fields[] = {
    {.name = "ResourceArn", .required = true, .least = 1, .most = 1283}, {.name = "NextToken"}};

Result<Json> read(const Call& call) {
  TRY(check_shape(call.input, request_fields));
  const auto arn = text_or(call.input, "ResourceArn", "");
  const auto table = call.tables.find(arn);
  if (table == nullptr || !arn.starts_with("arn:")) {
    return resource_not_found("Requested resource not found: ResourcArn: " + std::string(arn) +
                              " not found");
  }
  return JsonObject{{"Tags", table->tags}};
}

Task<Result<Json>> run(Call& call) { co_return read(call); }

}  // namespace

extern const Operation list_tags_of_resource;
const Operation list_tags_of_resource{"ListTagsOfResource", &run};

}  // namespace syncline::dynamo
