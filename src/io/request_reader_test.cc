#include "io/request_reader.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/limits.h"

namespace syncline::io {
namespace {

using State = RequestReader::State;

struct RequestReaderTest : testing::Test {
  RequestReader reader{1024, 64};

  // The state after all bytes came one by one, or as soon as a request or a fault is there.
  State feed_slowly(std::string_view bytes) {
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      const auto state = reader.feed(bytes.substr(i, 1));
      if (state == State::fault || state == State::complete) return state;
    }
    return reader.state();
  }
  int status_of(std::string_view bytes) {
    EXPECT_EQ(reader.feed(bytes), State::fault) << bytes;
    RequestReader slow(1024, 64);
    for (std::size_t i = 0; i < bytes.size(); ++i) slow.feed(bytes.substr(i, 1));
    EXPECT_EQ(slow.fault().status, reader.fault().status) << bytes;
    return reader.fault().status;
  }
};

constexpr std::string_view simple =
    "GET /a%20b/c?x=1&y=2 HTTP/1.1\r\nHost: h\r\nX-Two:  2 \r\n\r\n";

TEST_F(RequestReaderTest, ReadsARequest) {
  ASSERT_EQ(reader.feed(simple), State::complete);
  EXPECT_TRUE(reader.keeps_alive());
  const auto request = reader.take();
  EXPECT_EQ(request.method, "GET");
  EXPECT_EQ(request.target, "/a%20b/c?x=1&y=2");
  EXPECT_EQ(request.path, "/a b/c");
  EXPECT_EQ(request.query, "x=1&y=2");
  EXPECT_EQ(request.headers.get("x-two"), "2");
  EXPECT_EQ(request.body, "");
  EXPECT_EQ(reader.state(), State::empty);
}

TEST_F(RequestReaderTest, ReadsARequestThatComesByteByByte) {
  ASSERT_EQ(feed_slowly(simple), State::complete);
  EXPECT_EQ(reader.take().headers.get("x-two"), "2");
}

TEST_F(RequestReaderTest, ReadsABodyWithItsLength) {
  EXPECT_EQ(reader.feed("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhe"), State::body);
  EXPECT_EQ(reader.feed("llo"), State::complete);
  EXPECT_EQ(reader.take().body, "hello");
}

TEST_F(RequestReaderTest, ReadsABodyInChunks) {
  const std::string_view bytes =
      "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
      "5;name=value\r\nhello\r\n7\r\n, world\r\n0\r\nX-Trailer: 1\r\n\r\n";
  ASSERT_EQ(reader.feed(bytes), State::complete);
  const auto request = reader.take();
  EXPECT_EQ(request.body, "hello, world");
  EXPECT_EQ(request.headers.get("x-trailer"), std::nullopt);
  ASSERT_EQ(feed_slowly(bytes), State::complete);
  EXPECT_EQ(reader.take().body, "hello, world");
}

TEST_F(RequestReaderTest, KeepsWhatStandsBehindARequest) {
  std::string two(simple);
  two += "POST /second HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nok";
  two += "GET /third";
  ASSERT_EQ(reader.feed(two), State::complete);
  EXPECT_EQ(reader.take().path, "/a b/c");
  ASSERT_EQ(reader.read_on(), State::complete);
  EXPECT_EQ(reader.take().body, "ok");
  ASSERT_EQ(reader.read_on(), State::header);
  ASSERT_EQ(reader.feed(" HTTP/1.1\r\nHost: h\r\n\r\n"), State::complete);
  EXPECT_EQ(reader.take().path, "/third");
  EXPECT_EQ(reader.read_on(), State::empty);
}

TEST_F(RequestReaderTest, HandsOverTheRestAfterAnUpgrade) {
  ASSERT_EQ(reader.feed(std::string(simple) + "\x81\x80mask"), State::complete);
  reader.take();
  EXPECT_EQ(reader.take_rest(), "\x81\x80mask");
}

TEST_F(RequestReaderTest, IgnoresEmptyLinesBeforeARequest) {
  EXPECT_EQ(reader.feed("\r\n\r\n"), State::empty);
  EXPECT_EQ(reader.feed("\r\n" + std::string(simple)), State::complete);
}

TEST_F(RequestReaderTest, IgnoresEmptyLinesHoweverTheyAreCut) {
  EXPECT_EQ(reader.feed("\r"), State::header);
  EXPECT_EQ(reader.feed("\n" + std::string(simple)), State::complete);
  reader.take();
  EXPECT_EQ(reader.feed("\r\n\r"), State::header);
  EXPECT_EQ(reader.feed("\n"), State::empty);
}

TEST_F(RequestReaderTest, RefusesAReturnWithoutItsNewline) {
  EXPECT_EQ(status_of("\rGET / HTTP/1.1\r\nHost: h\r\n\r\n"), 400);
}

// What is here decides, not how it came.
TEST(RequestReader, ReadsTheSameHoweverItIsCut) {
  const std::vector<std::string> streams = {
      std::string(simple) + "\r\n" + std::string(simple),
      "GET / HTTP/1.1\r\nHost: h\r\nbad field\r\n",
      "GET / HTTP/1.1\r\nHost: h\r\nX: a\r\n b\r\nY: c\r\n\r\nGET",
      "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
      "3;a=b\r\nabc\r\n2\r\nde\r\n0\r\nX: 1\r\n\r\nGET / HTTP/1.1\r\n",
      "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n1;" +
          std::string(1024, 'x') + "\r\nz\r\n0\r\n\r\n",
      "\x16\x03\x01 no newline",
  };
  for (const auto& stream : streams) {
    std::string first;
    for (std::size_t piece = stream.size(); piece > 0; --piece) {
      RequestReader reader(1024, 64);
      std::string seen;
      for (std::size_t at = 0; at < stream.size(); at += piece) {
        auto state = reader.feed(std::string_view(stream).substr(at, piece));
        for (; state == State::complete; state = reader.read_on()) {
          const auto request = reader.take();
          seen +=
              fmt::format("{} {} {};", request.path, request.headers.all().size(), request.body);
        }
      }
      seen += fmt::format("{} {}", static_cast<int>(reader.state()), reader.fault().message);
      if (first.empty()) first = seen;
      ASSERT_EQ(seen, first) << stream << " in pieces of " << piece;
    }
  }
}

TEST_F(RequestReaderTest, RefusesATargetThatIsNotUtf8) {
  EXPECT_EQ(status_of("GET /%ff HTTP/1.1\r\nHost: h\r\n\r\n"), 400);
  for (const std::string target : {"/a\xff", "/?a=%ff", "/?%C3=%A9", "/%00", "/?a=%00", "/?\x80"}) {
    RequestReader other(1024, 64);
    EXPECT_EQ(other.feed("GET " + target + " HTTP/1.1\r\nHost: h\r\n\r\n"), State::fault) << target;
    EXPECT_EQ(other.fault().status, 400);
  }
}

TEST_F(RequestReaderTest, TakesTargetsInUtf8) {
  ASSERT_EQ(reader.feed("GET /caf%C3%A9/\xC3\xA9?q=%E2%82%AC+1 HTTP/1.1\r\nHost: h\r\n\r\n"),
            State::complete);
  const auto request = reader.take();
  EXPECT_EQ(request.path, "/caf\xC3\xA9/\xC3\xA9");
  EXPECT_EQ(request.parameter("q"), "\xE2\x82\xAC 1");
}

TEST_F(RequestReaderTest, TurnsFieldsThatAreNotUtf8FromLatin1) {
  ASSERT_EQ(reader.feed("GET / HTTP/1.1\r\nHost: h\r\nA: caf\xE9\r\nB: caf\xC3\xA9\r\n\r\n"),
            State::complete);
  const auto request = reader.take();
  EXPECT_EQ(request.headers.get("a"), "caf\xC3\xA9");
  EXPECT_EQ(request.headers.get("b"), "caf\xC3\xA9");
}

TEST_F(RequestReaderTest, IsAsNewWhenItIsCleared) {
  reader.feed("nonsense\r\n\r\n");
  reader.clear();
  EXPECT_EQ(reader.feed(std::string(simple) + "GET /half"), State::complete);
  reader.clear();
  ASSERT_EQ(reader.feed(simple), State::complete);
  EXPECT_EQ(reader.take().path, "/a b/c");
}

TEST_F(RequestReaderTest, TakesAbsoluteTargets) {
  reader.feed("GET http://other:80/p?q HTTP/1.1\r\nHost: h\r\n\r\n");
  auto request = reader.take();
  EXPECT_EQ(request.path, "/p");
  EXPECT_EQ(request.query, "q");
  reader.feed("GET http://other HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_EQ(reader.take().path, "/");
  reader.feed("OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_EQ(reader.take().path, "*");
}

TEST_F(RequestReaderTest, KnowsWhetherTheConnectionStays) {
  reader.feed("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  EXPECT_FALSE(reader.keeps_alive());
  reader.take();
  reader.feed("GET / HTTP/1.0\r\n\r\n");
  EXPECT_FALSE(reader.keeps_alive());
  EXPECT_TRUE(reader.is_http_1_0());
  reader.take();
  reader.feed("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  EXPECT_TRUE(reader.keeps_alive());
}

TEST_F(RequestReaderTest, KnowsThatTheClientWaitsToBeToldToContinue) {
  reader.feed("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_TRUE(reader.expects_continue());
  reader.feed("ok");
  EXPECT_FALSE(reader.expects_continue());
}

TEST_F(RequestReaderTest, RefusesWhatIsNotHttp) {
  EXPECT_EQ(status_of("\x16\x03\x01\x02garbage\r\n\r\n"), 400);
}

TEST_F(RequestReaderTest, RefusesALineThatEndsWithoutCarriageReturn) {
  EXPECT_EQ(status_of("GET / HTTP/1.1\nHost: h\n\n"), 400);
  for (const std::string_view bytes :
       {"GET / HTTP/1.1\r\nHost: h\n\n", "GET / HTTP/1.1\r\nHost: h\r\n\n",
        "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n1;a\nx\r\n0\r\n\r\n"}) {
    RequestReader other(1024, 64);
    EXPECT_EQ(other.feed(bytes), State::fault) << bytes;
    EXPECT_EQ(other.fault().status, 400);
  }
}

TEST_F(RequestReaderTest, RefusesBadFields) {
  EXPECT_EQ(status_of("GET / HTTP/1.1\r\nHost: h\r\nno colon\r\n\r\n"), 400);
}

TEST_F(RequestReaderTest, RefusesABlankBeforeTheColon) {
  EXPECT_EQ(status_of("GET / HTTP/1.1\r\nHost : h\r\n\r\n"), 400);
}

TEST_F(RequestReaderTest, RefusesOtherVersions) {
  EXPECT_EQ(status_of("GET / HTTP/2.0\r\nHost: h\r\n\r\n"), 505);
}

TEST_F(RequestReaderTest, NeedsOneHost) { EXPECT_EQ(status_of("GET / HTTP/1.1\r\n\r\n"), 400); }

TEST_F(RequestReaderTest, RefusesTwoHosts) {
  EXPECT_EQ(status_of("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"), 400);
}

TEST_F(RequestReaderTest, RefusesBodiesWhoseEndIsUnclear) {
  EXPECT_EQ(status_of("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n"
                      "Transfer-Encoding: chunked\r\n\r\n"),
            400);
}

TEST_F(RequestReaderTest, RefusesTwoLengths) {
  EXPECT_EQ(
      status_of("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n"),
      400);
}

TEST_F(RequestReaderTest, RefusesOtherTransferCodings) {
  EXPECT_EQ(status_of("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip, chunked\r\n\r\n"),
            501);
}

TEST_F(RequestReaderTest, RefusesChunksInHttp10) {
  EXPECT_EQ(status_of("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n"), 400);
}

TEST_F(RequestReaderTest, RefusesConnect) {
  EXPECT_EQ(status_of("CONNECT h:443 HTTP/1.1\r\nHost: h\r\n\r\n"), 501);
}

TEST_F(RequestReaderTest, RefusesOtherExpectations) {
  EXPECT_EQ(status_of("POST / HTTP/1.1\r\nHost: h\r\nExpect: tea\r\n\r\n"), 417);
}

TEST_F(RequestReaderTest, RefusesALongBodyByItsLength) {
  EXPECT_EQ(status_of("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 65\r\n\r\n"), 413);
}

TEST_F(RequestReaderTest, RefusesALongBodyInChunks) {
  EXPECT_EQ(status_of("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n40\r\n" +
                      std::string(64, 'x') + "\r\n1\r\n"),
            413);
}

TEST_F(RequestReaderTest, TakesABodyOfTheLargestSize) {
  const std::string body(64, 'x');
  ASSERT_EQ(reader.feed("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 64\r\n\r\n" + body),
            State::complete);
  EXPECT_EQ(reader.take().body, body);
}

// Requests to /long may have 100 bytes.
struct LongerBodiesTest : testing::Test {
  int asked = 0;
  BodyLimit longer = [this](const HttpRequest& request) -> std::size_t {
    ++asked;
    return request.path == "/long" && request.headers.get("x-long") ? 100 : 10;
  };
  RequestReader reader{1024, 64, &longer};

  State feed(std::string_view path, std::size_t bytes) {
    return reader.feed(
        fmt::format("POST {} HTTP/1.1\r\nHost: h\r\nX-Long: 1\r\n"
                    "Content-Length: {}\r\n\r\n{}",
                    path, bytes, std::string(bytes, 'x')));
  }
  // In chunks of 25 bytes.
  State feed_chunks(std::string_view path, std::size_t bytes) {
    auto text = fmt::format(
        "POST {} HTTP/1.1\r\nHost: h\r\nX-Long: 1\r\nTransfer-Encoding: chunked\r\n\r\n", path);
    for (std::size_t left = bytes; left > 0;) {
      const auto size = std::min<std::size_t>(left, 25);
      text += fmt::format("{:x}\r\n{}\r\n", size, std::string(size, 'x'));
      left -= size;
    }
    return reader.feed(text + "0\r\n\r\n");
  }
};

TEST_F(LongerBodiesTest, AreTakenWhereTheHeaderAllowsThem) {
  ASSERT_EQ(feed("/long", 100), State::complete);
  EXPECT_EQ(reader.take().body.size(), 100U);
  ASSERT_EQ(feed_chunks("/long", 100), State::complete);
  EXPECT_EQ(reader.take().body.size(), 100U);
  EXPECT_EQ(asked, 2);
  EXPECT_EQ(feed("/long", 101), State::fault);
  EXPECT_EQ(reader.fault().status, 413);
  EXPECT_EQ(reader.fault().message, "The body is larger than 100 bytes.");
}

TEST_F(LongerBodiesTest, AreRefusedInChunksToo) {
  EXPECT_EQ(feed_chunks("/long", 101), State::fault);
  EXPECT_EQ(reader.fault().status, 413);
}

TEST_F(LongerBodiesTest, AreRefusedElsewhere) {
  EXPECT_EQ(feed("/", 65), State::fault);
  EXPECT_EQ(reader.fault().message, "The body is larger than 64 bytes.");
}

TEST_F(LongerBodiesTest, AreNotAskedForWhenTheBodyIsShort) {
  ASSERT_EQ(feed("/", 64), State::complete);
  reader.take();
  ASSERT_EQ(feed_chunks("/", 64), State::complete);
  EXPECT_EQ(asked, 0);
}

TEST_F(LongerBodiesTest, AreNoWayAroundTheLargestChunkSize) {
  EXPECT_EQ(reader.feed("POST /long HTTP/1.1\r\nHost: h\r\nX-Long: 1\r\n"
                        "Transfer-Encoding: chunked\r\n\r\n"
                        "1\r\nx\r\nffffffffffffffff\r\n"),
            State::fault);
  EXPECT_EQ(reader.fault().status, 413);
}

TEST_F(RequestReaderTest, RefusesALongTarget) {
  EXPECT_EQ(status_of("GET /" + std::string(2000, 'x')), 414);
}

TEST_F(RequestReaderTest, RefusesALongHeader) {
  EXPECT_EQ(status_of("GET / HTTP/1.1\r\nHost: h\r\nX: " + std::string(2000, 'x')), 431);
}

TEST_F(RequestReaderTest, RefusesALongHeaderThatComesInParts) {
  reader.feed("GET / HTTP/1.1\r\nHost: h\r\n");
  for (int i = 0; i < 100 && reader.state() != State::fault; ++i) {
    reader.feed("X: " + std::string(100, 'x') + "\r\n");
  }
  EXPECT_EQ(reader.fault().status, 431);
}

TEST(RequestReader, RefusesTooManyFields) {
  RequestReader reader(1024 * 1024, 64);
  std::string header = "GET / HTTP/1.1\r\nHost: h\r\n";
  for (std::size_t i = 1; i < limits::http_header_fields_max; ++i) header += "a:b\r\n";
  EXPECT_EQ(reader.feed(header + "\r\n"), State::complete);
  reader.take();
  EXPECT_EQ(reader.feed(header + "a:b\r\n\r\n"), State::fault);
  EXPECT_EQ(reader.fault().status, 431);
}

TEST_F(RequestReaderTest, RefusesEndlessChunkExtensions) {
  reader.feed("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n1;");
  for (int i = 0; i < 100 && reader.state() != State::fault; ++i) {
    reader.feed(std::string(100, 'x'));
  }
  EXPECT_EQ(reader.fault().status, 431);
}

TEST_F(RequestReaderTest, RefusesBadChunks) {
  EXPECT_EQ(status_of("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n"),
            400);
}

TEST_F(RequestReaderTest, StaysInAFault) {
  reader.feed("nonsense\r\n\r\n");
  EXPECT_EQ(reader.feed(simple), State::fault);
}

}  // namespace
}  // namespace syncline::io
