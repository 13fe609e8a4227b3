// Arbitrary messages, one a line, into a connection of either dialect. The first byte chooses the
// dialect and whether the connection is past its connection_init.
#include <algorithm>
#include <cstdint>
#include <string_view>

#include "base/text.h"
#include "edge/edge_fixture.h"

namespace {

using syncline::edge::fixture::Connection;
using syncline::edge::fixture::Node;

void talk(Node& node, unsigned char choice, std::string_view lines) {
  namespace fixture = syncline::edge::fixture;
  const auto* protocol = (choice & 1) != 0 ? "graphql-transport-ws" : "graphql-ws";
  Connection client(node, fixture::with_header(fixture::upgrade("/graphql", protocol), "x-api-key",
                                               std::string(fixture::key)));
  if ((choice & 2) != 0) client.say(R"({"type":"connection_init"})");
  while (!lines.empty()) {
    const auto end = std::min(lines.find('\n'), lines.size());
    const auto line = lines.substr(0, end);
    lines.remove_prefix(std::min(end + 1, lines.size()));
    // With `hand`, a message comes before the work that the one before it began has ended.
    if (syncline::is_utf8(line)) (choice & 4) != 0 ? client.hand(line) : client.say(line);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  static Node node;  // a node takes far longer to build than an input to run
  talk(node, data[0], {reinterpret_cast<const char*>(data) + 1, size - 1});
  node.turn();
  CHECK(node.hub->shard(node.loop()).subscriptions() == 0);
  return 0;
}
