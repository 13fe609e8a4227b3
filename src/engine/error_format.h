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
  std::string error_type;  // empty with status 200
  JsonArray errors;
};

// {"path","data","errorType","errorInfo","locations","message"} when a resolver raised it or it has
// a type; else {"path","locations","message"}.
Json format_error(const graphql::FieldError& error);

Refusal refuse_request(int status, std::string_view type, std::string_view message);
Refusal refuse_syntax(const Error& error);
Refusal refuse_violations(const std::vector<graphql::Violation>& violations);
// From graphql::prepare: no such operation, or variables that do not fit.
Refusal refuse_operation(const Error& error);

// The errors as real-time messages have them: {"errorType","message"}, or the message alone.
JsonArray realtime_errors(const JsonArray& errors);

// {"data":…,"errors":[…]}; without errors, `data` alone.
std::string write_response(const graphql::Response& response);
// The reply {"errors":[…]}, with "data":null when the status is 200.
Reply to_reply(const Refusal& refusal);

}  // namespace syncline::engine
