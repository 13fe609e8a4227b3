#include "aws/authorization.h"

#include <algorithm>
#include <array>

namespace syncline::aws {
namespace {

constexpr std::string_view algorithm_prefix = "AWS4-";
constexpr std::string_view algorithm_parameter = "X-Amz-Algorithm";

// Behind the algorithm the header is name=value, divided by commas or blanks. The value of `name`;
// empty when it is not there.
std::string_view value_of(std::string_view authorization, std::string_view name) {
  constexpr std::string_view dividers = ", ";
  std::string_view found;
  auto at = authorization.find_first_of(dividers);
  while (at < authorization.size()) {
    const auto begin = authorization.find_first_not_of(dividers, at);
    if (begin == std::string_view::npos) break;
    at = std::min(authorization.find_first_of(dividers, begin), authorization.size());
    const auto pair = authorization.substr(begin, at - begin);
    const auto equals = pair.find('=');
    if (equals != std::string_view::npos && pair.substr(0, equals) == name) {
      found = pair.substr(equals + 1);
    }
  }
  return found;
}

std::string_view parameter_of(const Signed& request, std::string_view name) {
  for (const auto& [found, value] : request.parameters) {
    if (found == name) return value;
  }
  return {};
}

bool has_parameter(const Signed& request, std::string_view name) {
  return std::ranges::any_of(request.parameters,
                             [&](const auto& parameter) { return parameter.first == name; });
}

std::unexpected<Error> unauthenticated(std::string_view type, std::string message) {
  return fail(ErrorKind::unauthenticated, std::string(type), std::move(message));
}

// All that is missing, in one text.
Result<void> check_header(std::string_view authorization, bool dated) {
  std::string lacks;
  for (const std::string_view name : {"Credential", "Signature", "SignedHeaders"}) {
    if (!value_of(authorization, name).empty()) continue;
    lacks.append("Authorization header requires '").append(name).append("' parameter. ");
  }
  if (!dated) {
    lacks +=
        "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ";
  }
  if (lacks.empty()) return {};
  lacks.append("Authorization=").append(authorization);
  return unauthenticated("IncompleteSignatureException", std::move(lacks));
}

Result<void> check_query(const Signed& request) {
  std::string lacks;
  for (const auto name :
       {algorithm_parameter, std::string_view("X-Amz-Credential"),
        std::string_view("X-Amz-Signature"), std::string_view("X-Amz-SignedHeaders"),
        std::string_view("X-Amz-Date")}) {
    if (!parameter_of(request, name).empty()) continue;
    lacks.append("AWS query-string parameters must include '").append(name).append("'. ");
  }
  if (lacks.empty()) return {};
  lacks += "Re-examine the query-string parameters.";
  return unauthenticated("IncompleteSignatureException", std::move(lacks));
}

}  // namespace

std::optional<Scope> find_scope(std::string_view authorization) {
  if (!authorization.starts_with(algorithm_prefix)) return std::nullopt;
  return parse_scope(value_of(authorization, "Credential"));
}

std::optional<Scope> parse_scope(std::string_view credential) {
  std::array<std::string_view, 4> parts;
  auto rest = credential;
  for (auto& part : parts) {
    const auto slash = rest.find('/');
    if (slash == std::string_view::npos) return std::nullopt;
    part = rest.substr(0, slash);
    rest.remove_prefix(slash + 1);
  }
  if (rest != "aws4_request") return std::nullopt;
  return Scope{parts[0], parts[1], parts[2], parts[3]};
}

Result<void> check_signed(const Signed& request) {
  const bool by_query = has_parameter(request, algorithm_parameter);
  const auto authorization = request.authorization.value_or("");
  if (!authorization.empty() && by_query) {
    return unauthenticated("InvalidSignatureException",
                           "Found both 'X-Amz-Algorithm' as a query-string param and "
                           "'Authorization' as HTTP header.");
  }
  if (by_query) return check_query(request);
  if (!authorization.starts_with(algorithm_prefix)) {
    return unauthenticated("MissingAuthenticationTokenException",
                           "Request is missing Authentication Token");
  }
  return check_header(authorization, request.dated);
}

}  // namespace syncline::aws
