#include "io/response_writer.h"

#include <fmt/format.h>

#include <array>
#include <charconv>

#include "base/json.h"
#include "base/log.h"
#include "base/result.h"

namespace syncline::io {
namespace {

// RFC 9110 5.5: a CR, LF or NUL in a value would let it begin a field of its own.
bool is_safe(std::string_view text) {
  unsigned bad = 0;  // without a way out of the loop, it takes many bytes at once
  for (const char c : text) bad |= static_cast<unsigned>(c == '\r' || c == '\n' || c == '\0');
  return bad == 0;
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

void append_response(std::string& out, const HttpResponse& response, const ResponseForm& form) {
  const bool has_no_body =
      response.status < 200 || response.status == 204 || response.status == 304;
  out += "HTTP/1.1 ";
  append_number(out, static_cast<std::size_t>(response.status));
  out += ' ';
  out += reason_phrase(response.status);
  out += "\r\n";
  if (!form.date.empty()) {
    out += "date: ";
    out += form.date;
    out += "\r\n";
  }
  if (!has_no_body && response.content_type.empty()) {
    out += "content-type: application/json;charset=UTF-8\r\n";
  } else if (!has_no_body) {
    append_field(out, "content-type", response.content_type);
  }
  for (const auto& [name, value] : response.headers) append_field(out, name, value);
  CHECK(response.lines.empty() || response.lines.ends_with("\r\n"));
  out += response.lines;
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
}

std::string encode_response(const HttpResponse& response, const ResponseForm& form) {
  std::string out;
  out.reserve(192 + response.body.size());
  append_response(out, response, form);
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

// Not strftime: its names are those of the locale.
std::string http_date(std::time_t time) {
  constexpr std::array<std::string_view, 7> days = {"Sun", "Mon", "Tue", "Wed",
                                                    "Thu", "Fri", "Sat"};
  constexpr std::array<std::string_view, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  std::tm parts{};
  gmtime_r(&time, &parts);
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT",
                     days.at(static_cast<std::size_t>(parts.tm_wday)), parts.tm_mday,
                     months.at(static_cast<std::size_t>(parts.tm_mon)), parts.tm_year + 1900,
                     parts.tm_hour, parts.tm_min, parts.tm_sec);
}

}  // namespace syncline::io
