#include "edge/subprotocol.h"

#include <algorithm>

namespace syncline::edge {
namespace {

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

void append_items(std::vector<std::string>& items, std::string_view list) {
  while (!list.empty()) {
    const auto comma = std::min(list.find(','), list.size());
    const auto item = trimmed(list.substr(0, comma));
    if (!item.empty()) items.emplace_back(item);
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
}

}  // namespace

std::vector<std::string> offered_items(const io::Headers& headers) {
  std::vector<std::string> items;
  for (const auto& [name, value] : headers.all()) {
    if (name == "sec-websocket-protocol") append_items(items, value);
  }
  return items;
}

std::vector<std::string> offered_protocols(const io::Headers& headers) {
  auto items = offered_items(headers);
  std::erase_if(items,
                [](const std::string& item) { return item.starts_with(header_item_prefix); });
  return items;
}

}  // namespace syncline::edge
