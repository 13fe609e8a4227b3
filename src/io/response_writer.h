// HTTP responses as the bytes of the wire (RFC 9112).
#pragma once

#include <ctime>
#include <string>
#include <string_view>

#include "io/http.h"
#include "io/http_fault.h"

namespace syncline::io {

struct ResponseForm {
  bool with_body = true;  // false: the answer to HEAD, whose Content-Length is still the body's
  bool keep_alive = true;
  bool http_1_0 = false;  // the client must be told that the connection stays
  std::string_view date;  // the value of the Date header; empty: none
};

// A header field that could end its line early is left out, and the log says so.
void append_response(std::string& out, const HttpResponse& response, const ResponseForm& form);
std::string encode_response(const HttpResponse& response, const ResponseForm& form);

// {"errors":[{"errorType","message"}]}
HttpResponse fault_response(const HttpFault& fault);

// The value of a Date header (RFC 9110 5.6.7), such as "Sun, 06 Nov 1994 08:49:37 GMT".
std::string http_date(std::time_t time);

}  // namespace syncline::io
