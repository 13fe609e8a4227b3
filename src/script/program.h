// A resolver's code, compiled: one request or response step, in any resolver language.
// Pure: no I/O; bounded by limits.h in steps, iterations and output.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace syncline::script {

// A member of the context that no script changes: one value for all runs that see it, so that a
// large one is not copied for each; made when a script first asks for it, where making it costs.
// Not for several threads.
class Shared {
 public:
  Shared() = default;  // null
  Shared(Json value) : value_(std::make_shared<const Json>(std::move(value))) {}
  Shared(JsonObject value) : Shared(Json(std::move(value))) {}
  Shared(SharedJson value) : value_(std::move(value)) {}
  // `value` must outlive the runs.
  static Shared borrowed(const Json& value) { return SharedJson(SharedJson(), &value); }
  // `make` is called at most once, and what it refers to must outlive the runs.
  static Shared made_by(std::function<SharedJson()> make) {
    Shared shared;
    shared.make_ = std::move(make);
    return shared;
  }

  const Json& operator*() const {
    static const Json null;
    if (value_ == nullptr && make_) value_ = std::exchange(make_, nullptr)();
    return value_ == nullptr ? null : *value_;
  }

 private:
  mutable SharedJson value_;
  mutable std::function<SharedJson()> make_;
};

// `$ctx` / `ctx` (AppSync: "Resolver mapping template context reference"). One for each run of a
// resolver: its programs run one after another, and what they change in `arguments` and `stash`
// the next one sees.
struct Context {
  // The arguments as long as no script has changed them, when somebody else keeps them for as long
  // as the runs last; `arguments` is not looked at then.
  const JsonObject* given_arguments = nullptr;
  JsonObject arguments;
  JsonObject stash;
  Shared source;
  Shared identity;
  Shared request;    // {"headers":{…},"domainName":null}
  Shared info;       // fieldName, parentTypeName, variables, selectionSetList, selectionSetGraphQL
  Shared variables;  // unless null, what stands in `info` as "variables"
  Shared env;
  Json result;                   // a run may take it for its outcome
  Json error;                    // null, or {"message","type"}
  Json prev;                     // null, or {"result":…}
  std::string_view auth_type;    // util.authType()'s answer: "API Key Authorization" …
  const Clock* clock = nullptr;  // must outlive the run
};

// util.error, util.appendError, util.unauthorized, util.validate.
struct ScriptError {
  std::string message;
  Json type;  // a string, or null when none was given
  Json data;
  Json info;
  bool unauthorized = false;  // the engine writes the message, which names the field
};

struct Outcome {
  Json value;             // the document, or what #return gave
  std::string text;       // VTL: the rendered text, as the evaluate API shows it (vtl.h)
  bool returned = false;  // #return / earlyReturn ended it
  std::vector<ScriptError> appended;  // in order
  std::vector<std::string> logs;
};

class Program {
 public:
  virtual ~Program() = default;
  // Fails with the ScriptError that stopped it: Error.type is its errorType ("" for null; engine
  // faults are "MappingTemplate"), Error.detail {"data","info","unauthorized"}. What was rendered
  // but is no document is in its detail {"text"}, and the errors that were appended before are in
  // {"appended":[{"message","type","data","info"}…]}. From any thread.
  virtual Result<Outcome> run(Context& context) const = 0;
  // The document that each run gives, when it is the same each time and nothing else comes of it;
  // null when that is not known. As old as the program.
  [[nodiscard]] virtual const Json* constant() const { return nullptr; }
};

}  // namespace syncline::script
