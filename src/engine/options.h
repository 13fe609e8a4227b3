// What may be set about operations: by the server's owner when the engine is made, and for one API
// in its tags (catalog/api_tags.h). AppSync's own settings `queryDepthLimit`, `resolverCountLimit`
// and `introspectionConfig` stand beside the tags.
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
  std::size_t complexity_max = 0;  // off
  std::size_t complexity_list_factor = limits::complexity_list_factor;
  std::chrono::milliseconds time_max = limits::request_time_max;
  graphql::Wording wording = graphql::Wording::appsync;
  bool operator==(const Options&) const = default;
};

// The server's, and over them the API's. Fails as read_api_tags does, of kind `internal`: the
// control plane refuses such an API, and should one be there all the same, it never runs without
// the guard that its owner asked for.
Result<Options> options_of(const catalog::Api& api, const Options& server);

}  // namespace syncline::engine
