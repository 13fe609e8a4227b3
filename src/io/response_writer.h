// HTTP responses as the bytes of the wire (RFC 9112).
#pragma once

#include <string>

#include "io/http.h"
#include "io/request_reader.h"

namespace syncline::io {

struct ResponseForm {
  bool with_body = true;  // false: the answer to HEAD, whose Content-Length is still the body's
  bool keep_alive = true;
  bool http_1_0 = false;  // the client must be told that the connection stays
};

// A header field that could end its line early is left out, and the log says so.
std::string encode_response(const HttpResponse& response, ResponseForm form);

// {"errors":[{"errorType","message"}]}
HttpResponse fault_response(const HttpFault& fault);

}  // namespace syncline::io
