// What the outside touches: one endpoint a file in endpoints/, one real-time dialect a file in
// dialects/.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "base/clock.h"
#include "base/limits.h"
#include "catalog/catalog.h"
#include "dynamo/database.h"
#include "engine/engine.h"
#include "hub/bus.h"
#include "io/http.h"
#include "io/server.h"

namespace syncline::edge {

// What endpoints work with. All must outlive the server.
struct Rooms {
  catalog::Catalog& catalog;
  engine::Engine& engine;
  hub::Hub& hub;
  const Clock& clock;
  dynamo::Database& database;
};

// Which service's headers stand on the answers.
enum class Manner : std::uint8_t { appsync, dynamodb };

struct Endpoint {
  // The AWS service, by its name in signatures, all of whose requests are this endpoint's
  // (aws_route.h). Empty: those that `matches` says yes to; of these endpoints at most one does.
  std::string_view service = {};
  bool (*matches)(const io::HttpRequest& request) = nullptr;
  // By reference, since a request is large to move: who waits takes of it what it needs later.
  io::HttpAnswer (*respond)(Rooms& rooms, Loop& loop, io::HttpRequest&& request);
  Manner manner = Manner::appsync;
  std::size_t body_bytes_max = limits::http_body_bytes_max;
};

std::span<const Endpoint* const> endpoints_table();  // made by room_table

// The service for io::Server::listen: routes to the endpoints and dialects; CORS preflight; a 404
// that says what there is.
io::Service make_service(Rooms& rooms);

}  // namespace syncline::edge
