#include "edge/media_type.h"

#include <tuple>

#include "edge/preferences.h"

namespace syncline::edge {
namespace {

struct Match {
  int exactness = -1;  // 2: by its name, 1: application/*, 0: */*, -1: not at all
  int weight = 0;
  std::size_t place = 0;
};

// The most exact range decides (RFC 9110 12.5.1).
Match find_match(const std::vector<Preference>& preferences, std::string_view type) {
  Match best;
  for (std::size_t i = 0; i < preferences.size(); ++i) {
    const auto& range = preferences[i].value;
    const int exactness = range == type              ? 2
                          : range == "application/*" ? 1
                          : range == "*/*"           ? 0
                                                     : -1;
    if (exactness > best.exactness) best = {exactness, preferences[i].weight, i};
  }
  return best;
}

}  // namespace

std::optional<MediaType> choose_media_type(const io::Headers& headers) {
  const auto preferences = read_preferences(headers, "accept");
  if (preferences.empty()) return MediaType::json;
  const auto json = find_match(preferences, "application/json");
  const auto graphql = find_match(preferences, "application/graphql-response+json");
  if (json.weight == 0 && graphql.weight == 0) return std::nullopt;
  const auto rank = [](const Match& match) { return std::tuple(match.weight, match.exactness); };
  if (rank(graphql) != rank(json)) {
    return rank(graphql) > rank(json) ? MediaType::graphql_response : MediaType::json;
  }
  return graphql.place < json.place ? MediaType::graphql_response : MediaType::json;
}

}  // namespace syncline::edge
