#include "graphql/execution/execute.h"

#include "graphql/execution/operation.h"
#include "graphql/execution/text_walk.h"
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

// What a Task needs until it ends. Its place does not change: the walk's own tasks refer to it.
struct Execution {
  Execution(const Operation& operation, const FieldResolver& resolver, const ExecuteHooks& hooks)
      : walk(operation, &resolver, hooks),
        observer(hooks.observer),
        root(hooks.root == nullptr ? no_root : *hooks.root) {}

  Walk walk;
  const MutationObserver* observer;
  std::unique_ptr<CollectedFields> fields;
  const Json no_root = nullptr;
  const Json& root;
};

Task<Response> finish_query(std::unique_ptr<Execution> execution, Task<Completed> waits) {
  Completed data = co_await std::move(waits);
  co_return respond(execution->walk, std::move(data));
}

// 6.2.2: each root field ends before the next begins.
class Mutation {
 public:
  explicit Mutation(std::unique_ptr<Execution> execution) : execution_(std::move(execution)) {
    out_.reserve(execution_->fields->fields.size());
  }

  // Runs fields as long as they are ready. The next one that waits, or nothing at the end.
  std::optional<Task<Completed>> advance() {
    CollectedFields& fields = *execution_->fields;
    Walk& walk = execution_->walk;
    const Json& source = execution_->root;
    while (!failed_ && next_ < fields.fields.size()) {
      CollectedField& field = fields.fields[next_];
      if (walk.turn_is_over()) return walk.run_field_later(field, *fields.type, source, nullptr);
      Completing value = walk.run_field(field, *fields.type, source, nullptr);
      if (auto* later = std::get_if<Task<Completed>>(&value)) return std::move(*later);
      take(std::get<Completed>(std::move(value)));
    }
    return std::nullopt;
  }

  // The value of the field that advance stopped at.
  void take(Completed value) {
    CollectedField& field = execution_->fields->fields[next_++];
    failed_ = !value;
    if (failed_) return;
    if (execution_->observer != nullptr) {
      (*execution_->observer)(execution_->walk.collector(), field, *value);
    }
    out_.emplace(field.key, *std::move(value));
  }

  Response end() {
    return respond(execution_->walk, failed_ ? Completed() : Json(std::move(out_)));
  }

 private:
  std::unique_ptr<Execution> execution_;
  JsonObject out_;
  std::size_t next_ = 0;
  bool failed_ = false;
};

Task<Response> finish_mutation(Mutation mutation, Task<Completed> first) {
  Completed value = co_await std::move(first);
  mutation.take(std::move(value));
  while (std::optional<Task<Completed>> waits = mutation.advance()) {
    value = co_await *std::move(waits);
    mutation.take(std::move(value));
  }
  co_return mutation.end();
}

}  // namespace

std::variant<Response, Task<Response>> execute(const Operation& operation,
                                               const FieldResolver& resolver,
                                               const MutationObserver* observer) {
  return execute(operation, resolver, ExecuteHooks{.observer = observer});
}

std::variant<Response, Task<Response>> execute(const Operation& operation,
                                               const FieldResolver& resolver,
                                               const ExecuteHooks& hooks) {
  auto execution = std::make_unique<Execution>(operation, resolver, hooks);
  Walk& walk = execution->walk;
  Result<std::unique_ptr<CollectedFields>> fields = walk.collector().root();
  if (!fields) return not_executed(std::move(fields).error());
  execution->fields = *std::move(fields);
  if (operation.definition->operation == OperationType::mutation) {
    Mutation mutation(std::move(execution));
    std::optional<Task<Completed>> waits = mutation.advance();
    if (!waits) return mutation.end();
    return finish_mutation(std::move(mutation), *std::move(waits));
  }
  Completing data = walk.run_fields(*execution->fields, execution->root, nullptr, false);
  if (auto* ready = std::get_if<Completed>(&data)) return respond(walk, std::move(*ready));
  return finish_query(std::move(execution), std::get<Task<Completed>>(std::move(data)));
}

namespace {

TextResponse as_text(Response response) {
  return {to_json(response.data), std::move(response.errors), response.executed};
}

Task<TextResponse> as_text_later(Task<Response> waits) {
  Response response = co_await std::move(waits);
  co_return as_text(std::move(response));
}

TextResponse respond_text(Walk& walk, CompletedText data) {
  return {std::move(data).value_or("null"), walk.take_errors()};
}

struct TextExecution : Execution {
  using Execution::Execution;
  TextWalk text{walk};
};

Task<TextResponse> finish_text(std::unique_ptr<TextExecution> execution,
                               Task<CompletedText> waits) {
  CompletedText data = co_await std::move(waits);
  co_return respond_text(execution->walk, std::move(data));
}

}  // namespace

std::variant<TextResponse, Task<TextResponse>> execute_to_text(const Operation& operation,
                                                               const FieldResolver& resolver,
                                                               const ExecuteHooks& hooks) {
  if (operation.definition->operation == OperationType::mutation) {
    auto begun = execute(operation, resolver, hooks);
    if (auto* ready = std::get_if<Response>(&begun)) return as_text(std::move(*ready));
    return as_text_later(std::get<Task<Response>>(std::move(begun)));
  }
  auto execution = std::make_unique<TextExecution>(operation, resolver, hooks);
  Walk& walk = execution->walk;
  auto fields = walk.collector().root();
  if (!fields) return as_text(not_executed(std::move(fields).error()));
  execution->fields = *std::move(fields);
  CompletingText data = execution->text.run_root(*execution->fields, execution->root);
  if (auto* ready = std::get_if<CompletedText>(&data)) {
    return respond_text(walk, std::move(*ready));
  }
  return finish_text(std::move(execution), std::get<Task<CompletedText>>(std::move(data)));
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
