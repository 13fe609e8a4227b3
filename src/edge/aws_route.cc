#include "edge/aws_route.h"

#include <algorithm>
#include <string_view>

#include "aws/authorization.h"
#include "aws/target.h"
#include "base/text.h"

namespace syncline::edge {
namespace {

constexpr std::string_view path_prefix = "/aws/";
constexpr std::string_view dynamodb = "dynamodb";

// The scope's service and region, as texts: that of a query is decoded for it.
struct SignedFor {
  std::string service;
  std::string region;
};

SignedFor signed_for(const io::HttpRequest& request) {
  const auto texts = [](const std::optional<aws::Scope>& scope) {
    return scope ? SignedFor{std::string(scope->service), std::string(scope->region)} : SignedFor();
  };
  if (const auto header = request.headers.get("authorization")) {
    return texts(aws::find_scope(*header));
  }
  if (request.query.find("X-Amz-Credential") == std::string::npos) return {};
  return texts(aws::parse_scope(request.parameter("X-Amz-Credential").value_or("")));
}

std::string_view service_of_target(const io::HttpRequest& request) {
  const auto target = aws::read_target(request.headers.get("x-amz-target").value_or(""));
  if (!target) return {};
  const bool known =
      target->api == "DynamoDB_20120810" || target->api == "DynamoDBStreams_20120810";
  return known ? dynamodb : std::string_view();
}

std::string_view service_of_path(std::string_view path) {
  if (!path.starts_with(path_prefix)) return {};
  path.remove_prefix(path_prefix.size());
  return path.substr(0, path.find('/'));
}

// What follows "dynamodb." or "streams.dynamodb." of a Host; nothing when it is another's.
std::optional<std::string> behind_service(const io::HttpRequest& request) {
  const auto host = to_lower(request.headers.get("host").value_or(""));
  for (const std::string_view prefix : {"dynamodb.", "streams.dynamodb."}) {
    if (host.starts_with(prefix)) return host.substr(prefix.size());
  }
  return std::nullopt;
}

bool is_json_1_0(const io::HttpRequest& request) {
  return to_lower(request.headers.get("content-type").value_or(""))
      .starts_with("application/x-amz-json-1.0");
}

}  // namespace

std::optional<std::string> aws_service_of(const io::HttpRequest& request) {
  if (request.path != "/" && !request.path.starts_with(path_prefix)) return std::nullopt;
  if (auto scope = signed_for(request); !scope.service.empty()) return std::move(scope.service);
  if (const auto service = service_of_target(request); !service.empty())
    return std::string(service);
  if (const auto service = service_of_path(request.path); !service.empty()) {
    return std::string(service);
  }
  if (behind_service(request) || is_json_1_0(request)) return std::string(dynamodb);
  return std::nullopt;
}

std::string aws_region_of(const io::HttpRequest& request) {
  auto region = signed_for(request).region;
  if (const auto rest = behind_service(request); rest && rest->contains('.')) {
    region = rest->substr(0, rest->find('.'));
  }
  const bool plain = std::ranges::all_of(
      region, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
  return plain ? region : std::string();
}

}  // namespace syncline::edge
