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
void improve(Match& best, std::string_view type, const Preference& range, std::size_t place) {
  const int exactness = range.is(type)              ? 2
                        : range.is("application/*") ? 1
                        : range.is("*/*")           ? 0
                                                    : -1;
  if (exactness > best.exactness) best = {exactness, range.weight, place};
}

}  // namespace

std::optional<MediaType> choose_media_type(const io::Headers& headers) {
  Preferences preferences(headers, "accept");
  Match json;
  Match graphql;
  std::size_t ranges = 0;
  for (; const auto range = preferences.next(); ++ranges) {
    improve(json, "application/json", *range, ranges);
    improve(graphql, "application/graphql-response+json", *range, ranges);
  }
  if (ranges == 0) return MediaType::json;
  if (json.weight == 0 && graphql.weight == 0) return std::nullopt;
  const auto rank = [](const Match& match) { return std::tuple(match.weight, match.exactness); };
  if (rank(graphql) != rank(json)) {
    return rank(graphql) > rank(json) ? MediaType::graphql_response : MediaType::json;
  }
  return graphql.place < json.place ? MediaType::graphql_response : MediaType::json;
}

}  // namespace syncline::edge
