#include "io/request_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>

#include "base/limits.h"
#include "base/text.h"

namespace syncline::io {
namespace {

namespace http = boost::beast::http;
using Code = boost::beast::error_code;
using Text = boost::beast::string_view;

// A client that announces a large body and sends none of it costs no more than this.
constexpr std::size_t body_bytes_reserved_max = 64 * 1024;

std::string_view view(Text text) { return {text.data(), text.size()}; }

HttpFault malformed(std::string message) {
  return {400, "MalformedHttpRequestException", std::move(message)};
}

// RFC 9112 3.2: origin-form, asterisk-form, or absolute-form, whose authority is not ours to use.
void set_target(HttpRequest& request, std::string_view target) {
  request.target = target;
  if (!target.starts_with('/')) {
    const auto scheme = target.find("://");
    if (scheme != std::string_view::npos) {
      const auto path = target.find_first_of("/?", scheme + 3);
      target = path == std::string_view::npos ? "/" : target.substr(path);
    }
  }
  const auto mark = target.find('?');
  request.path = percent_decode(target.substr(0, mark), false);
  if (request.path.empty()) request.path = "/";
  if (mark != std::string_view::npos) request.query = target.substr(mark + 1);
}

// Beast says "bad version" of a line that ends without a carriage return, too.
bool names_our_version(std::string_view unread) {
  const auto line = unread.substr(0, unread.find('\n'));
  return line.ends_with("HTTP/1.1") || line.ends_with("HTTP/1.0");
}

}  // namespace

// Beast checks the grammar and calls back; this keeps the values and refuses what we do not serve.
class RequestReader::Parser final : public http::basic_parser<true> {
 public:
  Parser(std::size_t header_bytes_max, std::size_t body_bytes_max)
      : header_bytes_max_(header_bytes_max) {
    header_limit(static_cast<std::uint32_t>(header_bytes_max));
    body_limit(body_bytes_max);
    eager(true);
  }

  HttpRequest request;

  // What `code`, met in front of `unread`, means to the client.
  HttpFault fault(Code code, std::string_view unread, std::size_t body_bytes_max) {
    if (refusal_.status != 0) return std::move(refusal_);
    if (code == http::error::bad_version && !names_our_version(unread)) {
      return {505, "HttpVersionNotSupportedException", "Only HTTP/1.1 and HTTP/1.0 are served."};
    }
    if (code == http::error::body_limit) {
      return {413, "RequestEntityTooLargeException",
              fmt::format("The body is larger than {} bytes.", body_bytes_max)};
    }
    if (code == http::error::header_limit) return too_long(unread);
    return malformed(fmt::format("The request is not valid HTTP: {}.", code.message()));
  }

  HttpFault too_long(std::string_view unread) const {
    if (request.method.empty() && unread.find('\n') >= header_bytes_max_) {
      return {414, "UriTooLongException",
              fmt::format("The request line is longer than {} bytes.", header_bytes_max_)};
    }
    return {431, "RequestHeaderFieldsTooLargeException",
            fmt::format("The header is larger than {} bytes, or has more than {} fields.",
                        header_bytes_max_, limits::http_header_fields_max)};
  }

  bool expects_continue() const {
    return expects_continue_ && is_header_done() && !is_done() && request.body.empty();
  }
  bool is_http_1_0() const { return version_ == 10; }

 private:
  void on_request_impl(http::verb verb, Text method, Text target, int version,
                       Code& code) override {
    version_ = version;
    request.method = view(method);
    if (verb == http::verb::connect) {
      return refuse(code, {501, "NotImplementedException", "CONNECT is not served."});
    }
    header_bytes_ = method.size() + target.size();
    set_target(request, view(target));
  }

  void on_response_impl(int, Text, int, Code&) override {}

  void on_field_impl(http::field field, Text name, Text value, Code& code) override {
    if (is_header_done()) return;  // trailers could contradict the header: they are not used
    header_bytes_ += name.size() + value.size() + 4;
    if (header_bytes_ > header_bytes_max_ ||
        request.headers.all().size() >= limits::http_header_fields_max) {
      return refuse(code, too_long({}));
    }
    if (field == http::field::host) ++hosts_;
    if (field == http::field::transfer_encoding) check_coding(view(value), code);
    if (field == http::field::expect) check_expectation(view(value), code);
    request.headers.add(to_lower(view(name)), std::string(view(value)));
  }

  // A coding that is not understood hides where the body ends (RFC 9112 6.1).
  void check_coding(std::string_view value, Code& code) {
    if (to_lower(value) != "chunked") {
      return refuse(code, {501, "NotImplementedException",
                           "The only transfer coding that is served is chunked."});
    }
    if (is_http_1_0()) refuse(code, malformed("Transfer-Encoding needs HTTP/1.1."));
  }

