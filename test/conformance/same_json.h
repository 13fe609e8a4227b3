// For the runners: whether an answer is the expected one.
#pragma once

#include <algorithm>

#include "base/json.h"

namespace syncline::conformance {

inline bool same(const Json& wanted, const Json& got, bool any_order);

inline bool same_object(const JsonObject& wanted, const JsonObject& got, bool any_order) {
  return wanted.size() == got.size() && std::ranges::all_of(wanted, [&](const auto& member) {
           const auto* value = got.if_contains(member.key());
           return value != nullptr && same(member.value(), *value, any_order);
         });
}

inline bool same_array(const JsonArray& wanted, JsonArray got, bool any_order) {
  if (wanted.size() != got.size()) return false;
  if (!any_order) {
    return std::ranges::equal(wanted, got,
                              [](const Json& a, const Json& b) { return same(a, b, false); });
  }
  return std::ranges::all_of(wanted, [&](const Json& one) {
    const auto found =
        std::ranges::find_if(got, [&](const Json& other) { return same(one, other, true); });
    if (found == got.end()) return false;
    got.erase(found);
    return true;
  });
}

// "$any" stands for any value; numbers are compared by what they are worth.
inline bool same(const Json& wanted, const Json& got, bool any_order) {
  if (wanted.is_string() && wanted.get_string() == "$any") return true;
  if (wanted.is_number() && got.is_number()) {
    return wanted.to_number<double>() == got.to_number<double>();
  }
  if (wanted.is_object() && got.is_object()) {
    return same_object(wanted.get_object(), got.get_object(), any_order);
  }
  if (wanted.is_array() && got.is_array()) {
    return same_array(wanted.get_array(), got.get_array(), any_order);
  }
  return wanted == got;
}

}  // namespace syncline::conformance
