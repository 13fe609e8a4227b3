// Answers one GraphQL operation of one API: parse and validate (cached), run the resolvers, publish
// what mutations did to the bus, and turn subscriptions into interests for the hub.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "auth/mode.h"
#include "base/clock.h"
#include "base/result.h"
#include "base/task.h"
#include "catalog/catalog.h"
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
};

struct Reply {
  int status = 200;
  std::string error_type;  // for x-amzn-ErrorType; empty on success
  std::string body;        // {"data":…,"errors":[…]} as AppSync writes it
};

class Engine {
 public:
  // All must outlive the engine.
  Engine(source::Rooms& rooms, hub::Bus& bus, const Clock& clock);
  ~Engine();

  // Queries and mutations. On any loop; the task stays on it.
  Task<Reply> execute(Request request);

  // A subscription at its start: validates, runs the field's resolver once, and says what the
  // subscriber is interested in. An error's detail is AppSync's array of error objects.
  Task<Result<hub::Interest>> subscribe(Request request);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace syncline::engine
