#include "engine/engine.h"

#include "engine/document_cache.h"
#include "engine/error_format.h"
#include "engine/execution.h"
#include "engine/failure.h"
#include "engine/introspection_cache.h"
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
  Options options;
  DocumentCache cache;
  IntrospectionCache introspection;

  // By reference: a request and an operation are large to move, and only an execution keeps them.
  Answer<Reply> execute(Request&& request);
  Answer<Started> start(Request&& request);
  // A query or a mutation.
  Answer<Reply> run(Request&& request, ReadOperation&& read);

 private:
  using Document = std::weak_ptr<const graphql::Document>;
  using Definition = const graphql::OperationDefinition*;
  Reply keep(Document document, Definition operation, Reply reply);
  Task<Reply> keep_later(Document document, Definition operation, Task<Reply> reply);
};

Engine::Engine(source::Rooms& rooms, hub::Bus& bus, const Clock& clock, const Options& options)
    : state_(std::make_unique<State>(rooms, bus, clock, options)) {}

Engine::~Engine() = default;

Answer<Reply> Engine::State::execute(Request&& request) {
  auto read = read_operation(cache, request, options);
  const bool strict = request.graphql_response;
  if (!read) return to_reply(read.error(), strict);
  const auto type = read->operation.definition->operation;
  if (type == OperationType::subscription) return to_reply(refuse_subscription(), strict);
  if (type == OperationType::mutation && !request.mutations) {
    return to_reply(refuse_mutation(), strict);
  }
  return run(std::move(request), *std::move(read));
}

Reply Engine::State::keep(Document document, Definition operation, Reply reply) {
  if (reply.outcome == Outcome::complete) {
    introspection.insert(std::move(document), operation, reply.body);
  }
  return reply;
}

Task<Reply> Engine::State::keep_later(Document document, Definition operation, Task<Reply> reply) {
  co_return keep(std::move(document), operation, co_await std::move(reply));
}

Answer<Reply> Engine::State::run(Request&& request, ReadOperation&& read) {
  if (!read.introspection_only) {
    return engine::execute(std::move(request), std::move(read.operation), rooms, bus, clock,
                           read.options.time_max);
  }
  if (const auto known = introspection.find(read.operation)) {
    return Reply{200, "", *known, Outcome::complete};
  }
  Document document = read.operation.document;
  const auto operation = read.operation.definition;
  auto answer = engine::execute(std::move(request), std::move(read.operation), rooms, bus, clock,
                                read.options.time_max);
  if (auto* ready = std::get_if<Reply>(&answer)) {
    return keep(std::move(document), operation, std::move(*ready));
  }
  return keep_later(std::move(document), operation, std::get<Task<Reply>>(std::move(answer)));
}

Answer<Engine::Started> Engine::State::start(Request&& request) {
  auto read = read_operation(cache, request, options);
  if (!read) {
    if (request.subscriptions_only) return Started(refuse_to_subscribe(read.error()));
    return Started(to_reply(read.error(), request.graphql_response));
  }
  const auto type = read->operation.definition->operation;
  if (type == OperationType::subscription) {
    return widen<Started>(engine::subscribe(std::move(request), std::move(read->operation), rooms,
                                            clock, read->options.time_max));
  }
  if (request.subscriptions_only) return Started(refuse_to_subscribe(type));
  return widen<Started>(run(std::move(request), *std::move(read)));
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
CacheUse Engine::introspection_cache() const { return state_->introspection.use(); }

}  // namespace syncline::engine
