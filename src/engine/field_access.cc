#include "engine/field_access.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace syncline::engine {
namespace {

struct Rule {
  std::string_view directive;
  std::string_view mode;
};
constexpr std::array<Rule, 6> rules{{{"aws_api_key", "API_KEY"},
                                     {"aws_iam", "AWS_IAM"},
                                     {"aws_oidc", "OPENID_CONNECT"},
                                     {"aws_lambda", "AWS_LAMBDA"},
                                     {"aws_cognito_user_pools", "AMAZON_COGNITO_USER_POOLS"},
                                     {"aws_auth", "AMAZON_COGNITO_USER_POOLS"}}};

// @aws_auth only counts while Cognito is the one mode of the API.
bool counts(std::string_view directive, const catalog::Api& api) {
  if (directive != "aws_auth") return true;
  const auto* others = find_member(api.settings, "additionalAuthenticationProviders");
  const bool alone = others == nullptr || !others->is_array() || others->get_array().empty();
  return alone && api.authentication_type == "AMAZON_COGNITO_USER_POOLS";
}

const Rule* rule_of(const graphql::AppliedDirective& directive, const catalog::Api& api) {
  const auto* rule = std::ranges::find(rules, directive.name, &Rule::directive);
  return rule == rules.end() || !counts(directive.name, api) ? nullptr : rule;
}

// `cognito_groups` wants one of the caller's groups to be among them.
bool groups_hold(const graphql::AppliedDirective& directive, const auth::Identity& identity) {
  const auto* wanted = directive.arguments.if_contains("cognito_groups");
  if (wanted == nullptr || !wanted->is_array()) return true;
  const auto* groups = find_member(identity.identity, "groups");
  if (groups == nullptr || !groups->is_array()) return false;
  return std::ranges::any_of(wanted->get_array(), [&](const Json& group) {
    return std::ranges::find(groups->get_array(), group) != groups->get_array().end();
  });
}

// Nothing when no directive here is about access.
std::optional<bool> allowed_by(const std::vector<graphql::AppliedDirective>& directives,
                               const catalog::Api& api, const auth::Identity& identity) {
  std::optional<bool> allowed;
  for (const auto& directive : directives) {
    const auto* rule = rule_of(directive, api);
    if (rule == nullptr) continue;
    const bool holds = rule->mode == identity.mode && groups_hold(directive, identity);
    allowed = allowed.value_or(false) || holds;
  }
  return allowed;
}

}  // namespace

bool may_access(const catalog::Api& api, const auth::Identity& identity,
                const graphql::NamedType& parent, const graphql::FieldType& field) {
  if (const auto allowed = allowed_by(field.directives, api, identity)) return *allowed;
  if (const auto allowed = allowed_by(parent.directives, api, identity)) return *allowed;
  return identity.mode == api.authentication_type;
}

graphql::FieldError access_denied(const graphql::NamedType& parent,
                                  const graphql::FieldType& field) {
  graphql::FieldError error;
  error.message = fmt::format("Not Authorized to access {} on type {}", field.name, parent.name);
  error.type = "Unauthorized";
  error.resolver = true;
  return error;
}

}  // namespace syncline::engine
