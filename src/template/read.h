// Text to tree: YAML with CloudFormation's short tags, or JSON, which is read as the YAML that it
// is (AWS CloudFormation user guide, "Template format").
#pragma once

#include <string_view>

#include "template/node.h"

namespace syncline::cloudformation {

// `!Ref x` becomes {Ref: x}, `!Sub x` {Fn::Sub: x}, and so on: after this there is one form only.
// Refused with their line: aliases (as CloudFormation refuses them), a key that stands twice, more
// than one document, text that is not UTF-8, too large or too deep.
Result<Node> read_text(std::string_view text);

}  // namespace syncline::cloudformation
