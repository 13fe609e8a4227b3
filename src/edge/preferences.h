// What a client would like of an answer: the items of Accept, Accept-Encoding and the like, with
// their weights (RFC 9110 12.4).
#pragma once

#include <optional>
#include <string_view>

#include "io/http.h"

namespace syncline::edge {

struct Preference {
  std::string_view value;  // as it was sent, without parameters
  int weight = 1000;       // thousandths: `q=0.5` is 500; 0 means "not that"

  // `name` in lower case: these names have no case (RFC 9110 8.3.1, 8.4.1).
  [[nodiscard]] bool is(std::string_view name) const;
};

// Those of all fields of a name (in lower case), in the order of the wire; an item whose weight is
// none, or whose value is quoted, is passed over. Parameters may be quoted strings, in which commas
// and semicolons separate nothing. Read as they are asked for, of headers that live as long: most
// requests say little, and a list of it would cost more than all the rest of reading it.
class Preferences {
 public:
  Preferences(const io::Headers& headers, std::string_view name)
      : fields_(headers.all()), field_(fields_.begin()), name_(name) {}

  std::optional<Preference> next();

 private:
  io::Headers::All fields_;
  io::Headers::All::Iterator field_;  // the next one
  std::string_view name_;
  std::string_view rest_;  // of the field before it
};

}  // namespace syncline::edge
