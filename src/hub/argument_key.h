// Argument values as a hash key: two keys are equal exactly when AppSync calls the values equal.
#pragma once

#include <string>
#include <string_view>

#include "base/json.h"

namespace syncline::hub {

// Appends a form that is the same for equal values and differs for others: a string never equals
// a number, 1 equals 1.0, and null stands for an absent member too. False for lists and objects,
// which match nothing (appsync-service 6.2); `key` is then of no use.
bool append_argument_key(std::string& key, const Json* value);

}  // namespace syncline::hub
