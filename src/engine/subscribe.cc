#include "engine/subscribe.h"

#include <fmt/format.h>

#include "base/log.h"
#include "engine/error_format.h"
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

std::unexpected<Error> refused(const Refusal& refusal) {
  return refused(ErrorKind::invalid, refusal.errors);
}

std::unexpected<Error> refused(ErrorKind kind, const std::vector<FieldError>& errors) {
  JsonArray formatted;
  for (const auto& error : errors) formatted.push_back(format_error(error));
  return refused(kind, formatted);
}

std::unexpected<Error> refused(std::string_view type, std::string_view message) {
  return refused(refuse_request(400, type, message));
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

// Runs the field's resolver, if it has one; says what went wrong.
Task<std::vector<FieldError>> run_resolver(Run& run, const graphql::Operation& operation,
                                           const graphql::NamedType& root_type,
                                           const CollectedField& root,
                                           const JsonObject& arguments) {
  const Json no_source;
  const graphql::FieldPath path{.key = root.key};
  const graphql::FieldCall call{operation, root_type, *root.definition, root.nodes, no_source,
                                arguments, path};
  auto value = resolve(run, call);
  if (!value) co_return std::vector<FieldError>{};
  if (auto* task = std::get_if<Task<graphql::Resolved>>(&*value)) {
    *value = co_await std::move(*task);
  }
  auto& resolved = std::get<graphql::Resolved>(*value);
  if (resolved.errors.empty() && !resolved.value.is_null()) {
    log_debug("the value that the resolver of {} gave at the start is not sent",
              root.definition->name);
  }
  co_return std::move(resolved.errors);
}

std::string_view name_of(OperationType type) {
  return type == OperationType::mutation ? "mutation" : "query";
}

}  // namespace

Task<Result<hub::Interest>> subscribe(DocumentCache& cache, source::Rooms& rooms,
                                      const Clock& clock, Request request) {
  auto read = read_operation(cache, request);
  if (!read) co_return refused(read.error());
  const auto operation = std::make_shared<const graphql::Operation>(*std::move(read));
  const auto type = operation->definition->operation;
  if (type != OperationType::subscription) {
    co_return refused("UnsupportedOperation",
                      fmt::format("{} not supported through the realtime channel", name_of(type)));
  }
  graphql::FieldCollector collector(*operation);
  const auto fields = collector.root();
  if (!fields) co_return refused(fields.error().type, fields.error().message);
  if ((*fields)->fields.size() != 1 || is_meta((*fields)->fields.front())) {
    co_return refused("BadRequestException", "A subscription must select exactly one field.");
  }
  const auto& root_type = *(*fields)->type;
  auto& root = (*fields)->fields.front();
  AccessCheck check(request.api->definition, request.identity, collector);
  if (const auto denied = check.find_denied(root_type, root)) {
    co_return refused(ErrorKind::forbidden, std::vector{*denied});
  }
  const auto& arguments = graphql::arguments_of(*operation, root);
  if (!arguments) co_return refused(arguments.error().type, arguments.error().message);

  Run run(request, rooms, clock);
  const auto errors = co_await run_resolver(run, *operation, root_type, root, *arguments);
  if (!errors.empty()) co_return refused(ErrorKind::forbidden, errors);
  co_return hub::Interest{request.api->definition.id, root.definition->name,
                          given_arguments(*operation, root, *arguments),
                          make_shape(operation, root)};
}

}  // namespace syncline::engine
