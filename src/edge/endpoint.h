// What the outside touches: one endpoint a file in endpoints/, one real-time dialect a file in
// dialects/.
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "base/clock.h"
#include "catalog/catalog.h"
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
};

struct Endpoint {
  // Whether the request is this endpoint's; at most one says yes.
  bool (*matches)(const io::HttpRequest& request);
  // By reference, since a request is large to move: who waits takes of it what it needs later.
  io::HttpAnswer (*respond)(Rooms& rooms, Loop& loop, io::HttpRequest&& request);
};

std::span<const Endpoint* const> endpoints_table();  // made by room_table

// The service for io::Server::listen: routes to the endpoints and dialects; CORS preflight; a 404
// that says what there is.
io::Service make_service(Rooms& rooms);

}  // namespace syncline::edge
