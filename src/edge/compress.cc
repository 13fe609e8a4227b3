#include "edge/compress.h"

#include <algorithm>
#include <utility>

#include "base/limits.h"
#include "base/task.h"
#include "edge/preferences.h"

namespace syncline::edge {
namespace {

// Says what the body depends on, and whether there is anything to do.
bool prepare(io::HttpResponse& response, bool gzip) {
  const auto bytes = response.body.size();
  if (bytes < limits::gzip_body_bytes_min || bytes > limits::gzip_body_bytes_max) return false;
  const auto is_encoding = [](const auto& field) { return field.first == "content-encoding"; };
  if (std::ranges::any_of(response.headers, is_encoding)) return false;
  response.headers.emplace_back("vary", "accept-encoding");
  return gzip;
}

// Whatever failed, the plain body is still there.
void take(io::HttpResponse& response, std::optional<std::string> packed) {
  if (!packed || packed->size() >= response.body.size()) return;
  response.body = *std::move(packed);
  response.headers.emplace_back("content-encoding", "gzip");
}

Task<io::HttpResponse> compress_in_turns(io::HttpResponse response, io::GzipMemory memory) {
  const std::string_view body = response.body;
  io::Gzip writer(body.size(), memory);
  for (std::size_t at = 0; at < body.size(); at += limits::gzip_turn_bytes_max) {
    if (at > 0) {
      co_await boost::asio::post(co_await boost::asio::this_coro::executor,
                                 boost::asio::use_awaitable);
    }
    writer.add(body.substr(at, limits::gzip_turn_bytes_max));
  }
  take(response, writer.finish());
  co_return response;
}

}  // namespace

bool accepts_gzip(const io::Headers& headers) {
  if (!headers.get("accept-encoding")) return false;
  int gzip = -1;
  int any = -1;
  int plain = 0;
  Preferences preferences(headers, "accept-encoding");
  while (const auto one = preferences.next()) {
    if (one->is("gzip") || one->is("x-gzip")) gzip = std::max(gzip, one->weight);
    if (one->is("identity")) plain = one->weight;
    if (one->is("*")) any = one->weight;
  }
  if (gzip < 0) gzip = any;
  return gzip > 0 && gzip >= plain;
}

void compress(io::HttpAnswer& answer, bool gzip, const io::GzipMemory& memory) {
  auto& response = std::get<io::HttpResponse>(answer);
  if (!prepare(response, gzip)) return;
  if (response.body.size() > limits::gzip_turn_bytes_max) {
    answer = compress_in_turns(std::move(response), memory);
  } else {
    take(response, io::gzip(response.body, memory));
  }
}

}  // namespace syncline::edge
