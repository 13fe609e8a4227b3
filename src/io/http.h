// An HTTP request and its response as values. No sockets here: io/server.h moves them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace syncline::io {

// Header fields in the order of the wire; names in lower case (RFC 9110: case does not matter).
class Headers {
 public:
  void add(std::string name, std::string value);
  // The first field of that name, or nothing. `name` in lower case.
  [[nodiscard]] std::optional<std::string_view> get(std::string_view name) const;
  [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& all() const {
    return fields_;
  }

 private:
  std::vector<std::pair<std::string, std::string>> fields_;
};

struct HttpRequest {
  std::string method;
  std::string target;  // as sent
  std::string path;    // percent-decoded, without the query
  std::string query;   // raw, without '?'
  Headers headers;
  std::string body;
  std::string peer;  // the client's address, such as "127.0.0.1"
  bool secure = false;

  // The decoded value of a query parameter, or nothing.
  [[nodiscard]] std::optional<std::string> parameter(std::string_view name) const;
  // All of them, decoded, in order.
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> parameters() const;
};

struct HttpResponse {
  int status = 200;
  std::string content_type = "application/json;charset=UTF-8";
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
};

std::string_view reason_phrase(int status);

}  // namespace syncline::io
