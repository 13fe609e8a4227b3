// What the coercion of variables and of literals share: how a budget is used up.
#pragma once

#include <fmt/format.h>

#include <string>

#include "graphql/type/coerce.h"

namespace syncline::graphql {

// Takes from what is left; false when it is not enough, and then nothing is taken.
inline bool charge(std::size_t& left, std::size_t amount) {
  if (amount > left) return false;
  left -= amount;
  return true;
}

inline bool charge_default(CoercionBudget& budget, const InputField& field) {
  return charge(budget.filled_values, field.default_size) &&
         charge(budget.bytes, field.default_bytes);
}

inline std::string defaults_too_large() {
  return fmt::format("More than {} values or {} bytes come from defaults.",
                     limits::graphql_filled_values_max, limits::graphql_argument_bytes_max);
}

}  // namespace syncline::graphql
