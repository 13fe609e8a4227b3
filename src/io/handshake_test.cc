#include "io/handshake.h"

#include <gtest/gtest.h>

namespace syncline::io {
namespace {

HttpRequest handshake() {
  HttpRequest request;
  request.method = "GET";
  request.headers.add("upgrade", "WebSocket");
  request.headers.add("connection", "keep-alive, Upgrade");
  request.headers.add("sec-websocket-version", "13");
  request.headers.add("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==");
  return request;
}

HttpRequest without(std::string_view name, std::string value) {
  HttpRequest request;
  request.method = "GET";
  for (const auto& [field, old] : handshake().headers.all()) {
    request.headers.add(field, field == name ? value : old);
  }
  return request;
}

// RFC 6455 1.3, as printed there.
TEST(AcceptKey, IsThatOfTheSpecification) {
  EXPECT_EQ(accept_key("dGhlIHNhbXBsZSBub25jZQ=="), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
}

TEST(Handshake, TakesAValidOne) {
  EXPECT_TRUE(asks_for_websocket(handshake()));
  EXPECT_FALSE(refuse_handshake(handshake()).has_value());
}

TEST(Handshake, IsNotAskedForByOtherUpgrades) {
  EXPECT_FALSE(asks_for_websocket(HttpRequest{}));
  EXPECT_FALSE(asks_for_websocket(without("upgrade", "h2c")));
}

TEST(Handshake, NamesTheVersionThatIsServed) {
  const auto refusal = refuse_handshake(without("sec-websocket-version", "8"));
  ASSERT_TRUE(refusal.has_value());
  EXPECT_EQ(refusal->status, 426);
  EXPECT_EQ(refusal->headers[0],
            std::pair(std::string("sec-websocket-version"), std::string("13")));
}

TEST(Handshake, NeedsAKeyOf16Bytes) {
  for (const auto* key :
       {"", "short", "dGhlIHNhbXBsZSBub25jZQ", "dGhlIHNhbXBsZSBub25jZXh4", "!!!"}) {
    const auto refusal = refuse_handshake(without("sec-websocket-key", key));
    if (std::string(key) == "dGhlIHNhbXBsZSBub25jZQ") {
      EXPECT_FALSE(refusal.has_value());  // only the padding is missing
    } else {
      ASSERT_TRUE(refusal.has_value()) << key;
      EXPECT_EQ(refusal->status, 400);
    }
  }
}

TEST(Handshake, NeedsGet) {
  auto request = handshake();
  request.method = "POST";
  EXPECT_EQ(refuse_handshake(request)->status, 405);
}

TEST(Handshake, NeedsConnectionUpgrade) {
  EXPECT_EQ(refuse_handshake(without("connection", "keep-alive"))->status, 400);
}

TEST(SwitchingProtocols, NamesTheSubprotocolOnlyWhenThereIsOne) {
  EXPECT_EQ(switching_protocols(handshake(), "graphql-ws"),
            "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: Upgrade\r\n"
            "sec-websocket-accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"
            "sec-websocket-protocol: graphql-ws\r\n\r\n");
  EXPECT_EQ(switching_protocols(handshake(), "").find("protocol:"), std::string::npos);
}

}  // namespace
}  // namespace syncline::io
