// Requests of a client, cut in two ways: what is read must not depend on the cut. The first byte
// says how long the pieces are.
#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "io/request_reader.h"

namespace {

using syncline::io::HttpRequest;
using syncline::io::RequestReader;

constexpr std::size_t header_bytes_max = 1024;
constexpr std::size_t body_bytes_max = 512;

std::vector<HttpRequest> read(std::string_view bytes, std::size_t piece) {
  RequestReader reader(header_bytes_max, body_bytes_max);
  std::vector<HttpRequest> all;
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    auto state = reader.feed(bytes.substr(at, piece));
    for (; state == RequestReader::State::complete; state = reader.read_on()) {
      all.push_back(reader.take());
    }
  }
  return all;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  const auto whole = read(bytes, bytes.size() + 1);
  const auto pieces = read(bytes, 1U + data[0]);
  // One may see a fault before the other does; up to there they are the same.
  for (std::size_t i = 0; i < std::min(whole.size(), pieces.size()); ++i) {
    const auto& a = whole[i];
    const auto& b = pieces[i];
    CHECK(a.method == b.method && a.target == b.target && a.path == b.path && a.query == b.query);
    CHECK(a.headers.all() == b.headers.all());
    CHECK(a.body == b.body && a.body.size() <= body_bytes_max);
  }
  return 0;
}
