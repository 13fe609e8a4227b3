#include "edge/api_choice.h"

#include "base/text.h"

namespace syncline::edge {
namespace {

constexpr std::string_view not_found_type = "NotFoundException";

Result<std::shared_ptr<const catalog::CompiledApi>> find_api(const catalog::Snapshot& snapshot,
                                                             std::string_view id) {
  const auto found = snapshot.by_id.find(id);
  if (found != snapshot.by_id.end()) return found->second;
  return fail(ErrorKind::not_found, std::string(not_found_type),
              "There is no API with the id '" + std::string(id) + "'.");
}

}  // namespace

std::optional<GraphqlPath> parse_graphql_path(std::string_view path) {
  constexpr std::string_view root = "/graphql";
  constexpr std::string_view realtime = "/realtime";
  if (!path.starts_with(root)) return std::nullopt;
  path.remove_prefix(root.size());
  GraphqlPath parsed;
  if (path.ends_with(realtime)) {
    parsed.realtime = true;
    path.remove_suffix(realtime.size());
  }
  if (path.empty() || path == "/") return parsed;
  if (path.front() != '/') return std::nullopt;
  path.remove_prefix(1);
  if (path.ends_with('/')) path.remove_suffix(1);
  if (path.empty() || path.contains('/')) return std::nullopt;
  parsed.api_id = path;
  return parsed;
}

std::string api_of_host(const catalog::Snapshot& snapshot, std::string_view host) {
  if (host.empty()) return {};
  auto label = to_lower(host.substr(0, host.find_first_of(".:")));
  return snapshot.by_id.contains(label) ? label : std::string();
}

Result<std::string> api_of_address(const catalog::Snapshot& snapshot,
                                   const io::HttpRequest& request) {
  const auto path = parse_graphql_path(request.path);
  if (path && !path->api_id.empty()) {
    TRY(find_api(snapshot, path->api_id));
    return std::string(path->api_id);
  }
  // Private APIs behind a VPC endpoint name the API in x-appsync-domain instead of in Host.
  constexpr std::string_view private_domain = "x-appsync-domain";
  auto id = api_of_host(snapshot, request.headers.get(private_domain).value_or(""));
  if (id.empty()) id = api_of_host(snapshot, request.parameter(private_domain).value_or(""));
  if (id.empty()) id = api_of_host(snapshot, request.headers.get("host").value_or(""));
  return id;
}

Result<std::shared_ptr<const catalog::CompiledApi>> choose_api(
    const catalog::Snapshot& snapshot, std::string_view named,
    const auth::Credentials& credentials) {
  if (!named.empty()) return find_api(snapshot, named);
  const auto owner = auth::api_of_key(snapshot, credentials);
  if (!owner.empty()) return find_api(snapshot, owner);
  if (snapshot.by_id.size() == 1) return snapshot.by_id.begin()->second;
  if (snapshot.by_id.empty()) {
    return fail(ErrorKind::not_found, std::string(not_found_type), "There is no API yet.");
  }
  return fail(ErrorKind::not_found, std::string(not_found_type),
              "There are several APIs, and the request names none: put the id into the path "
              "(/graphql/{apiId}) or send the x-api-key of one.");
}

}  // namespace syncline::edge
