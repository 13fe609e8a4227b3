#include "script/vtl/shortcut.h"

#include <gtest/gtest.h>

#include "base/parse_json.h"
#include "script/vtl.h"

namespace syncline::script {
namespace {

struct Ran {
  Json value;
  bool rendered = false;  // a shortcut writes no text
};

Ran run(std::string_view text, std::string_view result = "null") {
  Context context;
  context.result = parse_json(result).value();
  const auto program = compile_vtl(text, {}, Rendering::when_needed).value();
  const auto outcome = program->run(context).value();
  return {outcome.value, !outcome.text.empty()};
}

TEST(Shortcut, IsTakenByATemplateThatIsTheSameEachTime) {
  const auto ran = run(R"({"version": "2018-05-29", "payload": "world",})");
  EXPECT_FALSE(ran.rendered);
  EXPECT_EQ(to_json(ran.value), R"({"version":"2018-05-29","payload":"world"})");
  EXPECT_TRUE(run(R"({"a": "$ctx.result"})", R"("x")").rendered);
}

TEST(Shortcut, SaysWhatIsTheSameEachTime) {
  const auto fixed = compile_vtl(R"({"a": 1})", {}, Rendering::when_needed).value();
  ASSERT_NE(fixed->constant(), nullptr);
  EXPECT_EQ(to_json(*fixed->constant()), R"({"a":1})");
  for (const auto* text : {"$util.toJson($ctx.result)", R"({"a": $ctx.result})", "{ no JSON"}) {
    EXPECT_EQ(compile_vtl(text, {}, Rendering::when_needed).value()->constant(), nullptr) << text;
  }
}

TEST(Shortcut, IsTakenByTheWholeResult) {
  constexpr auto result = R"({"id":"1","list":[1,null,true,18446744073709551615],"o":{"t":"é"}})";
  for (const auto* text : {"$util.toJson($ctx.result)", "\n  $utils.toJson($context.result) \n",
                           "$!{util.toJson(${ctx.result})}"}) {
    const auto ran = run(text, result);
    EXPECT_FALSE(ran.rendered) << text;
    EXPECT_EQ(to_json(ran.value), result) << text;
  }
  EXPECT_TRUE(run("$util.toJson($ctx.result)").value.is_null());
}

TEST(Shortcut, IsNotTakenByWhatOnlyLooksLikeIt) {
  constexpr auto result = R"({"a":{"b":"c"}})";
  EXPECT_TRUE(run("$util.toJson($ctx.result.a)", result).rendered);
  EXPECT_TRUE(run(R"([$util.toJson($ctx.result)])", result).rendered);
  EXPECT_TRUE(run("#set($ctx.stash.a = 1)$util.toJson($ctx.result)", result).rendered);
  EXPECT_EQ(run(R"t("\$util.toJson($ctx.result)")t", "1").value, "$util.toJson($ctx.result)");
}

// What JSON text changes, or limits bound, goes through it.
TEST(Shortcut, IsNotTakenByResultsThatTheirTextWouldChange) {
  EXPECT_TRUE(run("$util.toJson($ctx.result)", "[1.5]").rendered);
  EXPECT_TRUE(run("$util.toJson($ctx.result)", "\"" + std::string(1'100'000, 'x') + "\"").rendered);
  EXPECT_TRUE(
      run("$util.toJson($ctx.result)", std::string(70, '[') + std::string(70, ']')).rendered);
}

TEST(Shortcut, FailsAsTheTemplateDoes) {
  Context context;
  const auto program = compile_vtl("{ no JSON", {}, Rendering::when_needed).value();
  const auto outcome = program->run(context);
  ASSERT_FALSE(outcome.has_value());
  EXPECT_EQ(outcome.error().type, "MappingTemplate");
}

}  // namespace
}  // namespace syncline::script
