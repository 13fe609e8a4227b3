// Answers one GraphQL operation of one API: parse and validate (cached), run the resolvers, publish
// what mutations did to the bus, and turn subscriptions into interests for the hub.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include "auth/mode.h"
#include "base/clock.h"
#include "base/result.h"
#include "base/task.h"
#include "catalog/catalog.h"
#include "engine/cache_use.h"
#include "engine/options.h"
#include "hub/bus.h"
#include "script/program.h"
#include "source/source.h"

namespace syncline::engine {

struct Request {
  std::shared_ptr<const catalog::CompiledApi> api;
  std::string query;
  std::string operation_name;
  Json variables;          // an object or null
  script::Shared headers;  // what ctx.request.headers shows: an object, or null for none
  auth::Identity identity;
  // What the carrier is not for is refused, once the document has been read.
  bool mutations = true;
  bool subscriptions_only = false;
  // Answer as "application/graphql-response+json" asks (GraphQL over HTTP): what did not run has
  // no data, and a status of 4xx or 5xx. Without it as AppSync does: 200, mostly with null.
  bool graphql_response = false;
};

// How far an operation came: it did not run; some of it failed; or nothing did.
enum class Outcome : std::uint8_t { refused, partial, complete };

struct Reply {
  int status = 200;
  std::string error_type;  // for x-amzn-ErrorType; empty on success
  std::string body;        // {"data":…,"errors":[…]} as AppSync writes it
  Outcome outcome = Outcome::refused;
};

// What a subscriber is interested in, or why there is no subscription: an error's detail is
// AppSync's array of error objects.
using Subscribed = Result<hub::Interest>;

// A ready answer costs no coroutine.
template <class T>
using Answer = std::variant<T, Task<T>>;

// On any loop; a task stays on the loop that runs it. Nothing here throws, and no task does: what a
// library throws is logged, and answered with an "InternalFailure".
//
// A mutation's events are published while it runs, each as soon as its root field has ended. All
// subscribers of a node see the events of one order, that of their publication. It is not the order
// in which the data source committed: two mutations of one item may be published the other way
// round.
class Engine {
 public:
  // All must outlive the engine; `options` are the server's, for APIs that have none of their own.
  Engine(source::Rooms& rooms, hub::Bus& bus, const Clock& clock, const Options& options = {});
  ~Engine();

  // A request with one reply. A subscription is refused, and so is a mutation that the carrier is
  // not for, with status 405.
  Answer<Reply> execute(Request request) noexcept;

  // An operation of a real-time connection. A query or a mutation is executed. A subscription is
  // validated, and its field's resolver is run once.
  using Started = std::variant<Subscribed, Reply>;
  Answer<Started> start(Request request) noexcept;

  [[nodiscard]] CacheUse document_cache() const;
  [[nodiscard]] CacheUse introspection_cache() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace syncline::engine
