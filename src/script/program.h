// A resolver's code, compiled: one request or response step, in any resolver language.
// Pure: no I/O; bounded by limits.h in steps, iterations and output.
#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace syncline::script {

// `$ctx` / `ctx` (AppSync: "Resolver mapping template context reference"). One for each run of a
// resolver: its programs run one after another, and what they change in `arguments` and `stash`
// the next one sees.
struct Context {
  JsonObject arguments;
  JsonObject stash;
  Json source;
  Json identity;
  Json request;  // {"headers":{…},"domainName":null}
  Json info;     // fieldName, parentTypeName, variables, selectionSetList, selectionSetGraphQL
  Json env;
  Json result;
  Json error;                    // null, or {"message","type"}
  Json prev;                     // null, or {"result":…}
  std::string auth_type;         // util.authType()'s answer: "API Key Authorization" …
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
  Json value;                         // the document, or what #return gave
  std::string text;                   // VTL: the rendered text, as the evaluate API shows it
  bool returned = false;              // #return / earlyReturn ended it
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
};

}  // namespace syncline::script
