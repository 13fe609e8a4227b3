// HTTP answers as AppSync words them (appsync-service 3.2, 3.4).
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "base/result.h"
#include "edge/request_ids.h"
#include "engine/engine.h"
#include "io/http.h"

namespace syncline::edge {

int http_status(ErrorKind kind);

// {"errors":[{"errorType","message"}]} with the status of its kind. An internal failure gives away
// nothing but the request id.
io::HttpResponse error_answer(const Error& error);
io::HttpResponse method_not_allowed(std::string_view method, std::string_view allow);
// An error that has a status of its own, in the same form.
io::HttpResponse status_answer(int status, std::string_view type, std::string_view message);
io::HttpResponse reply_answer(engine::Reply&& reply);
io::HttpResponse text_answer(int status, std::string text);

// The permissive answer to a CORS preflight (Fetch standard, "CORS-preflight fetch").
io::HttpResponse preflight_answer(const io::HttpRequest& request);

// Adds what stands on every answer: the request id, CORS, tokens consumed.
void add_common_headers(io::HttpResponse& response, const RequestId& request_id);

// AppSync's array of error objects: the error's detail when it is one, else made of its type and
// message.
Json error_list(const Error& error);

}  // namespace syncline::edge
