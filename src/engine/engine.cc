#include "engine/engine.h"

#include "engine/document_cache.h"
#include "engine/error_format.h"
#include "engine/execution.h"
#include "engine/failure.h"
#include "engine/read_operation.h"
#include "engine/subscribe.h"

namespace syncline::engine {
namespace {

using graphql::OperationType;

Refusal refuse_subscription() {
  return refuse_request(400, "UnsupportedOperation",
                        "Subscriptions are served on the real-time endpoint: connect to it with a "
                        "WebSocket.");
}

// AppSync also runs mutations that come by GET. A link, an image or a prefetch is a GET too, so a
// page elsewhere could change data with it (GraphQL over HTTP, "GET").
Refusal refuse_mutation() {
  return refuse_request(405, "MethodNotAllowedException",
                        "A mutation by GET is not allowed here: send POST.");
}

template <class To, class From>
Task<To> widen_later(Task<From> task) {
  co_return To(co_await std::move(task));
}

template <class To, class From>
Answer<To> widen(Answer<From> answer) {
  if (auto* ready = std::get_if<From>(&answer)) return To(std::move(*ready));
  return widen_later<To>(std::get<Task<From>>(std::move(answer)));
}

}  // namespace

struct Engine::State {
  source::Rooms& rooms;
  hub::Bus& bus;
  const Clock& clock;
  DocumentCache cache;

  Answer<Reply> execute(Request request);
  Answer<Started> start(Request request);
};

Engine::Engine(source::Rooms& rooms, hub::Bus& bus, const Clock& clock)
    : state_(std::make_unique<State>(rooms, bus, clock)) {}

Engine::~Engine() = default;

Answer<Reply> Engine::State::execute(Request request) {
  auto operation = read_operation(cache, request);
  if (!operation) return to_reply(operation.error());
  const auto type = operation->definition->operation;
  if (type == OperationType::subscription) return to_reply(refuse_subscription());
  if (type == OperationType::mutation && !request.mutations) return to_reply(refuse_mutation());
  return engine::execute(std::move(request), *std::move(operation), rooms, bus, clock);
}

Answer<Engine::Started> Engine::State::start(Request request) {
  auto operation = read_operation(cache, request);
  if (!operation) {
    if (request.subscriptions_only) return Started(refuse_to_subscribe(operation.error()));
    return Started(to_reply(operation.error()));
  }
  if (operation->definition->operation == OperationType::subscription) {
    return widen<Started>(
        engine::subscribe(std::move(request), *std::move(operation), rooms, clock));
  }
  if (request.subscriptions_only) {
    return Started(refuse_to_subscribe(operation->definition->operation));
  }
  return widen<Started>(
      engine::execute(std::move(request), *std::move(operation), rooms, bus, clock));
}

// Here and in the tasks end the exceptions of libraries that no room has caught: memory that ran
// out, a broken promise of an event loop.
Answer<Reply> Engine::execute(Request request) noexcept {
  try {
    return state_->execute(std::move(request));
  } catch (...) {
    log_exception(std::current_exception());
  }
  return internal_reply();
}

Answer<Engine::Started> Engine::start(Request request) noexcept {
  const bool subscription = request.subscriptions_only;
  try {
    return state_->start(std::move(request));
  } catch (...) {
    log_exception(std::current_exception());
  }
  if (subscription) return Started(internal_failure());
  return Started(internal_reply());
}

CacheUse Engine::document_cache() const { return state_->cache.use(); }

}  // namespace syncline::engine
