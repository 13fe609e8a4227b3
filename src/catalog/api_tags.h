// What the tags of an API that begin with "syncline:" say. AppSync has no members for this, and
// every tool can write tags:
//
//   syncline:aliasLimit            fields with an alias in a document
//   syncline:rootAliasLimit        of them, those at the root of one operation
//   syncline:directiveLimit        directives at one place
//   syncline:complexityLimit       what an operation may cost (engine/complexity.h)
//   syncline:complexityListFactor  items of a list whose arguments do not say how many
//   syncline:timeLimit             milliseconds; may only shorten the server's time
//   syncline:validationWording     "appsync" or "reference": whose texts tell what is not valid
//
// Limits are whole numbers; 0 means none.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>

#include "base/result.h"

namespace syncline::catalog {

struct ApiTags {  // what is not tagged is nothing
  std::optional<std::size_t> aliases_max;
  std::optional<std::size_t> root_aliases_max;
  std::optional<std::size_t> directives_max;
  std::optional<std::size_t> complexity_max;
  std::optional<std::size_t> complexity_list_factor;
  std::optional<std::size_t> time_ms_max;
  std::optional<bool> reference_wording;
  bool operator==(const ApiTags&) const = default;
};

// Fails with type "ApiConfigurationException" and the tag's name when one has a value that it does
// not take, or begins with "syncline:" and is none of these. Tags that are not an object say
// nothing.
Result<ApiTags> read_api_tags(const Json& tags);

}  // namespace syncline::catalog
