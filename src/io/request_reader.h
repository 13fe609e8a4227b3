// HTTP/1.1 requests out of a byte stream (RFC 9112). No sockets, no time; Beast's parser inside.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "io/http.h"

namespace syncline::io {

// A fault of the transport: the status to answer with before the connection closes.
struct HttpFault {
  int status = 400;
  std::string type;  // "errorType" of the body
  std::string message;
};

class RequestReader {
 public:
  enum class State : std::uint8_t {
    empty,     // between requests: nothing has come
    header,    // some of a header
    body,      // the header, and not all of the body
    complete,  // take() has a request
    fault,     // nothing more can be read
  };

  RequestReader(std::size_t header_bytes_max, std::size_t body_bytes_max);
  ~RequestReader();
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

  // Of the request whose header is read; ask before take().
  [[nodiscard]] bool keeps_alive() const;
  [[nodiscard]] bool is_http_1_0() const;
  [[nodiscard]] bool expects_continue() const;  // the client waits before it sends the body

 private:
  class Parser;
  std::size_t parse(std::string_view bytes);
  void settle(std::string_view unused);
  void set_fault(HttpFault fault);

  std::size_t header_bytes_max_;
  std::size_t body_bytes_max_;
  State state_ = State::empty;
  std::unique_ptr<Parser> parser_;  // of the request that has begun
  std::string pending_;             // from pending_first_ on: what the parser could not use yet
  std::size_t pending_first_ = 0;
  HttpFault fault_;
};

}  // namespace syncline::io
