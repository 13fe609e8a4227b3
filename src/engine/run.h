// One request while it runs: what its resolvers share.
#pragma once

#include <chrono>
#include <optional>
#include <unordered_map>

#include "base/clock.h"
#include "engine/engine.h"
#include "graphql/execution/execute.h"
#include "script/program.h"
#include "source/source.h"

namespace syncline::engine {

// Lives on the request's loop until its last resolver has ended; it refers to the request.
class Run {
 public:
  Run(const Request& request, source::Rooms& rooms, const Clock& clock);

  [[nodiscard]] const catalog::CompiledApi& api() const { return *request_.api; }
  [[nodiscard]] std::shared_ptr<const catalog::CompiledApi> shared_api() const {
    return request_.api;
  }
  [[nodiscard]] const auth::Identity& identity() const { return request_.identity; }
  [[nodiscard]] source::Rooms& rooms() const { return rooms_; }

  // AppSync ends an execution after limits::request_time_max: sources are not waited for longer,
  // and no script is started after it.
  [[nodiscard]] std::chrono::steady_clock::time_point deadline() const { return deadline_; }
  [[nodiscard]] bool is_over() const { return std::chrono::steady_clock::now() >= deadline_; }

  // Whether the field stands deeper than the API's queryDepthLimit; list indexes do not count.
  [[nodiscard]] bool is_too_deep(const graphql::FieldPath& path) const;

  // The context that the field's first script sees.
  script::Context context(const graphql::FieldCall& call);

 private:
  const Json& info(const graphql::FieldCall& call);

  const Request& request_;
  source::Rooms& rooms_;
  const Clock& clock_;
  std::chrono::steady_clock::time_point deadline_;
  std::optional<std::size_t> depth_max_;
  Json script_request_;  // ctx.request
  Json env_;
  // ctx.info of each place of the document: the same for all objects there.
  std::unordered_map<const void*, Json> infos_;
};

}  // namespace syncline::engine
