// A request that HTTP itself cannot accept.
#pragma once

#include <string>

namespace syncline::io {

// A fault of the transport: the status to answer with before the connection closes.
struct HttpFault {
  int status = 400;
  std::string type;  // "errorType" of the body
  std::string message;
};

}  // namespace syncline::io
