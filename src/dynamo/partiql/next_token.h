// The NextToken of ExecuteStatement: which statement it belongs to, and the row to go on behind.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace syncline::dynamo::partiql {

// `statement` and `parameters` as the request has them: another statement's token is refused, while
// Limit and ConsistentRead may change from page to page.
std::string write_token(std::string_view statement, const JsonArray& parameters,
                        std::string_view row);
// The row. Fails with "Invalid NextToken", or with "NextToken does not match request".
Result<std::string> read_token(std::string_view token, std::string_view statement,
                               const JsonArray& parameters);
std::unexpected<Error> foreign_token();

}  // namespace syncline::dynamo::partiql
