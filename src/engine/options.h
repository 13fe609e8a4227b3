// What may be set about operations: by the server's owner when the engine is made, and for one API
// in the tags of the API, since AppSync has no members for it and every tool can write tags:
//
//   syncline:aliasLimit            fields with an alias in a document
//   syncline:rootAliasLimit        of them, those at the root of one operation
//   syncline:directiveLimit        directives at one place
//   syncline:complexityLimit       what an operation may cost (complexity.h); off unless given
//   syncline:complexityListFactor  items of a list whose arguments do not say how many
//   syncline:timeLimit             milliseconds; may only shorten the server's time
//   syncline:validationWording     "appsync" or "reference": whose texts tell what is not valid
//
// Limits are whole numbers; 0 means none. AppSync's own settings `queryDepthLimit`,
// `resolverCountLimit` and `introspectionConfig` stand beside the tags.
#pragma once

#include <chrono>
#include <cstddef>

#include "base/limits.h"
#include "base/result.h"
#include "catalog/api.h"
#include "graphql/validation/validate.h"

namespace syncline::engine {

struct Options {
  std::size_t aliases_max = limits::graphql_aliases_max;
  std::size_t root_aliases_max = limits::graphql_root_aliases_max;
  std::size_t directives_max = limits::graphql_directives_max;
  std::size_t complexity_max = 0;
  std::size_t complexity_list_factor = limits::complexity_list_factor;
  std::chrono::milliseconds time_max = limits::request_time_max;
  graphql::Wording wording = graphql::Wording::appsync;
  bool operator==(const Options&) const = default;
};

// The server's, and over them the API's. Fails with type "ApiConfigurationException" when a tag has
// a value that it does not take, or begins with "syncline:" and is none of these: an API whose
// owner asked for a guard never runs without it.
Result<Options> options_of(const catalog::Api& api, const Options& server);

}  // namespace syncline::engine
