// Words that may stand in an expression only behind a #placeholder
// (AWS: "DynamoDB Developer Guide", Reserved words in DynamoDB: 573 of them).
#pragma once

#include <string_view>

namespace syncline::dynamo {

bool is_reserved(std::string_view name);  // in any case

}  // namespace syncline::dynamo
