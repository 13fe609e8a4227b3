// Answers one GraphQL operation of one API: parse and validate (cached), run the resolvers, publish
// what mutations did to the bus, and turn subscriptions into interests for the hub.
#pragma once

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
#include "hub/bus.h"
#include "source/source.h"

namespace syncline::engine {

struct Request {
  std::shared_ptr<const catalog::CompiledApi> api;
  std::string query;
  std::string operation_name;
  Json variables;      // an object or null
  JsonObject headers;  // what ctx.request.headers shows
  auth::Identity identity;
  // What the carrier is not for is refused, once the document has been read.
  bool mutations = true;
  bool subscriptions_only = false;
};

struct Reply {
  int status = 200;
  std::string error_type;  // for x-amzn-ErrorType; empty on success
  std::string body;        // {"data":…,"errors":[…]} as AppSync writes it
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
  // All must outlive the engine.
  Engine(source::Rooms& rooms, hub::Bus& bus, const Clock& clock);
  ~Engine();

  // A request with one reply. A subscription is refused, and so is a mutation that the carrier is
  // not for, with status 405.
  Answer<Reply> execute(Request request) noexcept;

  // An operation of a real-time connection. A query or a mutation is executed. A subscription is
  // validated, and its field's resolver is run once.
  using Started = std::variant<Subscribed, Reply>;
  Answer<Started> start(Request request) noexcept;

  [[nodiscard]] CacheUse document_cache() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace syncline::engine
