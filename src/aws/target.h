// X-Amz-Target, by which AWS's JSON protocols name an operation (AWS: Smithy, "AWS JSON 1.0
// protocol").
#pragma once

#include <optional>
#include <string_view>

namespace syncline::aws {

struct Target {                // views into the header
  std::string_view api;        // "DynamoDB_20120810"
  std::string_view operation;  // "PutItem"
};

// Nothing when it does not have two parts with a point between them.
std::optional<Target> read_target(std::string_view header);

}  // namespace syncline::aws
