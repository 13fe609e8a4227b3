// HTTP/1.1 requests out of a byte stream (RFC 9112). No sockets, no time. What is read does not
// depend on how the stream is cut.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "io/http.h"
#include "io/http_fault.h"
#include "io/request_parser.h"

namespace syncline::io {

class RequestReader {
 public:
  enum class State : std::uint8_t {
    empty,     // between requests: nothing has come
    header,    // some of a header
    body,      // the header, and not all of the body
    complete,  // take() has a request
    fault,     // nothing more can be read
  };

  // `longer_bodies` as RequestParser has it.
  RequestReader(std::size_t header_bytes_max, std::size_t body_bytes_max,
                const BodyLimit* longer_bodies = nullptr)
      : header_bytes_max_(header_bytes_max),
        body_bytes_max_(body_bytes_max),
        longer_bodies_(longer_bodies) {}
  RequestReader(const RequestReader&) = delete;
  RequestReader& operator=(const RequestReader&) = delete;

  [[nodiscard]] State state() const { return state_; }
  // Not when it is `complete`: take first. What follows a request is kept for the next one.
  State feed(std::string_view bytes);

  // The complete request. What stands behind it is kept: go on with read_on, or with take_rest.
  HttpRequest take();
  State read_on();          // there may be the next request already
  std::string take_rest();  // after an upgrade it is no longer HTTP
  [[nodiscard]] const HttpFault& fault() const { return fault_; }
  void clear();  // for another connection; keeps what room it has for usual requests

  // Of the request whose header is read; ask before take().
  [[nodiscard]] const HttpRequest& request() const { return parser_->request; }
  [[nodiscard]] bool keeps_alive() const { return parser_ && parser_->keep_alive(); }
  [[nodiscard]] bool is_http_1_0() const { return parser_ && parser_->is_http_1_0(); }
  // The client waits before it sends the body.
  [[nodiscard]] bool expects_continue() const { return parser_ && parser_->expects_continue(); }

 private:
  std::size_t parse(std::string_view bytes);
  bool begin(std::string_view bytes, std::size_t& used);
  std::size_t next_part(std::string_view rest);
  void settle(std::string_view unused);
  void set_fault(HttpFault fault);

  std::size_t header_bytes_max_;
  std::size_t body_bytes_max_;
  const BodyLimit* longer_bodies_;
  State state_ = State::empty;
  std::optional<RequestParser> parser_;  // of the request that has begun
  std::size_t offered_ = 0;  // bytes of lines that the parser has seen and could not use yet
  std::string pending_;      // from pending_first_ on: what the parser has not used
  std::size_t pending_first_ = 0;
  HttpFault fault_;
};

}  // namespace syncline::io
