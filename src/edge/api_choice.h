// Which API a request means: the path's id, else the host's, else the API that owns the key, else
// the only one.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "auth/mode.h"
#include "base/result.h"
#include "catalog/snapshot.h"
#include "io/http.h"

namespace syncline::edge {

// /graphql, /graphql/realtime, /graphql/{apiId}, /graphql/{apiId}/realtime.
struct GraphqlPath {
  std::string_view api_id;  // of the path; empty: it names none
  bool realtime = false;
};
std::optional<GraphqlPath> parse_graphql_path(std::string_view path);

// The API whose id is the first label of that host name ("{apiId}.appsync-api.…"), or empty.
std::string api_of_host(const catalog::Snapshot& snapshot, std::string_view host);

// The apiId that the address of a request names, by its path, Host or x-appsync-domain; empty when
// it names none. An id in the path that nobody has is `not_found`.
Result<std::string> api_of_address(const catalog::Snapshot& snapshot,
                                   const io::HttpRequest& request);

// `named` by the address, else by the credentials, else the only API. Otherwise `not_found`, type
// "NotFoundException", with a message that says how to name one.
Result<std::shared_ptr<const catalog::CompiledApi>> choose_api(
    const catalog::Snapshot& snapshot, std::string_view named,
    const auth::Credentials& credentials);

}  // namespace syncline::edge
