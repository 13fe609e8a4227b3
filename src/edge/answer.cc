#include "edge/answer.h"

#include <algorithm>
#include <utility>

#include "engine/failure.h"

namespace syncline::edge {
namespace {

// As the wire has them: the first is followed by the id, and the others are the same on all.
constexpr std::string_view id_header = "x-amzn-RequestId: ";
constexpr std::string_view fixed_headers =
    "\r\n"
    "x-amzn-appsync-TokensConsumed: 1\r\n"
    "access-control-allow-origin: *\r\n"
    "access-control-expose-headers: x-amzn-RequestId,x-amzn-ErrorType,x-amz-user-agent,"
    "x-amzn-ErrorMessage,Date,x-amz-schema-version\r\n";

io::HttpResponse errors_answer(int status, const Json& errors, std::string_view type) {
  io::HttpResponse response;
  response.status = status;
  response.body = R"({"errors":)";
  append_json(response.body, errors);
  response.body += '}';
  if (!type.empty()) response.headers.emplace_back("x-amzn-ErrorType", type);
  return response;
}

// A list of header names and nothing else may be given back to the browser.
bool is_header_list(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return letter || (c >= '0' && c <= '9') || std::string_view("-_, ").contains(c);
  });
}

}  // namespace

int http_status(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::invalid:
    case ErrorKind::unsupported: return 400;
    case ErrorKind::unauthenticated: return 401;
    case ErrorKind::forbidden: return 403;
    case ErrorKind::not_found: return 404;
    case ErrorKind::conflict: return 409;
    case ErrorKind::exhausted: return 429;
    case ErrorKind::timeout:
    case ErrorKind::unavailable: return 503;
    case ErrorKind::internal: break;
  }
  return 500;
}

io::HttpResponse error_answer(const Error& error) {
  if (error.kind == ErrorKind::internal) return reply_answer(engine::internal_reply());
  JsonObject object;
  // AppSync writes the message first for what it could not read, the type first for the rest.
  if (error.kind == ErrorKind::invalid) object["message"] = error.message;
  object["errorType"] = error.type;
  object["message"] = error.message;
  return errors_answer(http_status(error.kind), JsonArray{std::move(object)}, error.type);
}

io::HttpResponse status_answer(int status, std::string_view type, std::string_view message) {
  const JsonObject object = {{"errorType", type}, {"message", message}};
  return errors_answer(status, JsonArray{object}, type);
}

io::HttpResponse method_not_allowed(std::string_view method, std::string_view allow) {
  auto response =
      status_answer(405, "MethodNotAllowedException",
                    std::string(method) + " is not allowed here: send " + std::string(allow) + ".");
  response.headers.emplace_back("allow", allow);
  return response;
}

io::HttpResponse reply_answer(engine::Reply&& reply) {
  io::HttpResponse response;
  response.status = reply.status;
  response.body = std::move(reply.body);
  if (!reply.error_type.empty()) {
    response.headers.emplace_back("x-amzn-ErrorType", std::move(reply.error_type));
  }
  return response;
}

io::HttpResponse text_answer(int status, std::string text) {
  io::HttpResponse response;
  response.status = status;
  response.content_type = "text/plain;charset=UTF-8";
  response.body = std::move(text);
  return response;
}

io::HttpResponse preflight_answer(const io::HttpRequest& request) {
  io::HttpResponse response;
  const auto asked = request.headers.get("access-control-request-headers").value_or("");
  // `*` does not cover Authorization (Fetch standard), so the browser's own list is given back.
  response.headers = {
      {"access-control-allow-methods", "GET, POST, OPTIONS"},
      {"access-control-allow-headers", std::string(is_header_list(asked) ? asked : "*")},
      {"access-control-max-age", "172800"},
  };
  return response;
}

void add_common_headers(io::HttpResponse& response, const RequestId& request_id) {
  const auto id = request_id.text();
  auto& lines = response.lines;
  lines.reserve(lines.size() + id_header.size() + id.size() + fixed_headers.size());
  lines.append(id_header).append(id).append(fixed_headers);
}

Json error_list(const Error& error) {
  if (error.detail.is_array()) return error.detail;
  if (error.kind == ErrorKind::internal) {
    return JsonArray{{{"errorType", engine::internal_failure_type},
                      {"message", engine::internal_failure_message}}};
  }
  return JsonArray{{{"errorType", error.type}, {"message", error.message}}};
}

}  // namespace syncline::edge
