#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "script/vtl.h"
#include "script/vtl/compile.h"

namespace syncline::script {
namespace {

Result<Outcome> run(std::string_view text, Context& context) {
  TRY(const auto program, compile_vtl(text));
  return program->run(context);
}

std::string rendered(std::string_view text) {
  Context context;
  const auto outcome = run(text, context);
  if (outcome) return outcome->text;
  const auto* shown = find_string(outcome.error().detail, "text");
  return shown == nullptr ? outcome.error().message : std::string(*shown);
}

std::string times(std::size_t count, std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += text;
  return out;
}

TEST(Vtl, RunsAgainAndAgainFromOneCompilation) {
  const auto program = compile_vtl("#set($x = $ctx.args.n + 1)$x");
  ASSERT_TRUE(program);
  for (std::int64_t n = 0; n < 3; ++n) {
    Context context;
    context.arguments["n"] = n;
    EXPECT_EQ((*program)->run(context)->value, Json(n + 1));
  }
}

TEST(Vtl, RunsOnSeveralThreadsAtOnce) {
  const auto program = compile_vtl("#foreach($i in [1..100])#set($l = $i * $ctx.args.n)#end$l");
  ASSERT_TRUE(program);
  std::vector<std::thread> threads;
  std::vector<Json> values(4);
  for (std::size_t n = 0; n < values.size(); ++n) {
    threads.emplace_back([&, n] {
      Context context;
      context.arguments["n"] = n;
      values[n] = (*program)->run(context)->value;
    });
  }
  for (auto& thread : threads) thread.join();
  for (std::size_t n = 0; n < values.size(); ++n) EXPECT_EQ(values[n], Json(n * 100));
}

TEST(Vtl, PassesTheStashFromOneProgramToTheNext) {
  Context context;
  ASSERT_TRUE(run("$util.qr($ctx.stash.put('a', [1])){}", context));
  ASSERT_TRUE(run("$util.qr($ctx.stash.a.add(2)){}", context));
  EXPECT_EQ(to_json(context.stash), R"({"a":[1,2]})");
}

TEST(Vtl, ForgetsVariablesBetweenRuns) {
  const auto program = compile_vtl("$!x#set($x = 1)\"$x\"");
  ASSERT_TRUE(program);
  Context context;
  EXPECT_EQ((*program)->run(context)->text, "\"1\"");
  EXPECT_EQ((*program)->run(context)->text, "\"1\"");
}

TEST(Vtl, TakesItsTimeFromTheContext) {
  const ManualClock clock(1'517'943'695'749);
  Context context;
  context.clock = &clock;
  EXPECT_EQ(run("$util.time.nowEpochMilliSeconds()", context)->value, Json(1'517'943'695'749));
}

TEST(Vtl, TellsTheErrorOfACompilation) {
  const auto program = compile_vtl("\n #if($x)");
  ASSERT_FALSE(program);
  EXPECT_EQ(program.error().type, "MappingTemplate");
  EXPECT_TRUE(
      program.error().message.starts_with("Encountered \"<EOF>\" at velocity[line 2, column 8]"));
}

TEST(Vtl, MarksUnauthorizedForTheEngine) {
  Context context;
  const auto outcome = run("$util.unauthorized()", context);
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().kind, ErrorKind::forbidden);
  EXPECT_EQ(*find_member(outcome.error().detail, "unauthorized"), Json(true));
}

TEST(Vtl, RefusesATemplateThatIsTooLong) {
  EXPECT_TRUE(compile_vtl(std::string(65'536, 'x')));
  const auto program = compile_vtl(std::string(65'537, 'x'));
  ASSERT_FALSE(program);
  EXPECT_EQ(program.error().kind, ErrorKind::exhausted);
}

TEST(Vtl, RefusesATemplateThatIsNoText) { EXPECT_FALSE(compile_vtl("\xFF")); }

TEST(Vtl, RefusesWhatNestsTooDeeply) {
  for (const auto& text : {times(200, "#if($a)") + times(200, "#end"),
                           "#set($x = " + times(300, "(") + "1" + times(300, ")") + ")",
                           "#set($x = " + times(300, "[") + times(300, "]") + ")",
                           "#set($x = " + times(300, "!") + "$a)", times(300, "$a["),
                           times(300, "$a.b("), "#set($x = " + times(20'000, "{1:") + ")"}) {
    const auto program = compile_vtl(text);
    ASSERT_FALSE(program) << text.substr(0, 40);
    EXPECT_EQ(program.error().kind, ErrorKind::exhausted) << text.substr(0, 40);
  }
}

TEST(Vtl, DoesNotNestForLongChains) {
  EXPECT_EQ(rendered("#set($x = 0" + times(5'000, " + 1") + ")$x"), "5000");
  EXPECT_EQ(rendered("#if($a)" + times(2'000, "#elseif($a)") + "#else 1#end"), " 1");
  EXPECT_EQ(rendered("#set($m = {})" + times(3'000, "$!m") + ""), times(3'000, "{}"));
}

TEST(Vtl, AddsUpDepthAcrossDefinitions) {
  EXPECT_EQ(
      rendered("#define($a)#if(true)[\"$b\"]#end#end#define($b)#set($x = [[\"$a\"]])$x#end$a"),
      "A value or a block of the template is nested too deeply.");
}

TEST(Vtl, CanLetNullClearAVariable) {
  vtl::Dialect dialect{builtins_table()};
  Context context;
  const std::string_view text = "#set($x = 1)#set($x = $null)\"$!x\"";
  EXPECT_EQ((*vtl::compile(text, dialect))->run(context)->text, "\"1\"");
  dialect.choices.null_set_clears = true;
  EXPECT_EQ((*vtl::compile(text, dialect))->run(context)->text, "\"\"");
}

TEST(Vtl, CanFailAtTheLimitOfALoop) {
  vtl::Dialect dialect{builtins_table()};
  Context context;
  const std::string_view text = "#foreach($i in [1..1001])#set($n = $i)#end$n";
  EXPECT_EQ((*vtl::compile(text, dialect))->run(context)->text, "1000");
  dialect.choices.loop_limit_fails = true;
  EXPECT_FALSE((*vtl::compile(text, dialect))->run(context));
  EXPECT_TRUE((*vtl::compile("#foreach($i in [1..1000])#end{}", dialect))->run(context));
}

TEST(Vtl, TakesItsDialectFromItsCaller) {
  Context context;
  const auto program =
      compile_vtl("#set($x = 1)#set($x = $null)\"$!x\"", {.null_set_clears = true});
  ASSERT_TRUE(program);
  EXPECT_EQ((*program)->run(context)->text, "\"\"");
}

TEST(Vtl, LooksForRangesNoFurtherThanTheNextDirective) {
  EXPECT_TRUE(compile_vtl(times(13'000, "#x([(")));
}

// Each #evaluate knows the names of those before it; to copy them would cost gigabytes here.
TEST(Vtl, EvaluatesManyTextsThatKnowManyNames) {
  std::string names;
  for (int i = 0; names.size() < 60'000; ++i) names += "$!n" + std::to_string(i);
  Context context;
  context.arguments["names"] = names;
  const std::string_view text =
      "#evaluate($ctx.args.names)#foreach($i in [1..1000])#evaluate('$!x')#end{}";
  EXPECT_TRUE(run(text, context));
}

TEST(Vtl, KeepsWhatAHiddenMemberSaysInTheStash) {
  Context context;
  context.info = JsonObject{{"fieldName", "f"}, {"selectionSetList", {"id"}}};
  ASSERT_TRUE(run("$util.qr($ctx.stash.put('info', $ctx.info)){}", context));
  EXPECT_EQ(run("\"$ctx.stash.info.selectionSetList[0]\"", context)->value, Json("id"));
}

TEST(Vtl, KeepsTheContextWhenTheRunIsStopped) {
  Context context;
  context.stash["a"] = 1;
  EXPECT_FALSE(run("#set($ctx.stash.m = $ctx.stash){}", context));  // the stash holds itself
  EXPECT_EQ(to_json(context.stash), R"({"a":1})");
}

}  // namespace
}  // namespace syncline::script
