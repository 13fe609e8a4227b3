#include "io/request_parser.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "base/limits.h"
#include "base/text.h"

namespace syncline::io {
namespace {

namespace http = boost::beast::http;

// A client that announces a large body and sends none of it costs no more than this.
constexpr std::size_t body_bytes_reserved_max = 64 * 1024;

std::string_view view(boost::beast::string_view text) { return {text.data(), text.size()}; }

// Without a way out of the loop, which the compiler then does for many bytes at once.
bool is_ascii(std::string_view bytes) {
  unsigned char all = 0;
  for (const char c : bytes) all |= static_cast<unsigned char>(c);
  return all < 0x80;
}

bool is_text(std::string_view bytes) { return is_ascii(bytes) || is_utf8(bytes); }

bool is_clean(std::string_view decoded) {
  return is_text(decoded) && decoded.find('\0') == std::string_view::npos;
}

// RFC 9112 3.2: origin-form, asterisk-form, or absolute-form, whose authority is not ours to use.
// False when it is not UTF-8 behind its percent signs.
bool set_target(HttpRequest& request, std::string_view target) {
  request.target = target;
  if (!is_text(target)) return false;
  if (!target.starts_with('/')) {
    const auto scheme = target.find("://");
    if (scheme != std::string_view::npos) {
      const auto path = target.find_first_of("/?", scheme + 3);
      target = path == std::string_view::npos ? "/" : target.substr(path);
    }
  }
  const auto mark = target.find('?');
  request.path = target.substr(0, mark);
  if (mark != std::string_view::npos) request.query = target.substr(mark + 1);
  if (request.path.empty()) request.path = "/";
  if (target.find('%') == std::string_view::npos) return true;
  request.path = percent_decode(request.path, false);
  // Decoded as a whole: '&' and '=' are no part of any character, so its parts are valid too.
  return is_clean(request.path) && is_clean(percent_decode(request.query, true));
}

// RFC 9110 5.5: values were Latin-1 once, and other bytes than ASCII are opaque. What is not UTF-8
// can only be that.
std::string utf8_of_latin1(std::string_view value) {
  std::string out;
  for (const char c : value) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      out += c;
    } else {
      out += static_cast<char>(0xC0 | byte >> 6);
      out += static_cast<char>(0x80 | (byte & 0x3F));
    }
  }
  return out;
}

// Beast says "bad version" of a line that ends without a carriage return, too.
bool names_our_version(std::string_view unread) {
  const auto line = unread.substr(0, unread.find('\n'));
  return line.ends_with("HTTP/1.1") || line.ends_with("HTTP/1.0");
}

}  // namespace

HttpFault malformed_request(std::string message) {
  return {400, "MalformedHttpRequestException", std::move(message)};
}

// Our own limit on lines comes before Beast's, which depends on how the bytes are cut.
// So does our limit on bodies: Beast's comes before the header has been looked at.
RequestParser::RequestParser(std::size_t header_bytes_max, std::size_t body_bytes_max,
                             const BodyLimit* longer_bodies)
    : header_bytes_max_(header_bytes_max),
      body_bytes_max_(body_bytes_max),
      longer_bodies_(longer_bodies) {
  header_limit(std::numeric_limits<std::uint32_t>::max());
  body_limit(boost::none);
  eager(true);
}

bool RequestParser::wants_line() const {
  return !is_header_done() || (chunked() && chunk_left_ == 0);
}

bool RequestParser::wants_byte_after() const {
  return !is_header_done() && !request.method.empty();
}

std::size_t RequestParser::body_wanted() const {
  return chunk_left_ > 0 ? chunk_left_ : std::numeric_limits<std::size_t>::max();
}

HttpFault RequestParser::fault(Code code, std::string_view unread) {
  if (refusal_.status != 0) return std::move(refusal_);
  if (code == http::error::bad_version && !names_our_version(unread)) {
    return {505, "HttpVersionNotSupportedException", "Only HTTP/1.1 and HTTP/1.0 are served."};
  }
  return malformed_request(fmt::format("The request is not valid HTTP: {}.", code.message()));
}

