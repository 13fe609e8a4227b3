// One run of one resolver: its scripts share a context, and what they say goes into one result.
#pragma once

#include <string_view>
#include <variant>

#include "engine/run.h"
#include "graphql/execution/execute.h"

namespace syncline::engine {

class ResolverRun {
 public:
  ResolverRun(Run& run, const graphql::FieldCall& call);

  // A request step that was evaluated: either the step is over, or its source is asked.
  struct Asked {
    source::Invoked answer;
    std::string version;
  };
  using Begun = std::variant<Json, Asked>;

  // `version` is the function's; a unit resolver's is in its document (empty here).
  Result<Begun> begin(const catalog::Step& step, std::string_view version);
  // Waits for the source, at most until the run's deadline.
  Task<Result<source::Answer>> wait(source::Invoked answer);
  // The response step, by the rules of the version.
  Result<Json> end(const catalog::Step& step, std::string_view version, source::Answer answer);

  // A pipeline's own steps around its functions.
  Task<Result<Json>> pipeline(const catalog::CompiledResolver& resolver);

  // What the field becomes. The run is over.
  graphql::Resolved finish(Result<Json> value);

 private:
  Result<script::Outcome> evaluate(const Result<catalog::CompiledProgram>& program);
  void take_appended(const Json& detail);
  static Error request_error(const catalog::Step& step, Error error);
  Result<Json> end_2017(const catalog::Step& step, source::Answer answer);
  Task<Result<Json>> function(const catalog::Step& step);
  graphql::FieldError field_error(const Error& error) const;
  graphql::FieldError field_error(const script::ScriptError& error) const;
  void set_previous(const Json& value);

  Run& run_;
  graphql::FieldCall call_;
  script::Context context_;
  std::vector<graphql::FieldError> errors_;
};

}  // namespace syncline::engine
