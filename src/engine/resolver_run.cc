#include "engine/resolver_run.h"

#include <fmt/format.h>

#include "base/time_limit.h"
#include "engine/failure.h"
#include "engine/field_access.h"
#include "graphql/execution/selection.h"

namespace syncline::engine {
namespace {

constexpr std::string_view version_2017 = "2017-02-28";
constexpr std::string_view version_2018 = "2018-05-29";

std::unexpected<Error> bad_template(std::string message) {
  return fail(ErrorKind::invalid, "MappingTemplate", std::move(message));
}

Result<std::string> version_of(const Json& document) {
  const auto* version = find_member(document, "version");
  if (version == nullptr || version->is_null()) {
    return bad_template("Value for field '$[version]' not found.");
  }
  const auto* text = version->if_string();
  if (text != nullptr && (*text == version_2017 || *text == version_2018)) {
    return std::string(*text);
  }
  return bad_template(fmt::format("Unsupported template version {}.", to_json(*version)));
}

Result<const source::Kind*> kind_of(const catalog::Step& step) {
  if (step.source == nullptr) {
    return fail(ErrorKind::not_found, "NotFoundException",
                fmt::format("No data source found named {}.", step.source_name));
  }
  const auto* kind = source::find_kind(step.source->type);
  if (kind == nullptr) {
    return fail(ErrorKind::unsupported, "UnsupportedOperation",
                fmt::format("Data sources of type {} are not supported.", step.source->type));
  }
  return kind;
}

// Keeps what a source needs to end its work when nobody waits for it any longer.
struct Asking {
  std::shared_ptr<const catalog::CompiledApi> api;
  std::unique_ptr<source::Source> source;
  Json document;
  std::string version;
};

// An exception of a library ends here too.
Task<Result<source::Answer>> ask(std::unique_ptr<const Asking> /*kept*/,
                                 Task<Result<source::Answer>> answer) {
  try {
    co_return co_await std::move(answer);
  } catch (...) {
    log_exception(std::current_exception());
  }
  co_return internal_failure();
}

Json error_member(const Json& detail, std::string_view member) {
  const auto* found = find_member(detail, member);
  return found == nullptr ? Json() : *found;
}

}  // namespace

ResolverRun::ResolverRun(Run& run, const graphql::FieldCall& call)
    : run_(run), call_(call), context_(run.context(call)) {}

Result<script::Outcome> ResolverRun::evaluate(const Result<catalog::CompiledProgram>& program) {
  if (!program) return std::unexpected(program.error());
  if (*program == nullptr)
    return bad_template("Template transformation yielded an empty response.");
  if (run_.is_over()) return execution_timed_out();
  auto outcome = (*program)->run(context_);
  if (outcome) {
    for (const auto& error : outcome->appended) errors_.push_back(field_error(error));
  } else {
    take_appended(outcome.error().detail);
  }
  return outcome;
}

// What a script appended before it failed goes with its failure.
void ResolverRun::take_appended(const Json& detail) {
  const auto* appended = find_member(detail, "appended");
  if (appended == nullptr || !appended->is_array()) return;
  for (const auto& error : appended->get_array()) {
    const auto* message = find_string(error, "message");
    errors_.push_back(field_error(
        script::ScriptError{.message = message == nullptr ? std::string() : std::string(*message),
                            .type = error_member(error, "type"),
                            .data = error_member(error, "data"),
                            .info = error_member(error, "info")}));
  }
}

// A request that is no JSON is told with the class that its data source wanted.
Error ResolverRun::request_error(const catalog::Step& step, Error error) {
  const auto kind = kind_of(step);
  constexpr std::string_view ending = " to Object.";
  if (!kind || !error.message.starts_with("Unable to convert ") ||
      !error.message.ends_with(ending)) {
    return error;
  }
  error.message.resize(error.message.size() - ending.size());
  error.message += fmt::format(" to class {}.", (*kind)->document_class);
  return error;
}

Result<ResolverRun::Begun> ResolverRun::begin(const catalog::Step& step, std::string_view version) {
  context_.result = nullptr;
  context_.error = nullptr;
  auto evaluated = evaluate(step.request);
  if (!evaluated) return std::unexpected(request_error(step, std::move(evaluated).error()));
  auto& request = *evaluated;
  if (request.returned) return Begun(std::move(request.value));
  TRY(const auto* kind, kind_of(step));
  if (!request.value.is_object()) {
    return bad_template(
        fmt::format("Unable to convert {} to class {}.", request.text, kind->document_class));
  }
  auto used_version = std::string(version);
  if (version.empty()) {
    TRY(used_version, version_of(request.value));
  }
  auto asking =
      std::make_unique<Asking>(Asking{run_.shared_api(), kind->make(*step.source, run_.rooms()),
                                      std::move(request.value), used_version});
  auto answer = asking->source->invoke({asking->document, asking->version});
  if (auto* task = std::get_if<Task<Result<source::Answer>>>(&answer)) {
    answer = ask(std::move(asking), std::move(*task));
  }
  return Asked{std::move(answer), std::move(used_version)};
}

Task<Result<source::Answer>> ResolverRun::wait(source::Invoked answer) {
  if (auto* ready = std::get_if<Result<source::Answer>>(&answer)) co_return std::move(*ready);
  auto& task = std::get<Task<Result<source::Answer>>>(answer);
  auto result = co_await finish_by(run_.deadline(), std::move(task));
  if (!result) co_return execution_timed_out();
  co_return *std::move(result);
}

Result<Json> ResolverRun::end(const catalog::Step& step, std::string_view version,
                              source::Answer answer) {
  if (version == version_2017) return end_2017(step, std::move(answer));
  context_.result = std::move(answer.result);
  if (answer.error) {
    context_.error = JsonObject{{"message", answer.error->message}, {"type", answer.error->type}};
  }
  TRY(auto response, evaluate(step.response));
  return std::move(response.value);
}

// 2017-02-28: a null result skips the response step; an error of the source is raised by itself,
// with what the response step made of the result as its data.
Result<Json> ResolverRun::end_2017(const catalog::Step& step, source::Answer answer) {
  if (!answer.error && answer.result.is_null()) return Json();
  context_.result = std::move(answer.result);
  auto response = evaluate(step.response);
  if (!answer.error) {
    if (!response) return std::unexpected(std::move(response).error());
    return std::move(response->value);
  }
  auto error = field_error(*answer.error);
  if (response) error.data = graphql::filter_by_selection(response->value, call_);
  errors_.push_back(std::move(error));
  if (!response) return std::unexpected(std::move(response).error());
  return Json();
}

void ResolverRun::set_previous(const Json& value) { context_.prev = JsonObject{{"result", value}}; }

// #return in a VTL before step gives the field's value. Without a before step the first function
// finds an empty object, without an after step the field is the last function's result.
Task<Result<Json>> ResolverRun::pipeline(const catalog::CompiledResolver& resolver) {
  Json value = JsonObject{};
  if (!resolver.before || *resolver.before != nullptr) {
    CO_TRY(auto before, evaluate(resolver.before));
    if (before.returned) co_return std::move(before.value);
    value = std::move(before.value);
  }
  for (const auto& step : resolver.steps) {
    set_previous(value);
    CO_TRY(value, co_await function(step));
  }
  if (resolver.after && *resolver.after == nullptr) co_return value;
  set_previous(value);
  context_.result = std::move(value);
  context_.error = nullptr;
  CO_TRY(auto after, evaluate(resolver.after));
  co_return std::move(after.value);
}

Task<Result<Json>> ResolverRun::function(const catalog::Step& step) {
  CO_TRY(auto begun, begin(step, version_2018));
  if (auto* value = std::get_if<Json>(&begun)) co_return std::move(*value);
  auto& asked = std::get<Asked>(begun);
  CO_TRY(auto answer, co_await wait(std::move(asked.answer)));
  co_return end(step, asked.version, std::move(answer));
}

graphql::Resolved ResolverRun::finish(Result<Json> value) {
  graphql::Resolved resolved;
  resolved.errors = std::move(errors_);
  if (value) {
    resolved.value = *std::move(value);
  } else {
    resolved.errors.push_back(field_error(value.error()));
  }
  return resolved;
}

// A script's errors say in their detail what else util.error was given.
graphql::FieldError ResolverRun::field_error(const Error& error) const {
  const auto unauthorized = error_member(error.detail, "unauthorized");
  return field_error(
      script::ScriptError{.message = error.message,
                          .type = error.type.empty() ? Json() : Json(error.type),
                          .data = error_member(error.detail, "data"),
                          .info = error_member(error.detail, "info"),
                          .unauthorized = unauthorized.is_bool() && unauthorized.get_bool()});
}

graphql::FieldError ResolverRun::field_error(const script::ScriptError& error) const {
  if (error.unauthorized) return access_denied(call_.parent_type, call_.field);
  graphql::FieldError result;
  result.message = error.message;
  result.type = error.type;
  result.info = error.info;
  result.data = graphql::filter_by_selection(error.data, call_);
  result.resolver = true;
  return result;
}

}  // namespace syncline::engine
