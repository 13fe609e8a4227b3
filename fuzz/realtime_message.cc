// Arbitrary messages, one a line, into a connection of either dialect. The first byte chooses the
// dialect, whether the connection is past its connection_init, and whether the upgrade is arbitrary
// too: then the first line is its target and the second what it offers as sub-protocols, which may
// both carry credentials.
#include <algorithm>
#include <cstdint>
#include <string_view>

#include "base/text.h"
#include "edge/edge_fixture.h"

namespace {

namespace fixture = syncline::edge::fixture;
using fixture::Connection;
using fixture::Node;

std::string_view take_line(std::string_view& lines) {
  const auto end = std::min(lines.find('\n'), lines.size());
  const auto line = lines.substr(0, end);
  lines.remove_prefix(std::min(end + 1, lines.size()));
  return line;
}

bool is_text(std::string_view text) {
  const auto is_control = [](unsigned char c) { return c < 0x20 || c == 0x7F; };
  return syncline::is_utf8(text) && std::ranges::none_of(text, is_control);
}

// What io lets through (io/http.h).
bool is_request(const syncline::io::HttpRequest& request, std::string_view protocols) {
  const auto parameters = request.parameters();
  const auto fits = [](const auto& parameter) {
    const auto holds_text = [](std::string_view text) {
      return syncline::is_utf8(text) && !text.contains('\0');
    };
    return holds_text(parameter.first) && holds_text(parameter.second);
  };
  return request.target.starts_with('/') && is_text(request.target) && is_text(request.path) &&
         is_text(protocols) && std::ranges::all_of(parameters, fits);
}

void talk(Connection& client, unsigned char choice, std::string_view lines) {
  if (client.answer().handler == nullptr) return;  // refused over HTTP
  if ((choice & 2) != 0) client.say(R"({"type":"connection_init"})");
  while (!lines.empty()) {
    const auto line = take_line(lines);
    // With `hand`, a message comes before the work that the one before it began has ended.
    if (syncline::is_utf8(line)) (choice & 4) != 0 ? client.hand(line) : client.say(line);
  }
}

void connect(Node& node, unsigned char choice, std::string_view lines) {
  const auto* protocol = (choice & 1) != 0 ? "graphql-transport-ws" : "graphql-ws";
  if ((choice & 8) == 0) {
    Connection client(node, fixture::with_header(fixture::upgrade("/graphql", protocol),
                                                 "x-api-key", std::string(fixture::key)));
    return talk(client, choice, lines);
  }
  const std::string target(take_line(lines));
  const std::string offered(take_line(lines));
  auto upgrade = fixture::upgrade(target, offered.empty() ? protocol : offered);
  upgrade.path = syncline::percent_decode(upgrade.path, false);
  if (!is_request(upgrade, offered)) return;
  Connection client(node, upgrade);
  talk(client, choice, lines);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  static Node node;  // a node takes far longer to build than an input to run
  connect(node, data[0], {reinterpret_cast<const char*>(data) + 1, size - 1});
  node.turn();
  CHECK(node.hub->shard(node.loop()).subscriptions() == 0);
  return 0;
}
