#include <fmt/format.h>
#include <gtest/gtest.h>

#include <atomic>
#include <boost/asio/steady_timer.hpp>
#include <thread>

#include "io/http_fixture.h"
#include "io/response_writer.h"
#include "io/server.h"

namespace syncline::io {
namespace {

using std::chrono::milliseconds;

void expect_fault(const std::string& bytes, int status, ServerLimits limits = {}) {
  TestServer server(limits);
  RawPeer peer(server);
  peer.send(bytes);
  const auto answer = read_answer(peer);
  EXPECT_TRUE(answer.status.starts_with(fmt::format("HTTP/1.1 {} ", status))) << answer.status;
  EXPECT_TRUE(answer.body.starts_with(R"({"errors":[{"errorType":")")) << answer.body;
  EXPECT_NE(answer.header.find("connection: close"), std::string::npos);
  EXPECT_NE(answer.header.find("x-common: yes"), std::string::npos) << answer.header;
  EXPECT_NE(answer.header.find("\r\ndate: "), std::string::npos) << answer.header;
  EXPECT_EQ(peer.read_to_end(), "");
  RawPeer next(server);  // the server goes on
  next.send(get("/next"));
  EXPECT_EQ(read_answer(next).body, "GET /next ");
}

TEST(HttpServer, AnswersARequest) {
  TestServer server;
  const auto response = http_request({.url = server.url("/a?x=1"), .body = "hello"});
  ASSERT_TRUE(response.has_value()) << response.error().message;
  EXPECT_EQ(response->status, 200);
  EXPECT_EQ(response->content_type, "text/plain");
  EXPECT_EQ(response->body, "POST /a hello");
}

TEST(HttpServer, AnswersSeveralRequestsOnOneConnection) {
  TestServer server;
  RawPeer peer(server);
  for (int i = 0; i < 5; ++i) {
    peer.send(post(std::to_string(i)));
    EXPECT_EQ(read_answer(peer).body, "POST / " + std::to_string(i));
  }
  EXPECT_EQ(server.server->connections(), 1U);
}

TEST(HttpServer, AnswersPipelinedRequestsInOrder) {
  TestServer server;
  RawPeer peer(server);
  std::string all;
  for (int i = 0; i < 100; ++i) all += post(std::to_string(i)) + get("/" + std::to_string(i));
  peer.send(all);
  for (int i = 0; i < 100; ++i) {
    EXPECT_EQ(read_answer(peer).body, "POST / " + std::to_string(i));
    EXPECT_EQ(read_answer(peer).body, "GET /" + std::to_string(i) + " ");
  }
}

TEST(HttpServer, TakesARequestByteByByte) {
  TestServer server;
  RawPeer peer(server);
  for (const char byte : post("slow but fine")) peer.send({&byte, 1});
  EXPECT_EQ(read_answer(peer).body, "POST / slow but fine");
}

TEST(HttpServer, TakesChunkedBodies) {
  TestServer server;
  RawPeer peer(server);
  peer.send("POST /c HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
  peer.send("5\r\nhello\r\n");
  peer.send("1\r\n!\r\n0\r\n\r\n");
  EXPECT_EQ(read_answer(peer).body, "POST /c hello!");
}

TEST(HttpServer, TellsAWaitingClientToContinue) {
  TestServer server;
  RawPeer peer(server);
  peer.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(peer.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  peer.send("ok");
  EXPECT_EQ(read_answer(peer).body, "POST / ok");
}

TEST(HttpServer, RefusesALongBodyInsteadOfTellingToContinue) {
  expect_fault("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 99\r\nExpect: 100-continue\r\n\r\n",
               413, {.body_bytes_max = 10});
}

TEST(HttpServer, SendsNoBodyForHead) {
  TestServer server;
  RawPeer peer(server);
  peer.send("HEAD /x HTTP/1.1\r\nHost: h\r\n\r\n");
  const auto header = peer.read_until("\r\n\r\n");
  EXPECT_NE(header.find("content-length: 8\r\n"), std::string::npos);
  peer.send(get("/after"));
  EXPECT_EQ(read_answer(peer).body, "GET /after ");
}

TEST(HttpServer, ClosesWhenTheClientAsksForIt) {
  TestServer server;
  RawPeer peer(server);
  peer.send(get("/", "Connection: close\r\n"));
  const auto answer = read_answer(peer);
  EXPECT_NE(answer.header.find("connection: close"), std::string::npos);
  EXPECT_EQ(peer.read_to_end(), "");
}

TEST(HttpServer, ServesHttp10) {
  TestServer server;
  RawPeer peer(server);
  peer.send("GET /old HTTP/1.0\r\n\r\n");
  EXPECT_EQ(read_answer(peer).body, "GET /old ");
  EXPECT_EQ(peer.read_to_end(), "");
}

TEST(HttpServer, AnswersAClientThatHasEndedItsSide) {
  TestServer server;
  RawPeer peer(server);
  peer.send(get("/last"));
  peer.end_sending();
  EXPECT_EQ(read_answer(peer).body, "GET /last ");
  EXPECT_EQ(peer.read_to_end(), "");
}

TEST(HttpServer, WritesAnAnswerThatIsLargerThanTheSocketTakes) {
  TestServer server;
  const auto response = http_request({.method = "GET", .url = server.url("/large")});
  ASSERT_TRUE(response.has_value()) << response.error().message;
  EXPECT_EQ(response->body.size(), 3'000'000U);
}

TEST(HttpServer, TellsTheServiceWhoAsks) {
  TestServer server;
  EXPECT_EQ(http_request({.method = "GET", .url = server.url("/peer")})->body, "127.0.0.1 plain");
}

void expect_failure(decltype(Service::respond) respond) {
  TestServer server(std::move(respond));
  RawPeer peer(server);
  for (int i = 0; i < 2; ++i) {  // the connection stays
    peer.send(get("/"));
    const auto answer = read_answer(peer);
    EXPECT_TRUE(answer.status.starts_with("HTTP/1.1 500")) << answer.status;
    EXPECT_NE(answer.header.find("x-common: yes"), std::string::npos);
  }
}

TEST(HttpServer, AnswersAServiceThatThrowsWith500) {
  expect_failure([](Loop&, HttpRequest) -> HttpAnswer {
    std::ignore = std::string().at(1);
    return HttpResponse{};
  });
}

TEST(HttpServer, AnswersATaskThatThrowsWith500) {
  expect_failure([](Loop&, HttpRequest) -> Task<HttpResponse> {
    std::ignore = std::string().at(1);
    co_return HttpResponse{};
  });
}

TEST(HttpServer, DatesItsAnswers) {
  TestServer server;
  RawPeer peer(server);
  const auto before = http_date(std::time(nullptr));
  peer.send(get("/"));
  const auto header = read_answer(peer).header;
  const auto after = http_date(std::time(nullptr));
  EXPECT_TRUE(header.find("\r\ndate: " + before + "\r\n") != std::string::npos || before != after)
      << header;
}

TEST(HttpServer, WaitsForAServiceThatAnswersLater) {
  TestServer server([](Loop& loop, HttpRequest request) -> Task<HttpResponse> {
    co_await boost::asio::post(loop.context(), boost::asio::use_awaitable);
    co_return HttpResponse{.body = request.path};
  });
  RawPeer peer(server);
  peer.send(get("/1") + get("/2"));
  EXPECT_EQ(read_answer(peer).body, "/1");
  EXPECT_EQ(read_answer(peer).body, "/2");
}

TEST(HttpServer, Refuses400WhatIsNotHttp) {
  expect_fault("\x16\x03\x01garbage \xFF\xFE\r\n\r\n", 400);
}
TEST(HttpServer, Refuses400APathThatIsNotUtf8) { expect_fault(get("/%ff"), 400); }
TEST(HttpServer, Refuses413ALongBody) {
  expect_fault(post(std::string(11, 'x')), 413, {.body_bytes_max = 10});
}
TEST(HttpServer, Refuses413AVeryLongBodyThatIsStillBeingSent) {
  expect_fault(post(std::string(5'000'000, 'x')), 413);
}
TEST(HttpServer, AsksItsServiceHowLongABodyMayBe) {
  Loops loops(1);
  Service service;
  service.respond = echo_request;
  service.body_bytes_max = [](const HttpRequest& request) -> std::size_t {
    return request.path == "/long" ? 20 : 5;
  };
  ServerConfig config{.port = 0, .tls_port = std::nullopt, .limits = {.body_bytes_max = 10}};
  auto server = Server::listen(loops, config, std::move(service)).value();
  loops.start();
  const auto status = [&](const std::string& path, std::size_t bytes) {
    const auto url = "http://127.0.0.1:" + std::to_string(server->port()) + path;
    return http_request({.url = url, .body = std::string(bytes, 'x')})->status;
  };
  EXPECT_EQ(status("/long", 20), 200);
  EXPECT_EQ(status("/long", 21), 413);
  EXPECT_EQ(status("/", 10), 200);
  EXPECT_EQ(status("/", 11), 413);
  server.reset();
  loops.stop();
}
TEST(HttpServer, Refuses414ALongTarget) {
  expect_fault(get(std::string(600, 'x')).insert(4, "/"), 414, {.header_bytes_max = 500});
}
TEST(HttpServer, Refuses431ALongHeader) {
  expect_fault(get("/", "X: " + std::string(600, 'x') + "\r\n"), 431, {.header_bytes_max = 500});
}
TEST(HttpServer, Refuses501OtherTransferCodings) {
  expect_fault(get("/", "Transfer-Encoding: gzip\r\n"), 501);
}
TEST(HttpServer, Refuses505OtherVersions) { expect_fault("GET / HTTP/3.0\r\n\r\n", 505); }

TEST(HttpServer, Refuses408AHeaderThatDoesNotEnd) {
  expect_fault("GET / HTTP/1.1\r\nHost", 408, {.header_time_max = milliseconds(30)});
}
TEST(HttpServer, Refuses408ABodyThatDoesNotCome) {
  expect_fault("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhe", 408,
               {.body_time_max = milliseconds(30)});
}

// One byte now and then must not keep a connection open (slow loris).
TEST(HttpServer, DoesNotGiveMoreTimeForEachByte) {
  TestServer server({.header_time_max = milliseconds(50), .linger_time_max = milliseconds(50)});
  RawPeer peer(server);
  const auto begin = std::chrono::steady_clock::now();
  peer.send("GET / HTTP/1.1\r\n");
  std::string answer;
  std::thread reader([&] { answer = peer.read_to_end(); });
  while (server.server->connections() > 0 &&
         std::chrono::steady_clock::now() - begin < milliseconds(patience_ms)) {
    peer.send("X: y\r\n");
    std::this_thread::yield();
  }
  reader.join();
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 4")) << answer;
}

TEST(HttpServer, ClosesIdleConnectionsWithoutAWord) {
  TestServer server({.idle_time_max = milliseconds(20)});
  RawPeer peer(server);
  peer.send(get("/"));
  EXPECT_EQ(read_answer(peer).body, "GET / ");
  EXPECT_EQ(peer.read_to_end(), "");
}

TEST(HttpServer, ClosesConnectionsThatNeverSay) {
  TestServer server({.header_time_max = milliseconds(20)});
  RawPeer peer(server);
  EXPECT_EQ(peer.read_to_end(), "");
}

TEST(HttpServer, ClosesAClientThatDoesNotReadItsAnswer) {
  TestServer server({.idle_time_max = milliseconds(30)});
  RawPeer peer(server);
  for (int i = 0; i < 10; ++i) peer.send(get("/large"));
  EXPECT_EQ(peer.read(1), "H");  // it is accepted and being answered
  while (server.server->connections() > 0) std::this_thread::yield();
  EXPECT_LT(peer.read_to_end().size(), 30'000'000U);
}

TEST(HttpServer, RefusesAPortThatIsInUse) {
  TestServer first;
  Loops loops(1);
  Journal journal;
  const auto second =
      Server::listen(loops, {.port = first.server->port(), .tls_port = {}}, echo_service(journal));
  ASSERT_FALSE(second.has_value());
  EXPECT_EQ(second.error().type, "ListenError");
  EXPECT_NE(second.error().message.find(std::to_string(first.server->port())), std::string::npos);
}

TEST(HttpServer, RefusesAnAddressThatIsNone) {
  Loops loops(1);
  Journal journal;
  const auto server = Server::listen(
      loops, {.address = "not an address", .port = 0, .tls_port = {}}, echo_service(journal));
  ASSERT_FALSE(server.has_value());
  EXPECT_NE(server.error().message.find("not an address"), std::string::npos);
}

TEST(HttpServer, ServesOnEveryLoop) {
  std::array<std::atomic<int>, 2> served{};
  TestServer server([&served](Loop& loop, HttpRequest) -> Task<HttpResponse> {
    ++served[loop.index()];
    co_return HttpResponse{};
  });
  for (int i = 0; i < 400 && (served[0] == 0 || served[1] == 0); ++i) {
    RawPeer peer(server);
    peer.send(get("/"));
    read_answer(peer);
  }
  EXPECT_GT(served[0], 0);
  EXPECT_GT(served[1], 0);
}

TEST(HttpClient, SaysWhyItCannotConnect) {
  const auto response = http_request({.url = "http://127.0.0.1:1/"});
  ASSERT_FALSE(response.has_value());
  EXPECT_EQ(response.error().kind, ErrorKind::unavailable);
  EXPECT_NE(response.error().message.find("127.0.0.1"), std::string::npos);
}

TEST(HttpClient, SendsMethodAndHeaders) {
  TestServer server([](Loop&, HttpRequest request) -> Task<HttpResponse> {
    HttpResponse response{.status = 418};
    response.headers.emplace_back("X-Seen", std::string(*request.headers.get("x-mine")));
    response.body = request.method;
    co_return response;
  });
  const auto response = http_request(
      {.method = "PUT", .url = server.url("/"), .headers = {{"X-Mine", "yes"}}, .body = "b"});
  ASSERT_TRUE(response.has_value());
  EXPECT_EQ(response->status, 418);
  EXPECT_EQ(response->body, "PUT");
  EXPECT_NE(
      std::ranges::find(response->headers, std::pair(std::string("x-seen"), std::string("yes"))),
      response->headers.end());
}

TEST(HttpClient, GivesUpAfterItsTime) {
  TestServer server([](Loop& loop, HttpRequest) -> Task<HttpResponse> {
    boost::asio::steady_timer never(loop.context(), std::chrono::hours(1));
    co_await never.async_wait(boost::asio::use_awaitable);
    co_return HttpResponse{};
  });
  const auto response = http_request({.url = server.url("/"), .timeout_ms = 30});
  ASSERT_FALSE(response.has_value());
  EXPECT_EQ(response.error().kind, ErrorKind::timeout);
}

}  // namespace
}  // namespace syncline::io
