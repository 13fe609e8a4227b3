// The words that PartiQL keeps for itself: as names they stand in double quotes.
#pragma once

#include <string_view>

namespace syncline::dynamo::partiql {

bool is_keyword(std::string_view lower_case);

}  // namespace syncline::dynamo::partiql
