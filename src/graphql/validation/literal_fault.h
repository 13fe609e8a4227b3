// What is wrong with a literal, in the words of the reference implementation.
#pragma once

#include <string>
#include <string_view>

#include "graphql/type/coerce.h"

namespace syncline::graphql {

// `type` is that of the whole value in which `fault` was found.
std::string reference_text(const CoercionFault& fault, const Type& type);

// The input object that `path`, such as ".items[0].id", leads to the last member of.
const NamedType& object_around(const Type& type, std::string_view path);

// "Int!" without the last sign.
std::string_view without_bang(std::string_view type);

}  // namespace syncline::graphql
