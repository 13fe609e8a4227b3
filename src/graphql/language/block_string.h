// Block strings (specification 2.9.4, "Block Strings").
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace syncline::graphql {

// BlockStringValue(rawValue): the common indent and the blank lines at both ends are removed, line
// ends become \n. `raw` is what stands between the quotes, with \""" already unescaped.
std::string block_string_value(std::string_view raw);

// The text as a block string with its quotes, each new line behind `indent`; nothing when no block
// string has exactly this value (it starts with a blank line, holds a carriage return, and so on).
std::optional<std::string> print_block_string(std::string_view value, std::string_view indent);

}  // namespace syncline::graphql
