// The parts of a URL that a client needs to connect.
#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"

namespace syncline::io {

struct Url {
  std::string scheme;  // lower case
  std::string host;    // without the brackets of an IPv6 address
  std::uint16_t port = 0;
  std::string target;  // path and query
};

// An absolute URL of the schemes http, https, ws and wss; the port is the scheme's when absent.
Result<Url> parse_url(const std::string& text);

// localhost, a name under it, 127.0.0.0/8 or ::1.
bool is_loopback(const std::string& host);

// For a Host header: IPv6 addresses in brackets, the scheme's own port left out.
std::string authority(const Url& url);

}  // namespace syncline::io
