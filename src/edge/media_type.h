// In which form a GraphQL answer goes out (GraphQL over HTTP, "Accept").
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "io/http.h"

namespace syncline::edge {

enum class MediaType : std::uint8_t {
  json,              // AppSync's, with its status codes
  graphql_response,  // application/graphql-response+json, with those of GraphQL over HTTP
};

inline constexpr std::string_view graphql_response_type =
    "application/graphql-response+json; charset=utf-8";

// The one that the request's Accept prefers: by weight, then the one that is named more exactly,
// then the one that is named first. JSON when it says nothing or does not mind. Nothing when it
// takes neither.
std::optional<MediaType> choose_media_type(const io::Headers& headers);

}  // namespace syncline::edge
