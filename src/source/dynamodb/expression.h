// The expressions of a request document, `{expression, expressionNames, expressionValues}`, as
// members of a DynamoDB call.
#pragma once

#include <string_view>

#include "base/result.h"

namespace syncline::source {

// Sets input[expression_member], such as "FilterExpression", from document[member], and adds its
// placeholders to ExpressionAttributeNames and -Values, which all expressions of a call share. Does
// nothing when the document has no such member. Fails (MappingTemplate) when the block is
// malformed, or gives a placeholder another meaning than an earlier block did.
Result<void> add_expression(JsonObject& input, std::string_view expression_member,
                            const Json& document, std::string_view member,
                            std::string_view path = "$");

}  // namespace syncline::source
