#include "edge/compress.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/limits.h"
#include "edge/edge_fixture.h"

namespace syncline::edge {
namespace {

using fixture::ask;
using fixture::header;
using fixture::Node;
using fixture::post;
using fixture::with_header;

bool accepted(std::string_view encodings) {
  io::Headers headers;
  headers.add("accept-encoding", encodings);
  return accepts_gzip(headers);
}

io::HttpResponse response_of(std::size_t bytes) {
  io::HttpResponse response;
  response.body.assign(bytes, 'x');
  return response;
}

io::HttpAnswer answer_to(io::HttpResponse response, bool gzip, const io::GzipMemory& memory = {}) {
  io::HttpAnswer answer = std::move(response);
  compress(answer, gzip, memory);
  return answer;
}

// What a ready answer became.
io::HttpResponse compressed(io::HttpResponse response, bool gzip = true) {
  auto answer = answer_to(std::move(response), gzip);
  CHECK(std::holds_alternative<io::HttpResponse>(answer));
  return std::get<io::HttpResponse>(std::move(answer));
}

Task<void> wait(Task<io::HttpResponse> later, std::optional<io::HttpResponse>& into) {
  into = co_await std::move(later);
}

// An answer that is not ready: `response` is what it becomes.
void begin(Node& node, io::HttpAnswer answer, std::optional<io::HttpResponse>& response) {
  CHECK(std::holds_alternative<Task<io::HttpResponse>>(answer));
  node.loop().spawn(wait(std::get<Task<io::HttpResponse>>(std::move(answer)), response));
}

TEST(AcceptsGzip, WhereItIsPreferred) {
  EXPECT_FALSE(accepts_gzip({}));
  for (const auto* yes :
       {"gzip", "GZIP", "x-gzip", "gzip, deflate, br", "*", "br;q=1.0, gzip;q=0.8", "gzip;q=0.001",
        "identity;q=0.5, *", "gzip;q=1, identity;q=1"}) {
    EXPECT_TRUE(accepted(yes)) << yes;
  }
  for (const auto* no : {"", "identity", "br", "deflate", "gzip;q=0", "gzip;q=0.000", "*;q=0",
                         "gzip;q=0, *", "identity, gzip;q=0.5", "gzipped", "gzip;q=2"}) {
    EXPECT_FALSE(accepted(no)) << no;
  }
}

TEST(Compress, LeavesWhatIsShort) {
  const auto response = compressed(response_of(limits::gzip_body_bytes_min - 1));
  EXPECT_EQ(response.body.size(), limits::gzip_body_bytes_min - 1);
  EXPECT_EQ(header(response, "content-encoding"), "");
  EXPECT_EQ(header(response, "vary"), "");
}

TEST(Compress, BeginsAtItsLimit) {
  const auto response = compressed(response_of(limits::gzip_body_bytes_min));
  EXPECT_LT(response.body.size(), 100U);
  EXPECT_TRUE(response.body.starts_with("\x1f\x8b"));  // RFC 1952 2.3.1
  EXPECT_EQ(header(response, "content-encoding"), "gzip");
  EXPECT_EQ(header(response, "vary"), "accept-encoding");
}

TEST(Compress, LeavesWhatIsLongerThanItsLimit) {
  const auto response = compressed(response_of(limits::gzip_body_bytes_max + 1));
  EXPECT_EQ(response.body.size(), limits::gzip_body_bytes_max + 1);
  EXPECT_EQ(header(response, "content-encoding"), "");
}

TEST(Compress, SaysThatTheAnswerDependsOnIt) {
  const auto response = compressed(response_of(2'000), false);
  EXPECT_EQ(response.body.size(), 2'000U);
  EXPECT_EQ(header(response, "content-encoding"), "");
  EXPECT_EQ(header(response, "vary"), "accept-encoding");
}

TEST(Compress, LeavesWhatDoesNotBecomeSmaller) {
  io::HttpResponse noise;
  std::uint32_t state = 1;
  for (int i = 0; i < 2'000; ++i) {
    state = state * 1'664'525 + 1'013'904'223;
    noise.body += static_cast<char>(state >> 24);
  }
  const auto body = noise.body;
  const auto response = compressed(std::move(noise));
  EXPECT_EQ(response.body, body);
  EXPECT_EQ(header(response, "content-encoding"), "");
}

TEST(Compress, LeavesWhatHasAnEncodingAlready) {
  auto response = response_of(2'000);
  response.headers.emplace_back("content-encoding", "br");
  EXPECT_EQ(compressed(std::move(response)).body.size(), 2'000U);
}

constexpr io::GzipMemory none{
    .allocate = [](void*, unsigned, unsigned) -> void* { return nullptr; }};

TEST(Compress, SendsThePlainBodyWhenThereIsNoMemory) {
  auto answer = answer_to(response_of(2'000), true, none);
  ASSERT_TRUE(std::holds_alternative<io::HttpResponse>(answer));
  const auto& response = std::get<io::HttpResponse>(answer);
  EXPECT_EQ(response.body, std::string(2'000, 'x'));
  EXPECT_EQ(header(response, "content-encoding"), "");
  EXPECT_EQ(header(response, "vary"), "accept-encoding");
}

TEST(Compress, SendsALongPlainBodyWhenThereIsNoMemory) {
  constexpr auto bytes = limits::gzip_turn_bytes_max + 1;
  Node node;
  std::optional<io::HttpResponse> response;
  begin(node, answer_to(response_of(bytes), true, none), response);
  node.turn();
  ASSERT_TRUE(response);
  EXPECT_EQ(response->body, std::string(bytes, 'x'));
  EXPECT_EQ(header(*response, "content-encoding"), "");
}

TEST(Compress, DoesLongOnesInTurns) {
  EXPECT_TRUE(std::holds_alternative<io::HttpResponse>(
      answer_to(response_of(limits::gzip_turn_bytes_max), true)));
  Node node;
  for (const auto bytes : {limits::gzip_turn_bytes_max + 1, limits::gzip_body_bytes_max}) {
    auto answer = answer_to(response_of(bytes), true);
    ASSERT_TRUE(std::holds_alternative<Task<io::HttpResponse>>(answer));
    std::optional<io::HttpResponse> response;
    begin(node, std::move(answer), response);
    node.loop().context().poll_one();
    EXPECT_FALSE(response);  // others have had their turn
    node.turn();
    ASSERT_TRUE(response);
    EXPECT_EQ(header(*response, "content-encoding"), "gzip");
    EXPECT_LT(response->body.size(), bytes / 100);
  }
}

TEST(Compress, CompressesAnswersOfTheService) {
  Node node;
  std::string query = "{";
  for (int i = 0; i < 100; ++i) query += " alias" + std::to_string(i) + ": hello";
  const auto body = to_json(JsonObject{{"query", query + " }"}});
  const auto plain = ask(node, post(body));
  EXPECT_GT(plain->body.size(), 1'500U);
  EXPECT_EQ(header(*plain, "vary"), "accept-encoding");
  const auto packed = ask(node, with_header(post(body), "accept-encoding", "gzip"));
  EXPECT_EQ(header(*packed, "content-encoding"), "gzip");
  EXPECT_LT(packed->body.size(), plain->body.size() / 2);
  EXPECT_EQ(header(*packed, "x-amzn-RequestId").size(), 36U);
}

TEST(Compress, CompressesAnswersThatHadToWait) {
  Node node;
  std::string query = "{";
  for (int i = 0; i < 100; ++i) query += " alias" + std::to_string(i) + ": slow";
  const auto packed = ask(node, with_header(post(to_json(JsonObject{{"query", query + " }"}})),
                                            "accept-encoding", "gzip"));
  ASSERT_TRUE(packed);
  EXPECT_EQ(header(*packed, "content-encoding"), "gzip");
}

}  // namespace
}  // namespace syncline::edge
