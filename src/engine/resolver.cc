#include "engine/resolver.h"

#include "engine/field_access.h"
#include "engine/resolver_run.h"

namespace syncline::engine {
namespace {

using graphql::FieldCall;
using graphql::FieldValue;
using graphql::Resolved;

FieldValue failed(graphql::FieldError error) {
  Resolved resolved;
  resolved.errors.push_back(std::move(error));
  return resolved;
}

FieldValue too_deep() {
  graphql::FieldError error;
  error.message = "Query depth limit reached";
  error.type = "QueryDepthLimitReached";
  error.resolver = true;
  return failed(std::move(error));
}

Task<Resolved> wait_for_source(ResolverRun resolver, const catalog::Step& step,
                               ResolverRun::Asked asked) {
  auto answer = co_await resolver.wait(std::move(asked.answer));
  if (!answer) co_return resolver.finish(std::unexpected(std::move(answer).error()));
  co_return resolver.finish(resolver.end(step, asked.version, *std::move(answer)));
}

// A source that answers at once costs no coroutine.
FieldValue run_unit(ResolverRun resolver, const catalog::Step& step) {
  auto begun = resolver.begin(step, "");
  if (!begun) return resolver.finish(std::unexpected(std::move(begun).error()));
  if (auto* value = std::get_if<Json>(&*begun)) return resolver.finish(std::move(*value));
  auto& asked = std::get<ResolverRun::Asked>(*begun);
  auto* ready = std::get_if<Result<source::Answer>>(&asked.answer);
  if (ready == nullptr) return wait_for_source(std::move(resolver), step, std::move(asked));
  if (!*ready) return resolver.finish(std::unexpected(std::move(*ready).error()));
  return resolver.finish(resolver.end(step, asked.version, **std::move(ready)));
}

Task<Resolved> run_pipeline(ResolverRun resolver, const catalog::CompiledResolver& definition) {
  auto value = co_await resolver.pipeline(definition);
  co_return resolver.finish(std::move(value));
}

}  // namespace

std::optional<FieldValue> resolve(Run& run, const FieldCall& call) {
  const auto& api = run.api();
  if (run.is_too_deep(call.path)) return too_deep();
  if (!may_access(api.definition, run.identity(), call.parent_type, call.field)) {
    return failed(access_denied(call.parent_type, call.field));
  }
  const auto found = api.resolvers.find(&call.field);
  if (found == api.resolvers.end()) return std::nullopt;
  const auto& resolver = found->second;
  if (resolver.pipeline) return run_pipeline(ResolverRun(run, call), resolver);
  return run_unit(ResolverRun(run, call), resolver.steps.front());
}

}  // namespace syncline::engine
