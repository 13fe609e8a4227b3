// One HTTP/1.1 request (RFC 9112): Beast checks the grammar and calls back; this keeps the values
// and refuses what we do not serve.
#pragma once

#include <boost/beast/http/basic_parser.hpp>
#include <cstddef>
#include <string_view>

#include "io/http.h"
#include "io/http_fault.h"

namespace syncline::io {

// Beast looks at lines in other ways when they come in parts. So that what is read does not depend
// on how the network cuts it, whoever feeds this gives it lines as wants_line() says: one more line
// behind what it has not used, or bytes of a body.
class RequestParser final : public boost::beast::http::basic_parser<true> {
 public:
  using Code = boost::beast::error_code;

  // `longer_bodies` is asked for a request whose body is longer than `body_bytes_max`; null when
  // there are none. It must outlive the parser.
  RequestParser(std::size_t header_bytes_max, std::size_t body_bytes_max,
                const BodyLimit* longer_bodies);

  HttpRequest request;

  [[nodiscard]] bool wants_line() const;          // of the header, or around a chunk
  [[nodiscard]] bool wants_byte_after() const;    // and the byte behind it: a line may be folded
  [[nodiscard]] std::size_t body_wanted() const;  // when it wants no line: that many bytes at most

  // What `code`, met in front of `unread`, means to the client.
  HttpFault fault(Code code, std::string_view unread);
  [[nodiscard]] HttpFault too_long() const;

  [[nodiscard]] bool expects_continue() const;
  [[nodiscard]] bool is_http_1_0() const { return version_ == 10; }

 private:
  using Text = boost::beast::string_view;

  void on_request_impl(boost::beast::http::verb verb, Text method, Text target, int version,
                       Code& code) override;
  void on_response_impl(int, Text, int, Code&) override {}
  void on_field_impl(boost::beast::http::field field, Text name, Text value, Code& code) override;
  void on_header_impl(Code& code) override;
  void on_body_init_impl(const boost::optional<std::uint64_t>& length, Code&) override;
  std::size_t on_body_impl(Text body, Code&) override;
  void on_chunk_header_impl(std::uint64_t size, Text, Code&) override;
  std::size_t on_chunk_body_impl(std::uint64_t left, Text body, Code&) override;
  void on_finish_impl(Code&) override {}

  void check_body(std::uint64_t bytes, Code& code);
  void check_coding(std::string_view value, Code& code);
  void check_expectation(std::string_view value, Code& code);
  void refuse(Code& code, HttpFault fault);

  std::size_t header_bytes_max_;
  std::size_t body_bytes_max_;
  const BodyLimit* longer_bodies_;  // null once it has been asked
  std::size_t header_bytes_ = 0;
  std::size_t chunk_left_ = 0;
  int version_ = 11;
  int hosts_ = 0;
  bool expects_continue_ = false;
  HttpFault refusal_{.status = 0, .type = {}, .message = {}};
};

HttpFault malformed_request(std::string message);

}  // namespace syncline::io
