#include "edge/carried_headers.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "base/parse_json.h"
#include "base/text.h"
#include "edge/subprotocol.h"

namespace syncline::edge {
namespace {

// They belong to the handshake or to the hop, not to the caller. Leaving them out also keeps what
// each idle connection remembers small.
constexpr std::array<std::string_view, 6> handshake_headers = {"connection",
                                                               "upgrade",
                                                               "sec-websocket-extensions",
                                                               "sec-websocket-key",
                                                               "sec-websocket-protocol",
                                                               "sec-websocket-version"};

void add_header(JsonObject& headers, std::string_view name, std::string_view value) {
  auto [place, is_new] = headers.emplace(name, value);
  if (is_new) return;
  auto& present = place->value();
  if (present.is_string()) present = JsonArray{present};
  present.get_array().emplace_back(value);
}

Result<Json> decode_carrier(std::string_view carrier, std::string_view base64) {
  const auto text = base64_decode(base64);
  auto headers = text ? parse_json(*text) : Result<Json>(nullptr);
  if (headers && headers->is_object()) return headers;
  return fail(ErrorKind::invalid, "BadRequestException",
              "The " + std::string(carrier) + " is not Base64 of a JSON object.");
}

Result<void> put_parameters(JsonObject& headers, const io::HttpRequest& upgrade) {
  for (const auto& [name, value] : upgrade.parameters()) {
    if (name == "header" || name == "payload") continue;
    headers[to_lower(name)] = value;
  }
  if (const auto carried = upgrade.parameter("header")) {
    TRY(const auto extra, decode_carrier("'header' parameter", *carried));
    put_headers(headers, extra);
  }
  return {};
}

Result<void> put_subprotocol_item(JsonObject& headers, const io::HttpRequest& upgrade) {
  for (const std::string_view item : offered_items(upgrade.headers)) {
    if (!item.starts_with(header_item_prefix)) continue;
    const auto carried = item.substr(header_item_prefix.size());
    TRY(const auto extra, decode_carrier("'header-' sub-protocol", carried));
    put_headers(headers, extra);
  }
  return {};
}

}  // namespace

JsonObject request_headers(const io::Headers& headers) {
  JsonObject shown;
  for (const auto& [name, value] : headers.all()) {
    if (name != "cookie") add_header(shown, name, value);
  }
  return shown;
}

Result<JsonObject> upgrade_headers(const io::HttpRequest& upgrade) {
  auto headers = request_headers(upgrade.headers);
  for (const auto name : handshake_headers) headers.erase(name);
  TRY(put_subprotocol_item(headers, upgrade));
  TRY(put_parameters(headers, upgrade));
  return headers;
}

void put_headers(JsonObject& headers, const Json& extra) {
  const auto* members = extra.if_object();
  if (members == nullptr) return;
  for (const auto& member : *members) {
    if (member.value().is_string()) headers[to_lower(member.key())] = member.value();
  }
}

io::Headers wire_headers(const JsonObject& headers) {
  io::Headers wire;
  const auto add = [&](std::string_view name, const Json& value) {
    if (const auto* text = value.if_string()) wire.add(name, *text);
  };
  for (const auto& header : headers) {
    add(header.key(), header.value());
    if (const auto* repeated = header.value().if_array()) {
      for (const auto& value : *repeated) add(header.key(), value);
    }
  }
  return wire;
}

std::string_view header_text(const JsonObject& headers, std::string_view name) {
  const auto* value = headers.if_contains(name);
  const auto* text = value == nullptr ? nullptr : value->if_string();
  return text == nullptr ? std::string_view() : std::string_view(*text);
}

bool has_credentials(const JsonObject& headers) {
  return headers.contains("x-api-key") || headers.contains("authorization");
}

}  // namespace syncline::edge
