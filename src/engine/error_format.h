// How errors look to a client of AppSync: the one place that knows their keys. AppSync puts its
// members beside `message`, not into `extensions` (AppSync developer guide, "Errors"; the shapes
// are those that the service was seen to send).
#pragma once

#include <string>
#include <string_view>

#include "base/json.h"
#include "base/result.h"
#include "engine/engine.h"
#include "graphql/execution/execute.h"
#include "graphql/validation/validate.h"

namespace syncline::engine {

// Why a request cannot run at all.
struct Refusal {
  int status = 200;        // AppSync answers what is wrong inside of a document with 200
  std::string error_type;  // may be empty with status 200
  JsonArray errors;
  bool null_data = false;  // AppSync's body begins with "data":null
};

// {"path","data","errorType","errorInfo","locations","message"} when a resolver raised it or it has
// a type; else {"path","locations","message"}.
Json format_error(const graphql::FieldError& error);

Refusal refuse_request(int status, std::string_view type, std::string_view message);
Refusal refuse_syntax(const Error& error);
// In `reference` words the messages are the violations' own, else they have AppSync's form.
Refusal refuse_violations(const std::vector<graphql::Violation>& violations,
                          graphql::Wording wording);
// From graphql::prepare: no such operation, or variables that do not fit.
Refusal refuse_operation(const Error& error);

// The errors as real-time messages have them: {"errorType","message"}, or the message alone.
JsonArray realtime_errors(const JsonArray& errors);

// {"data":…,"errors":[…]}; without errors, `data` alone.
std::string write_response(const graphql::Response& response);
// That, or a refusal when no field ran. `graphql_response` is the request's.
Reply to_reply(const graphql::TextResponse& response, bool graphql_response);
// {"errors":[…]}, perhaps with "data":null. As a GraphQL response never with data, and with 400
// where AppSync says 200.
Reply to_reply(const Refusal& refusal, bool graphql_response);

}  // namespace syncline::engine
