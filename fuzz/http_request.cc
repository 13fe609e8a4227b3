// Requests of a client, cut in three ways: what is read must not depend on the cut. The first byte
// says how long the pieces of one of them are.
#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/text.h"
#include "io/request_reader.h"

namespace {

using syncline::io::HttpRequest;
using syncline::io::RequestReader;
using State = RequestReader::State;

constexpr std::size_t header_bytes_max = 1024;
constexpr std::size_t body_bytes_max = 512;

struct Taken {
  HttpRequest request;
  bool keeps_alive;
  bool is_http_1_0;
};

struct Seen {
  std::vector<Taken> requests;
  State state = State::empty;
  bool expects_continue = false;
  int fault = 0;
  std::string rest;  // not of a fault: nobody reads on there
};

Seen read(std::string_view bytes, std::size_t piece) {
  RequestReader reader(header_bytes_max, body_bytes_max);
  Seen seen;
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    seen.state = reader.feed(bytes.substr(at, piece));
    for (; seen.state == State::complete; seen.state = reader.read_on()) {
      const bool keeps_alive = reader.keeps_alive();
      const bool is_http_1_0 = reader.is_http_1_0();
      seen.requests.push_back({reader.take(), keeps_alive, is_http_1_0});
    }
  }
  if (seen.state == State::fault) {
    seen.fault = reader.fault().status;
  } else {
    seen.expects_continue = reader.expects_continue();
    seen.rest = reader.take_rest();
  }
  return seen;
}

bool is_same(const HttpRequest& a, const HttpRequest& b) {
  return a.method == b.method && a.target == b.target && a.path == b.path && a.query == b.query &&
         a.headers == b.headers && a.body == b.body;
}

void check_same(const Seen& a, const Seen& b) {
  CHECK(a.state == b.state && a.fault == b.fault && a.expects_continue == b.expects_continue);
  CHECK(a.rest == b.rest);
  CHECK(std::ranges::equal(a.requests, b.requests, [](const Taken& one, const Taken& other) {
    return is_same(one.request, other.request) && one.keeps_alive == other.keeps_alive &&
           one.is_http_1_0 == other.is_http_1_0;
  }));
}

void check_text(const HttpRequest& request) {
  CHECK(request.body.size() <= body_bytes_max);
  CHECK(syncline::is_utf8(request.target) && syncline::is_utf8(request.path));
  CHECK(request.path.find('\0') == std::string::npos);
  for (const auto& [name, value] : request.parameters()) {
    CHECK(syncline::is_utf8(name) && syncline::is_utf8(value));
  }
  for (const auto& [name, value] : request.headers.all()) {
    CHECK(syncline::is_utf8(name) && syncline::is_utf8(value));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  const auto whole = read(bytes, bytes.size() + 1);
  check_same(whole, read(bytes, 1U + data[0]));
  check_same(whole, read(bytes, 1));
  for (const auto& [request, keeps_alive, is_http_1_0] : whole.requests) check_text(request);
  return 0;
}
