#include "engine/resolver_run.h"

#include <fmt/format.h>

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

Result<std::string_view> version_of(const Json& document) {
  const auto* version = find_member(document, "version");
  if (version == nullptr || version->is_null()) {
    return bad_template("Value for field '$[version]' not found.");
  }
  const auto* text = version->if_string();
  if (text != nullptr && *text == version_2017) return version_2017;
  if (text != nullptr && *text == version_2018) return version_2018;
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

// Keeps what a source needs to end its work when nobody waits for it any longer. An exception of a
// library ends here too.
Task<Result<source::Answer>> ask(std::shared_ptr<const catalog::CompiledApi> /*kept*/,
                                 std::unique_ptr<source::Source> /*kept*/,
                                 std::unique_ptr<const Json> /*kept*/,
                                 Task<Result<source::Answer>> answer) {
  try {
    co_return co_await std::move(answer);
  } catch (...) {
    log_exception(std::current_exception());
  }
  co_return internal_failure();
}

// Of a whole outcome nothing else is wanted, so nothing else is moved.
Result<Json> value_of(Result<script::Outcome>&& outcome) {
  if (!outcome) return std::unexpected(std::move(outcome).error());
  return std::move(outcome->value);
}

Json error_member(const Json& detail, std::string_view member) {
  const auto* found = find_member(detail, member);
  return found == nullptr ? Json() : *found;
}

}  // namespace

ResolverRun::ResolverRun(Run& run, const graphql::FieldCall& call,
                         const catalog::CompiledResolver& definition)
    : run_(run), call_(call), definition_(definition), context_(run.context(call)) {}

Result<script::Outcome> ResolverRun::evaluate(const Result<catalog::CompiledProgram>& program) {
  if (!program) return std::unexpected(program.error());
  if (*program == nullptr)
    return bad_template("Template transformation yielded an empty response.");
  if (run_.is_over()) return execution_timed_out();
  // Anew for each script, since a run of a resolver moves while it waits.
  context_.info = script::Shared::made_by([this] { return run_.info(call_); });
  auto outcome = (*program)->run(context_);
  if (run_.info_was_too_large(call_)) return selections_too_large();
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

// #return in a VTL before step gives the field's value. Without a before step the first function
// finds an empty object.
ResolverRun::Progress ResolverRun::start() {
  if (!definition_.pipeline) return run_steps(Json());
  Json value = JsonObject{};
  if (!definition_.before || *definition_.before != nullptr) {
    auto before = evaluate(definition_.before);
    if (!before) return Result<Json>(std::unexpected(std::move(before).error()));
    if (before->returned) return Result<Json>(std::move(before->value));
    value = std::move(before->value);
  }
  return run_steps(std::move(value));
}

ResolverRun::Progress ResolverRun::resume(Result<source::Answer> answer) {
  return run_steps(end(definition_.steps.at(next_ - 1), std::move(answer)));
}

// The steps that are left, as far as nothing has to be waited for; `value` is that of the step
// before. A unit resolver has one step.
ResolverRun::Progress ResolverRun::run_steps(Result<Json> value) {
  while (value && next_ < definition_.steps.size()) {
    const auto& step = definition_.steps[next_++];
    if (definition_.pipeline) set_previous(*value);
    auto begun = begin(step);
    if (auto* asked = std::get_if<Asked>(&begun)) return std::move(*asked);
    if (auto* over = std::get_if<Result<Json>>(&begun)) {
      value = std::move(*over);
    } else {
      value = end(step, std::get<Result<source::Answer>>(std::move(begun)));
    }
  }
  if (!value || !definition_.pipeline) return value;
  return run_after(*std::move(value));
}

// Without an after step the field is the last function's result.
Result<Json> ResolverRun::run_after(Json value) {
  if (definition_.after && *definition_.after == nullptr) return value;
  set_previous(value);
  context_.result = std::move(value);
  context_.error = nullptr;
  return value_of(evaluate(definition_.after));
}

// A request that is the same each time is not made again. Null: this one has to be.
const Json* ResolverRun::fixed_document(const Result<catalog::CompiledProgram>& program) const {
  if (!program || *program == nullptr || run_.is_over()) return nullptr;
  const auto* document = (*program)->constant();
  return document != nullptr && document->is_object() ? document : nullptr;
}

ResolverRun::Begun ResolverRun::begin(const catalog::Step& step) {
  if (next_ > 1) {  // what the step before left
    context_.result = nullptr;
    context_.error = nullptr;
  }
  if (const auto* fixed = fixed_document(step.request)) return invoke(step, nullptr, fixed);
  auto evaluated = evaluate(step.request);
  if (!evaluated) {
    return Result<Json>(std::unexpected(request_error(step, std::move(evaluated).error())));
  }
  auto& request = *evaluated;
  if (request.returned) return Result<Json>(std::move(request.value));
  if (request.value.is_object()) return invoke(step, std::move(request.value), nullptr);
  const auto kind = kind_of(step);
  if (!kind) return Result<Json>(std::unexpected(kind.error()));
  // Templates are compiled without their text where they give the same without it.
  const auto text = request.text.empty() ? to_json(request.value) : request.text;
  return Result<Json>(bad_template(
      fmt::format("Unable to convert {} to class {}.", text, (*kind)->document_class)));
}

// A function's version is fixed; a unit resolver's stands in its document.
ResolverRun::Begun ResolverRun::invoke(const catalog::Step& step, Json&& made, const Json* fixed) {
  const auto kind = kind_of(step);
  if (!kind) return Result<Json>(std::unexpected(kind.error()));
  const auto version = definition_.pipeline ? Result<std::string_view>(version_2018)
                                            : version_of(fixed != nullptr ? *fixed : made);
  if (!version) return Result<Json>(std::unexpected(version.error()));
  version_ = *version;
  // Where it stays, should the source have to be waited for.
  auto kept = fixed != nullptr ? nullptr : std::make_unique<const Json>(std::move(made));
  auto source = (*kind)->make(*step.source, run_.rooms());
  auto answer = source->invoke({fixed != nullptr ? *fixed : *kept, version_, definition_.place});
  if (auto* ready = std::get_if<Result<source::Answer>>(&answer)) return std::move(*ready);
  return ask(run_.shared_api(), std::move(source), std::move(kept),
             std::get<Asked>(std::move(answer)));
}

Result<Json> ResolverRun::end(const catalog::Step& step, Result<source::Answer>&& answer) {
  if (!answer) return std::unexpected(std::move(answer).error());
  if (version_ == version_2017) return end_2017(step, *std::move(answer));
  context_.result = std::move(answer->result);
  if (answer->error) {
    context_.error = JsonObject{{"message", answer->error->message}, {"type", answer->error->type}};
  }
  return value_of(evaluate(step.response));
}

// 2017-02-28: a null result skips the response step; an error of the source is raised by itself,
// with what the response step made of the result as its data.
Result<Json> ResolverRun::end_2017(const catalog::Step& step, source::Answer&& answer) {
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

graphql::Resolved ResolverRun::finish(Result<Json>&& value) {
  if (!value) errors_.push_back(field_error(value.error()));
  return {.value = value ? *std::move(value) : Json(), .errors = std::move(errors_)};
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
