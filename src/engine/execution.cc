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
            const Clock& clock)
      : request(std::move(made)),
        operation(std::move(read)),
        run(request, operation, rooms, clock),
        resolver([this](const graphql::FieldCall& call) { return resolve(run, call); }),
        publisher(*request.api, operation, bus),
        publish(publisher.observer()) {}
  Execution(const Execution&) = delete;
  Execution& operator=(const Execution&) = delete;

  Request request;
  graphql::Operation operation;
  Run run;
  graphql::FieldResolver resolver;
  Publisher publisher;
  graphql::MutationObserver publish;
  std::optional<Task<graphql::Response>> later;

  Reply reply(graphql::Response response) {
    publisher.add_errors(response);
    return Reply{200, "", write_response(response)};
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

Answer<Reply> execute(Request request, graphql::Operation operation, source::Rooms& rooms,
                      hub::Bus& bus, const Clock& clock) {
  auto execution =
      std::make_unique<Execution>(std::move(request), std::move(operation), rooms, bus, clock);
  auto response = graphql::execute(execution->operation, execution->resolver, &execution->publish);
  if (auto* ready = std::get_if<graphql::Response>(&response)) {
    return execution->reply(std::move(*ready));
  }
  execution->later = std::get<Task<graphql::Response>>(std::move(response));
  return wait_for(std::move(execution));
}

}  // namespace syncline::engine
