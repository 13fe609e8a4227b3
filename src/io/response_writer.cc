#include "io/response_writer.h"

#include <algorithm>
#include <charconv>

#include "base/json.h"
#include "base/log.h"

namespace syncline::io {
namespace {

// RFC 9110 5.5: a CR, LF or NUL in a value would let it begin a field of its own.
bool is_safe(std::string_view text) {
  return std::ranges::none_of(text, [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

void append_field(std::string& out, std::string_view name, std::string_view value) {
  if (name.empty() || !is_safe(name) || !is_safe(value)) {
    log_warning("a response header with a line break in it was left out");
    return;
  }
  out += name;
  out += ": ";
  out += value;
  out += "\r\n";
}

void append_number(std::string& out, std::size_t number) {
  std::array<char, 20> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  out.append(digits.data(), end);
}

}  // namespace

std::string encode_response(const HttpResponse& response, ResponseForm form) {
  const bool has_no_body =
      response.status < 200 || response.status == 204 || response.status == 304;
  std::string out;
  out.reserve(192 + response.body.size());
  out += "HTTP/1.1 ";
  append_number(out, static_cast<std::size_t>(response.status));
  out += ' ';
  out += reason_phrase(response.status);
  out += "\r\n";
  if (!response.content_type.empty() && !has_no_body) {
    append_field(out, "content-type", response.content_type);
  }
  for (const auto& [name, value] : response.headers) append_field(out, name, value);
  if (!has_no_body) {
    out += "content-length: ";
    append_number(out, response.body.size());
    out += "\r\n";
  }
  if (!form.keep_alive) {
    out += "connection: close\r\n";
  } else if (form.http_1_0) {
    out += "connection: keep-alive\r\n";
  }
  out += "\r\n";
  if (form.with_body && !has_no_body) out += response.body;
  return out;
}

HttpResponse fault_response(const HttpFault& fault) {
  HttpResponse response;
  response.status = fault.status;
  response.body = R"({"errors":[{"errorType":)";
  append_json_string(response.body, fault.type);
  response.body += R"(,"message":)";
  append_json_string(response.body, fault.message);
  response.body += "}]}";
  return response;
}

}  // namespace syncline::io
