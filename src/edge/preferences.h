// What a client would like of an answer: the items of Accept, Accept-Encoding and the like, with
// their weights (RFC 9110 12.4).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "io/http.h"

namespace syncline::edge {

struct Preference {
  std::string value;  // in lower case, without parameters
  int weight = 1000;  // thousandths: `q=0.5` is 500; 0 means "not that"
};

// Of all fields of that name (in lower case), in the order of the wire. An item whose weight is
// none, or whose value is quoted, is passed over. Parameters may be quoted strings, in which commas
// and semicolons separate nothing.
std::vector<Preference> read_preferences(const io::Headers& headers, std::string_view name);

}  // namespace syncline::edge