  void check_expectation(std::string_view value, Code& code) {
    if (to_lower(value) == "100-continue") {
      expects_continue_ = !is_http_1_0();
    } else {
      refuse(code, {417, "ExpectationFailedException", "Only Expect: 100-continue is served."});
    }
  }

  void on_header_impl(Code& code) override {
    if (hosts_ > 1 || (hosts_ == 0 && !is_http_1_0())) {  // RFC 9112 3.2
      refuse(code, malformed("The request needs one Host header."));
    }
  }

  void on_body_init_impl(const boost::optional<std::uint64_t>& length, Code&) override {
    const auto bytes = static_cast<std::size_t>(length.value_or(0));
    request.body.reserve(std::min(bytes, body_bytes_reserved_max));
  }

  std::size_t on_body_impl(Text body, Code&) override {
    request.body.append(body.data(), body.size());
    return body.size();
  }

  void on_chunk_header_impl(std::uint64_t, Text, Code&) override {}

  std::size_t on_chunk_body_impl(std::uint64_t, Text body, Code&) override {
    request.body.append(body.data(), body.size());
    return body.size();
  }

  void on_finish_impl(Code&) override {}

  void refuse(Code& code, HttpFault fault) {
    refusal_ = std::move(fault);
    code = http::error::bad_value;
  }

  std::size_t header_bytes_max_;
  std::size_t header_bytes_ = 0;
  int version_ = 11;
  int hosts_ = 0;
  bool expects_continue_ = false;
  HttpFault refusal_{.status = 0, .type = {}, .message = {}};
};

RequestReader::RequestReader(std::size_t header_bytes_max, std::size_t body_bytes_max)
    : header_bytes_max_(header_bytes_max), body_bytes_max_(body_bytes_max) {}

RequestReader::~RequestReader() = default;

RequestReader::State RequestReader::feed(std::string_view bytes) {
  if (state_ == State::fault || state_ == State::complete) return state_;
  if (pending_.empty()) {
    const auto used = parse(bytes);
    settle(bytes.substr(used));
    pending_ = bytes.substr(used);
    return state_;
  }
  pending_ += bytes;
  return read_on();
}

RequestReader::State RequestReader::read_on() {
  if (state_ == State::fault || state_ == State::complete) return state_;
  const auto waiting = std::string_view(pending_).substr(pending_first_);
  const auto used = parse(waiting);
  settle(waiting.substr(used));
  pending_first_ += used;
  if (state_ != State::complete || pending_first_ == pending_.size()) {
    pending_.erase(0, pending_first_);
    pending_first_ = 0;
  }
  return state_;
}

// Gives the parser what it can use of `bytes`; returns how many that were.
std::size_t RequestReader::parse(std::string_view bytes) {
  std::size_t used = 0;
  if (!parser_) {  // RFC 9112 2.2: empty lines before a request are ignored
    while (bytes.substr(used).starts_with("\r\n")) used += 2;
  }
  while (used < bytes.size()) {
    if (!parser_) parser_ = std::make_unique<Parser>(header_bytes_max_, body_bytes_max_);
    Code code;
    const auto rest = bytes.substr(used);
    used += parser_->put(boost::asio::buffer(rest.data(), rest.size()), code);
    if (code == http::error::need_more) break;
    if (code) {
      set_fault(parser_->fault(code, bytes.substr(used), body_bytes_max_));
      break;
    }
    if (parser_->is_done()) break;
  }
  return used;
}

void RequestReader::settle(std::string_view unused) {
  if (state_ == State::fault) return;
  if (!parser_) {
    state_ = State::empty;
  } else if (parser_->is_done()) {
    state_ = State::complete;
  } else if (unused.size() > header_bytes_max_) {  // a chunk's header or the trailers
    set_fault(parser_->too_long(unused));
  } else {
    state_ = parser_->is_header_done() ? State::body : State::header;
  }
}

void RequestReader::set_fault(HttpFault fault) {
  fault_ = std::move(fault);
  state_ = State::fault;
}

HttpRequest RequestReader::take() {
  auto request = std::move(parser_->request);
  parser_.reset();
  state_ = State::empty;
  return request;
}

std::string RequestReader::take_rest() {
  auto rest = pending_.substr(pending_first_);
  pending_.clear();
  pending_first_ = 0;
  return rest;
}

bool RequestReader::keeps_alive() const { return parser_ && parser_->keep_alive(); }

bool RequestReader::is_http_1_0() const { return parser_ && parser_->is_http_1_0(); }

bool RequestReader::expects_continue() const { return parser_ && parser_->expects_continue(); }

}  // namespace syncline::io
