// A literal as graphql-java's syntax tree prints itself, which AppSync shows in WrongType:
// "ObjectValue{objectFields=[ObjectField{name='id', value=IntValue{value=10}}]}".
#pragma once

#include <string>

#include "graphql/language/ast.h"

namespace syncline::graphql {

std::string literal_text(const Value& literal);

}  // namespace syncline::graphql
