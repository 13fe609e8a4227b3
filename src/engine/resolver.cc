#include "engine/resolver.h"

#include "base/timer.h"
#include "engine/failure.h"
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

Task<Resolved> wait_for_sources(ResolverRun resolver, ResolverRun::Progress progress,
                                std::chrono::steady_clock::time_point deadline) {
  while (auto* asked = std::get_if<ResolverRun::Asked>(&progress)) {
    auto answer = co_await finish_by(deadline, std::move(*asked));
    progress = resolver.resume(answer ? *std::move(answer) : execution_timed_out());
  }
  co_return resolver.finish(std::get<Result<Json>>(std::move(progress)));
}

// Sources that answer at once cost no coroutine.
FieldValue run_resolver(ResolverRun resolver, std::chrono::steady_clock::time_point deadline) {
  auto progress = resolver.start();
  if (auto* value = std::get_if<Result<Json>>(&progress)) return resolver.finish(std::move(*value));
  return wait_for_sources(std::move(resolver), std::move(progress), deadline);
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
  if (call.over_limit) return Resolved();
  return run_resolver(ResolverRun(run, call, found->second), run.deadline());
}

bool is_resolved(const Run& run, const graphql::NamedType& parent,
                 const graphql::FieldType& field) {
  const auto& api = run.api();
  return run.limits_depth() || api.resolvers.contains(&field) ||
         !may_access(api.definition, run.identity(), parent, field);
}

}  // namespace syncline::engine
