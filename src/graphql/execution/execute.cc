#include "graphql/execution/execute.h"

#include "graphql/execution/operation.h"
#include "graphql/execution/walk.h"

namespace syncline::graphql {
namespace {

Response not_executed(Error error) {
  Response response;
  FieldError& fault = response.errors.emplace_back();
  fault.message = std::move(error.message);
  fault.type = Json(error.type);
  response.executed = false;
  return response;
}

Response respond(Walk& walk, Completed data) {
  Response response;
  if (data) response.data = *std::move(data);
  response.errors = walk.take_errors();
  return response;
}

Task<Completed> wait_for(Completing completing) {
  if (auto* later = std::get_if<Task<Completed>>(&completing)) {
    co_return co_await std::move(*later);
  }
  co_return std::get<Completed>(std::move(completing));
}

// 6.2.2: each root field ends before the next begins.
Task<Completed> run_one_by_one(Walk& walk, CollectedFields& fields, const Json& source) {
  JsonObject out;
  out.reserve(fields.fields.size());
  for (CollectedField& field : fields.fields) {
    Completed value = co_await wait_for(walk.run_field(field, *fields.type, source, nullptr));
    if (!value) co_return Json(nullptr);
    out.emplace(field.key, *std::move(value));
  }
  co_return Json(std::move(out));
}

}  // namespace

Task<Response> execute(const Operation& operation, const FieldResolver& resolver) {
  Walk walk(operation, &resolver);
  Result<std::unique_ptr<CollectedFields>> fields = walk.collector().root();
  if (!fields) co_return not_executed(std::move(fields).error());
  const Json no_source(nullptr);
  if (operation.definition->operation == OperationType::mutation) {
    Completed data = co_await run_one_by_one(walk, **fields, no_source);
    co_return respond(walk, std::move(data));
  }
  Completed data = co_await wait_for(walk.run_fields(**fields, no_source, nullptr, false));
  co_return respond(walk, std::move(data));
}

Response render_event(const Operation& operation, const Json& payload) {
  Walk walk(operation, nullptr);
  Result<std::unique_ptr<CollectedFields>> fields = walk.collector().root();
  if (!fields) return not_executed(std::move(fields).error());
  JsonObject out;
  for (CollectedField& field : (*fields)->fields) {
    // Nothing here can be a Task, as there is no resolver.
    const NamedType& root = *(*fields)->type;
    Completing value =
        field.definition->name.starts_with("__")
            ? walk.run_field(field, root, payload, nullptr)
            : walk.complete(field.definition->type, payload, walk.place(field, root, nullptr));
    Completed& ready = std::get<Completed>(value);
    if (!ready) return respond(walk, Json(nullptr));
    out.emplace(field.key, *std::move(ready));
  }
  return respond(walk, Json(std::move(out)));
}

}  // namespace syncline::graphql
