#include "io/http.h"

#include <span>

#include "base/text.h"

namespace syncline::io {

namespace {

// What one request's header takes: most have less, and are then kept in two allocations.
constexpr std::size_t usual_header_bytes = 512;
constexpr std::size_t usual_fields = 16;

}  // namespace

void Headers::add(std::string_view name, std::string_view value) {
  if (ends_.empty()) {
    text_.reserve(usual_header_bytes);
    ends_.reserve(usual_fields);
  }
  const auto begin = text_.size();
  text_ += name;
  for (auto& c : std::span(text_).subspan(begin)) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  const auto name_end = static_cast<std::uint32_t>(text_.size());
  text_ += value;
  ends_.push_back({name_end, static_cast<std::uint32_t>(text_.size())});
}

std::optional<std::string_view> Headers::get(std::string_view name) const {
  for (const auto& [field, value] : all()) {
    if (field == name) return value;
  }
  return std::nullopt;
}

std::vector<std::pair<std::string, std::string>> HttpRequest::parameters() const {
  std::vector<std::pair<std::string, std::string>> found;
  std::string_view rest(query);
  while (!rest.empty()) {
    const auto end = rest.find('&');
    const auto pair = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (pair.empty()) continue;
    const auto equals = pair.find('=');
    const auto value = equals == std::string_view::npos ? "" : pair.substr(equals + 1);
    found.emplace_back(percent_decode(pair.substr(0, equals), true), percent_decode(value, true));
  }
  return found;
}

std::optional<std::string> HttpRequest::parameter(std::string_view name) const {
  for (auto& [found, value] : parameters()) {
    if (found == name) return std::move(value);
  }
  return std::nullopt;
}

// RFC 9110 section 15, and RFC 6585 for 428, 429 and 431.
std::string_view reason_phrase(int status) {
  switch (status) {
    case 100: return "Continue";
    case 101: return "Switching Protocols";
    case 200: return "OK";
    case 201: return "Created";
    case 202: return "Accepted";
    case 204: return "No Content";
    case 206: return "Partial Content";
    case 301: return "Moved Permanently";
    case 302: return "Found";
    case 303: return "See Other";
    case 304: return "Not Modified";
    case 307: return "Temporary Redirect";
    case 308: return "Permanent Redirect";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 406: return "Not Acceptable";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 410: return "Gone";
    case 411: return "Length Required";
    case 412: return "Precondition Failed";
    case 413: return "Content Too Large";
    case 414: return "URI Too Long";
    case 415: return "Unsupported Media Type";
    case 416: return "Range Not Satisfiable";
    case 417: return "Expectation Failed";
    case 421: return "Misdirected Request";
    case 422: return "Unprocessable Content";
    case 424: return "Failed Dependency";
    case 426: return "Upgrade Required";
    case 428: return "Precondition Required";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 502: return "Bad Gateway";
    case 503: return "Service Unavailable";
    case 504: return "Gateway Timeout";
    case 505: return "HTTP Version Not Supported";
    default: return "Status";
  }
}

}  // namespace syncline::io
