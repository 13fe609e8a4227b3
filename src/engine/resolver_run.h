// One run of one resolver: its scripts share a context, and what they say goes into one result.
#pragma once

#include <string_view>
#include <variant>

#include "engine/run.h"
#include "graphql/execution/execute.h"

namespace syncline::engine {

// start(), then resume() for each source that has to be waited for, then finish(). Plain functions:
// who has to wait is the caller.
class ResolverRun {
 public:
  // All must outlive it, but for the call itself.
  ResolverRun(Run& run, const graphql::FieldCall& call,
              const catalog::CompiledResolver& definition);

  // A source at work. The task owns what it uses, and does not throw.
  using Asked = Task<Result<source::Answer>>;
  // What the field becomes, or a source to wait for.
  using Progress = std::variant<Result<Json>, Asked>;

  Progress start();
  Progress resume(Result<source::Answer> answer);
  // The run is over.
  graphql::Resolved finish(Result<Json>&& value);

 private:
  // A request step that was evaluated: either the step is over, or its source has been asked, and
  // perhaps has answered.
  using Begun = std::variant<Result<Json>, Asked, Result<source::Answer>>;

  Result<script::Outcome> evaluate(const Result<catalog::CompiledProgram>& program);
  void take_appended(const Json& detail);
  static Error request_error(const catalog::Step& step, Error error);

  Progress run_steps(Result<Json> value);
  Result<Json> run_after(Json value);
  [[nodiscard]] const Json* fixed_document(const Result<catalog::CompiledProgram>& program) const;
  Begun begin(const catalog::Step& step);
  // With a document that was made for this call, or a fixed one.
  Begun invoke(const catalog::Step& step, Json&& made, const Json* fixed);
  Result<Json> end(const catalog::Step& step, Result<source::Answer>&& answer);
  Result<Json> end_2017(const catalog::Step& step, source::Answer&& answer);

  graphql::FieldError field_error(const Error& error) const;
  graphql::FieldError field_error(const script::ScriptError& error) const;
  void set_previous(const Json& value);

  Run& run_;
  graphql::FieldCall call_;
  const catalog::CompiledResolver& definition_;
  script::Context context_;
  std::size_t next_ = 0;      // step
  std::string_view version_;  // of the step that asks
  std::vector<graphql::FieldError> errors_;
};

}  // namespace syncline::engine
