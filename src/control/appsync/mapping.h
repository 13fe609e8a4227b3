// What resolvers and functions have in common: their templates, and the settings about how they
// run (AppSync API reference, "Resolver" and "FunctionConfiguration").
#pragma once

#include <optional>
#include <string>

#include "control/input.h"

namespace syncline::control {

struct Mapping {
  std::optional<std::string> request;
  std::optional<std::string> response;
  Json settings;  // maxBatchSize, cachingConfig …
};

// JavaScript code, and conflict detection, are not offered: the error names them.
Result<Mapping> read_mapping(const Input& input);

}  // namespace syncline::control
