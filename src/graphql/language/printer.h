// Syntax tree to text: two blanks of indent; what it prints parses to the same tree.
#pragma once

#include <string>

#include "graphql/language/ast.h"

namespace syncline::graphql {

std::string print(const Document& document);
std::string print(const Value& value);
std::string print(const TypeReference& type);
// `{ … }` on lines of its own, as AppSync's ctx.info.selectionSetGraphQL shows it; "" when empty.
std::string print(const SelectionSet& selection_set);

}  // namespace syncline::graphql
