#include "engine/subscribe.h"

#include <fmt/format.h>

#include "base/log.h"
#include "engine/failure.h"
#include "engine/field_access.h"
#include "engine/read_operation.h"
#include "engine/resolver.h"
#include "engine/shape.h"
#include "graphql/execution/collect_fields.h"

namespace syncline::engine {
namespace {

using graphql::CollectedField;
using graphql::FieldError;
using graphql::OperationType;

std::unexpected<Error> refused(ErrorKind kind, const JsonArray& errors) {
  auto short_errors = realtime_errors(errors);
  const auto* type = find_string(short_errors.front(), "errorType");
  const auto* message = find_string(short_errors.front(), "message");
  return fail(kind, type == nullptr ? "" : std::string(*type),
              message == nullptr ? "" : std::string(*message), std::move(short_errors));
}

std::unexpected<Error> refused(ErrorKind kind, const std::vector<FieldError>& errors) {
  JsonArray formatted;
  for (const auto& error : errors) formatted.push_back(format_error(error));
  return refused(kind, formatted);
}

std::unexpected<Error> refused(std::string_view type, std::string_view message) {
  return refuse_to_subscribe(refuse_request(400, type, message));
}

bool is_meta(const CollectedField& field) { return field.definition->name.starts_with("__"); }

// Fields of an event are read without their resolvers' checks, so that the caller must be allowed
// to read all that it selects.
class AccessCheck {
 public:
  AccessCheck(const catalog::Api& api, const auth::Identity& identity,
              graphql::FieldCollector& collector)
      : api_(api), identity_(identity), collector_(collector) {}

  std::optional<FieldError> find_denied(const graphql::NamedType& parent, CollectedField& field) {
    if (is_meta(field)) return std::nullopt;
    if (!may_access(api_, identity_, parent, *field.definition)) {
      return access_denied(parent, *field.definition);
    }
    const auto& type = field.definition->type.innermost();
    if (type.kind == graphql::TypeKind::object) return find_denied_below(field, type);
    for (const auto* possible : type.possible_types) {
      if (auto denied = find_denied_below(field, *possible)) return denied;
    }
    return std::nullopt;
  }

 private:
  std::optional<FieldError> find_denied_below(CollectedField& field,
                                              const graphql::NamedType& type) {
    const auto below = collector_.below(field, type);
    if (!below) {
      FieldError error;
      error.message = below.error().message;
      error.type = Json(below.error().type);
      return error;
    }
    for (auto& child : (*below)->fields) {
      if (auto denied = find_denied(type, child)) return denied;
    }
    return std::nullopt;
  }

  const catalog::Api& api_;
  const auth::Identity& identity_;
  graphql::FieldCollector& collector_;
};

// An argument counts when the document says it, and not with a variable that was left out; the
// schema's default value for it does not make a filter.
bool is_given(const graphql::Operation& operation, const CollectedField& root,
              std::string_view name) {
  for (const auto& argument : root.nodes.front()->arguments) {
    if (argument.name != name) continue;
    const auto* variable = std::get_if<graphql::Variable>(&argument.value.node);
    return variable == nullptr || operation.variables.contains(variable->name);
  }
  return false;
}

std::vector<std::pair<std::string, Json>> given_arguments(const graphql::Operation& operation,
                                                          const CollectedField& root,
                                                          const JsonObject& coerced) {
  std::vector<std::pair<std::string, Json>> given;
  for (const auto& argument : coerced) {
    if (!is_given(operation, root, argument.key())) continue;
    // Its own memory, as an interest outlives the request.
    given.emplace_back(argument.key(), Json(argument.value(), boost::json::storage_ptr()));
  }
  return given;
}

// A subscription while its field's resolver runs: in one place that does not move. `later` goes
// first.
struct Start {
  Start(Request&& made, graphql::Operation&& read, source::Rooms& rooms, const Clock& clock,
        std::chrono::milliseconds time_max)
      : request(std::move(made)),
        operation(std::make_shared<const graphql::Operation>(std::move(read))),
        collector(*operation),
        run(request, *operation, rooms, clock, time_max) {}
  Start(const Start&) = delete;
  Start& operator=(const Start&) = delete;

  Request request;
  std::shared_ptr<const graphql::Operation> operation;
  graphql::FieldCollector collector;
  std::unique_ptr<graphql::CollectedFields> fields;
  const JsonObject* arguments = nullptr;
  graphql::FieldPath path;
  Json no_source;
  Run run;
  std::optional<Task<graphql::Resolved>> later;

  // Whether the caller may listen to what it asks for.
  Result<void> check();
  std::optional<graphql::FieldValue> resolve();
  Subscribed finish(const graphql::Resolved& resolved);

 private:
  [[nodiscard]] CollectedField& root() const { return fields->fields.front(); }
};

Result<void> Start::check() {
  auto collected = collector.root();
  if (!collected) return refused(collected.error().type, collected.error().message);
  fields = *std::move(collected);
  if (fields->fields.size() != 1 || is_meta(root())) {
    return refused("BadRequestException", "A subscription must select exactly one field.");
  }
  AccessCheck access(request.api->definition, request.identity, collector);
  if (const auto denied = access.find_denied(*fields->type, root())) {
    return refused(ErrorKind::forbidden, std::vector{*denied});
  }
  const auto& coerced = graphql::arguments_of(*operation, root());
  if (!coerced) return refused(coerced.error().type, coerced.error().message);
  arguments = &*coerced;
  path.key = root().key;
  return {};
}

std::optional<graphql::FieldValue> Start::resolve() {
  return engine::resolve(run, {*operation, *fields->type, *root().definition, root().nodes,
                               no_source, *arguments, path});
}

Subscribed Start::finish(const graphql::Resolved& resolved) {
  if (!resolved.errors.empty()) return refused(ErrorKind::forbidden, resolved.errors);
  if (!resolved.value.is_null()) {
    log_debug("the value that the resolver of {} gave at the start is not sent",
              root().definition->name);
  }
  return hub::Interest{request.api->definition.id, root().definition->name,
                       given_arguments(*operation, root(), *arguments),
                       make_shape(operation, root())};
}

Task<Subscribed> wait_for(std::unique_ptr<Start> start) {
  try {
    const auto resolved = co_await *std::move(start->later);
    co_return start->finish(resolved);
  } catch (...) {
    log_exception(std::current_exception());
  }
  co_return internal_failure();
}

std::string_view name_of(OperationType type) {
  return type == OperationType::mutation ? "mutation" : "query";
}

}  // namespace

std::unexpected<Error> refuse_to_subscribe(const Refusal& refusal) {
  return refused(ErrorKind::invalid, refusal.errors);
}

std::unexpected<Error> refuse_to_subscribe(OperationType type) {
  return refused("UnsupportedOperation",
                 fmt::format("{} not supported through the realtime channel", name_of(type)));
}

Answer<Subscribed> subscribe(Request request, graphql::Operation operation, source::Rooms& rooms,
                             const Clock& clock, std::chrono::milliseconds time_max) {
  auto start =
      std::make_unique<Start>(std::move(request), std::move(operation), rooms, clock, time_max);
  if (auto checked = start->check(); !checked) {
    return Subscribed(std::unexpected(std::move(checked).error()));
  }
  auto value = start->resolve();
  if (!value) return start->finish({});
  if (auto* ready = std::get_if<graphql::Resolved>(&*value)) return start->finish(*ready);
  start->later = std::get<Task<graphql::Resolved>>(*std::move(value));
  return wait_for(std::move(start));
}

}  // namespace syncline::engine