HttpFault RequestParser::too_long() const {
  if (request.method.empty()) {
    return {414, "UriTooLongException",
            fmt::format("The request line is longer than {} bytes.", header_bytes_max_)};
  }
  return {431, "RequestHeaderFieldsTooLargeException",
          fmt::format("The header is larger than {} bytes, or has more than {} fields.",
                      header_bytes_max_, limits::http_header_fields_max)};
}

bool RequestParser::expects_continue() const {
  return expects_continue_ && is_header_done() && !is_done() && request.body.empty();
}

void RequestParser::on_request_impl(http::verb verb, Text method, Text target, int version,
                                    Code& code) {
  version_ = version;
  request.method = view(method);
  if (verb == http::verb::connect) {
    return refuse(code, {501, "NotImplementedException", "CONNECT is not served."});
  }
  header_bytes_ = method.size() + target.size();
  if (!set_target(request, view(target))) {
    refuse(code, malformed_request("The target is not UTF-8, or has a NUL in it."));
  }
}

void RequestParser::on_field_impl(http::field field, Text name, Text value, Code& code) {
  if (is_header_done()) return;  // trailers could contradict the header: they are not used
  header_bytes_ += name.size() + value.size() + 4;
  if (header_bytes_ > header_bytes_max_ ||
      request.headers.all().size() >= limits::http_header_fields_max) {
    return refuse(code, too_long());
  }
  if (field == http::field::host) ++hosts_;
  if (field == http::field::transfer_encoding) check_coding(view(value), code);
  if (field == http::field::expect) check_expectation(view(value), code);
  if (is_text(view(value))) {
    request.headers.add(view(name), view(value));
  } else {
    request.headers.add(view(name), utf8_of_latin1(view(value)));
  }
}

// A coding that is not understood hides where the body ends (RFC 9112 6.1).
void RequestParser::check_coding(std::string_view value, Code& code) {
  if (to_lower(value) != "chunked") {
    return refuse(code, {501, "NotImplementedException",
                         "The only transfer coding that is served is chunked."});
  }
  if (is_http_1_0()) refuse(code, malformed_request("Transfer-Encoding needs HTTP/1.1."));
}

void RequestParser::check_expectation(std::string_view value, Code& code) {
  if (to_lower(value) == "100-continue") {
    expects_continue_ = !is_http_1_0();
  } else {
    refuse(code, {417, "ExpectationFailedException", "Only Expect: 100-continue is served."});
  }
}

void RequestParser::on_header_impl(Code& code) {
  if (hosts_ > 1 || (hosts_ == 0 && !is_http_1_0())) {  // RFC 9112 3.2
    return refuse(code, malformed_request("The request needs one Host header."));
  }
  check_body(content_length().value_or(0), code);
}

// The bytes of the whole body, as far as they are announced.
void RequestParser::check_body(std::uint64_t bytes, Code& code) {
  if (bytes <= body_bytes_max_) return;
  if (const auto* ask = std::exchange(longer_bodies_, nullptr); ask != nullptr && *ask) {
    body_bytes_max_ = std::max(body_bytes_max_, (*ask)(request));
  }
  if (bytes <= body_bytes_max_) return;
  refuse(code, {413, "RequestEntityTooLargeException",
                fmt::format("The body is larger than {} bytes.", body_bytes_max_)});
}

void RequestParser::on_body_init_impl(const boost::optional<std::uint64_t>& length, Code&) {
  const auto bytes = static_cast<std::size_t>(length.value_or(0));
  request.body.reserve(std::min(bytes, body_bytes_reserved_max));
}

std::size_t RequestParser::on_body_impl(Text body, Code&) {
  request.body.append(body.data(), body.size());
  return body.size();
}

void RequestParser::on_chunk_header_impl(std::uint64_t size, Text, Code& code) {
  const auto bytes = request.body.size() + size;
  check_body(bytes < size ? size : bytes, code);  // a size may be as large as its type
  chunk_left_ = static_cast<std::size_t>(size);
}

std::size_t RequestParser::on_chunk_body_impl(std::uint64_t left, Text body, Code&) {
  request.body.append(body.data(), body.size());
  chunk_left_ = static_cast<std::size_t>(left) - body.size();
  return body.size();
}

void RequestParser::refuse(Code& code, HttpFault fault) {
  refusal_ = std::move(fault);
  code = http::error::bad_value;
}

}  // namespace syncline::io
