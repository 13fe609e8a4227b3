// Any bytes as a template, compiled and run: it must end soon, and never crash. Once the steps are
// spent the run stops at its next one, so that it takes but few more.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/limits.h"
#include "base/parse_json.h"
#include "base/result.h"
#include "script/vtl/parser.h"
#include "script/vtl/run.h"

namespace {

syncline::script::Context context_for_a_run(const syncline::Clock& clock) {
  syncline::script::Context context;
  context.arguments = {{"id", "1"}, {"n", 7}, {"none", nullptr}, {"list", {1, "a", {{"k", 1.5}}}}};
  context.stash = {{"seen", syncline::JsonArray{}}};
  context.source = syncline::JsonObject{{"id", "p"}};
  context.identity = syncline::JsonObject{{"username", "nadia"}};
  context.info = syncline::JsonObject{{"fieldName", "f"}, {"selectionSetList", {"id"}}};
  context.result = syncline::JsonObject{{"items", {syncline::JsonObject{{"name", "n"}}}}};
  context.auth_type = "API Key Authorization";
  context.clock = &clock;
  return context;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace script = syncline::script;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  script::vtl::Tree tree;
  if (!script::vtl::parse_template(tree, text)) return 0;
  const syncline::ManualClock clock(1'517'943'695'749);
  auto context = context_for_a_run(clock);
  const script::vtl::Dialect dialect{script::builtins_table()};
  script::vtl::Run run(tree, dialect, context);
  const auto outcome = run.run();
  CHECK(!outcome || !run.heap().stopped());
  CHECK(run.heap().steps() <= 2 * syncline::limits::script_steps_max);
  return 0;
}
