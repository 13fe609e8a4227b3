#include "engine/execution.h"

#include "engine/error_format.h"
#include "engine/failure.h"
#include "engine/publish.h"
#include "engine/resolver.h"
#include "engine/run.h"

namespace syncline::engine {
namespace {

// What an execution refers to until it ends: in one place that does not move. `later` goes first.
struct Execution {
  Execution(Request&& made, graphql::Operation&& read, source::Rooms& rooms, hub::Bus& bus,
            const Clock& clock, std::chrono::milliseconds time_max)
      : request(std::move(made)),
        operation(std::move(read)),
        run(request, operation, rooms, clock, time_max),
        resolver([this](const graphql::FieldCall& call) { return resolve(run, call); }),
        has_resolver([this](const graphql::NamedType& parent, const graphql::FieldType& field) {
          return is_resolved(run, parent, field);
        }),
        publisher(*request.api, operation, bus),
        publish(publisher.observer()) {}
  Execution(const Execution&) = delete;
  Execution& operator=(const Execution&) = delete;

  Request request;
  graphql::Operation operation;
  Run run;
  graphql::FieldResolver resolver;
  graphql::HasResolver has_resolver;
  Publisher publisher;
  graphql::MutationObserver publish;
  std::optional<Task<graphql::TextResponse>> later;

  [[nodiscard]] graphql::ExecuteHooks hooks() const {
    return {.observer = &publish, .has_resolver = &has_resolver};
  }
  Reply reply(graphql::TextResponse&& response) {
    publisher.add_errors(response.errors);
    return to_reply(response, request.graphql_response);
  }
};

Task<Reply> wait_for(std::unique_ptr<Execution> execution) {
  try {
    auto response = co_await *std::move(execution->later);
    co_return execution->reply(std::move(response));
  } catch (...) {
    log_exception(std::current_exception());
  }
  co_return internal_reply();
}

}  // namespace

Answer<Reply> execute(Request&& request, graphql::Operation&& operation, source::Rooms& rooms,
                      hub::Bus& bus, const Clock& clock, std::chrono::milliseconds time_max) {
  auto execution = std::make_unique<Execution>(std::move(request), std::move(operation), rooms, bus,
                                               clock, time_max);
  auto response =
      graphql::execute_to_text(execution->operation, execution->resolver, execution->hooks());
  if (auto* ready = std::get_if<graphql::TextResponse>(&response)) {
    return execution->reply(std::move(*ready));
  }
  execution->later = std::get<Task<graphql::TextResponse>>(std::move(response));
  return wait_for(std::move(execution));
}

}  // namespace syncline::engine
