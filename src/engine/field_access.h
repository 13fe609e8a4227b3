// Who may read a field: the directives @aws_api_key, @aws_iam, @aws_oidc, @aws_lambda,
// @aws_cognito_user_pools and @aws_auth (AppSync: "Using additional authorization modes").
#pragma once

#include "auth/mode.h"
#include "graphql/execution/execute.h"

namespace syncline::engine {

// A field's own directives count, else its type's, else only the API's first mode may.
bool may_access(const catalog::Api& api, const auth::Identity& identity,
                const graphql::NamedType& parent, const graphql::FieldType& field);

// "Not Authorized to access getX on type Query", as AppSync says it.
graphql::FieldError access_denied(const graphql::NamedType& parent,
                                  const graphql::FieldType& field);

}  // namespace syncline::engine
