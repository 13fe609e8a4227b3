// One request while it runs: what its resolvers share.
#pragma once

#include <chrono>
#include <optional>
#include <unordered_map>

#include "base/clock.h"
#include "base/limits.h"
#include "engine/engine.h"
#include "graphql/execution/execute.h"
#include "script/program.h"
#include "source/source.h"

namespace syncline::engine {

// Lives on the request's loop until its last resolver has ended; it refers to the request and to
// the operation. What scripts see of them is made once, when a script first asks for it.
class Run {
 public:
  Run(const Request& request, const graphql::Operation& operation, source::Rooms& rooms,
      const Clock& clock, std::chrono::milliseconds time_max = limits::request_time_max);
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;

  [[nodiscard]] const catalog::CompiledApi& api() const { return *request_.api; }
  [[nodiscard]] std::shared_ptr<const catalog::CompiledApi> shared_api() const {
    return request_.api;
  }
  [[nodiscard]] const auth::Identity& identity() const { return request_.identity; }
  [[nodiscard]] source::Rooms& rooms() const { return rooms_; }

  // The execution ends after its `time_max` (AppSync: limits::request_time_max): sources are not
  // waited for longer, and no script is started after it.
  [[nodiscard]] std::chrono::steady_clock::time_point deadline() const { return deadline_; }
  [[nodiscard]] bool is_over() const { return std::chrono::steady_clock::now() >= deadline_; }

  // Whether the field stands deeper than the API's queryDepthLimit; list indexes do not count.
  [[nodiscard]] bool limits_depth() const { return depth_max_.has_value(); }
  [[nodiscard]] bool is_too_deep(const graphql::FieldPath& path) const;

  // The context that the field's first script sees, but for `info`. Nothing in it is a copy: it may
  // be used as long as this run and what the call refers to.
  script::Context context(const graphql::FieldCall& call);
  // ctx.info without its variables, which stand in the context. The same for all objects at a place
  // of the document.
  SharedJson info(const graphql::FieldCall& call);
  // A script has asked for it, and the selections took more than the execution may list: it was
  // null.
  [[nodiscard]] bool info_was_too_large(const graphql::FieldCall& call) const;

 private:
  SharedJson script_request();
  SharedJson environment();
  SharedJson variables();

  const Request& request_;
  const graphql::Operation& operation_;
  source::Rooms& rooms_;
  const Clock& clock_;
  std::chrono::steady_clock::time_point deadline_;
  std::optional<std::size_t> depth_max_;
  SharedJson script_request_;  // null: nobody has asked
  SharedJson environment_;
  SharedJson variables_;
  std::unordered_map<const void*, SharedJson> infos_;  // by place
};

}  // namespace syncline::engine
