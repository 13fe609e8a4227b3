#include "engine/engine.h"

#include "engine/document_cache.h"
#include "engine/error_format.h"
#include "engine/failure.h"
#include "engine/publish.h"
#include "engine/read_operation.h"
#include "engine/resolver.h"
#include "engine/run.h"
#include "engine/subscribe.h"

namespace syncline::engine {
namespace {

using graphql::OperationType;

Reply to_reply(const Refusal& refusal) {
  return {refusal.status, refusal.error_type, write_refusal(refusal)};
}

Reply internal_reply() {
  const auto error = internal_failure().error();
  return to_reply(refuse_request(500, error.type, error.message));
}

Refusal refuse_subscription() {
  return refuse_request(400, "UnsupportedOperation",
                        "Subscriptions are served on the real-time endpoint: connect to it with a "
                        "WebSocket.");
}

}  // namespace

struct Engine::State {
  source::Rooms& rooms;
  hub::Bus& bus;
  const Clock& clock;
  DocumentCache cache;

  Task<Reply> execute(const Request& request);
};

Engine::Engine(source::Rooms& rooms, hub::Bus& bus, const Clock& clock)
    : state_(std::make_unique<State>(rooms, bus, clock)) {}

Engine::~Engine() = default;

Task<Reply> Engine::State::execute(const Request& request) {
  const auto operation = read_operation(cache, request);
  if (!operation) co_return to_reply(operation.error());
  const auto type = operation->definition->operation;
  if (type == OperationType::subscription) co_return to_reply(refuse_subscription());
  Run run(request, rooms, clock);
  const graphql::FieldResolver resolver = [&run](const graphql::FieldCall& call) {
    return resolve(run, call);
  };
  auto response = co_await graphql::execute(*operation, resolver);
  if (type == OperationType::mutation) publish(*request.api, *operation, response, bus);
  co_return Reply{200, "", write_response(response)};
}

// The tasks below are where exceptions of libraries end that no room has caught: memory that ran
// out, a broken promise of an event loop.
Task<Reply> Engine::execute(Request request) {
  try {
    co_return co_await state_->execute(request);
  } catch (...) {
    log_exception(std::current_exception());
  }
  co_return internal_reply();
}

Task<Result<hub::Interest>> Engine::subscribe(Request request) {
  try {
    co_return co_await engine::subscribe(state_->cache, state_->rooms, state_->clock,
                                         std::move(request));
  } catch (...) {
    log_exception(std::current_exception());
  }
  co_return internal_failure();
}

}  // namespace syncline::engine
