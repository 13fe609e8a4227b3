// Expression text to tree. Errors are ValidationExceptions without the "Invalid …Expression: " in
// front of them. What a tree means is checked in check.h.
#pragma once

#include <string_view>

#include "base/result.h"
#include "dynamo/expression/lexer.h"
#include "dynamo/expression/node.h"

namespace syncline::dynamo {

// Condition, filter and key condition expressions.
Result<Node> parse_condition(std::string_view text);
Result<Update> parse_update(std::string_view text);
Result<std::vector<Path>> parse_projection(std::string_view text);

// For the parsers. An operand is a path, a value, or a call of operands, perhaps in parentheses.
Result<Path> parse_path(Tokens& tokens);
Result<Node> parse_operand(Tokens& tokens, std::size_t depth);
Result<std::vector<Node>> parse_operands(Tokens& tokens, std::size_t depth);
Result<void> check_depth(std::size_t depth);
Result<void> check_path_depth(const Path& path);
Result<void> check_text(std::string_view text);

}  // namespace syncline::dynamo
