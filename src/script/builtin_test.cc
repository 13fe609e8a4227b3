#include "script/builtin.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace syncline::script {
namespace {

TEST(Builtins, FindsAFunctionByFamilyAndName) {
  EXPECT_NE(find_builtin(builtins_table(), "", "toJson"), nullptr);
  EXPECT_NE(find_builtin(builtins_table(), "dynamodb", "toDynamoDB"), nullptr);
  EXPECT_EQ(find_builtin(builtins_table(), "dynamodb", "toJson"), nullptr);
  EXPECT_EQ(find_builtin(builtins_table(), "nope", "toJson"), nullptr);
}

TEST(Builtins, NameEachFunctionOnce) {
  std::set<std::string> seen;
  for (const auto* family : builtins_table()) {
    for (const auto& function : family->functions) {
      const auto name = std::string(family->name) + "." + std::string(function.name);
      EXPECT_TRUE(seen.insert(name).second) << name;
    }
  }
}

TEST(Builtins, KnowTheFamiliesThatAreNotOffered) {
  for (const std::string_view name : {"rds", "http", "xml", "transform", "extensions"}) {
    if (is_offered(builtins_table(), name)) continue;
    EXPECT_NE(not_offered(name).message.find(name), std::string::npos);
    EXPECT_EQ(not_offered(name).kind, ErrorKind::unsupported);
  }
  EXPECT_FALSE(is_offered(builtins_table(), "nope"));
  EXPECT_TRUE(is_offered(builtins_table(), "time"));
}

TEST(Builtins, TakeNullForATextAndThrow) {
  const std::vector<Value> texts{Value::text("a"), Value::text("b")};
  EXPECT_FALSE(unless_texts(texts));
  const std::vector<Value> other{Value(), Value::integer(1)};
  ASSERT_TRUE(unless_texts(other));
  EXPECT_EQ(unless_texts(other)->value(), std::nullopt);
  const std::vector<Value> null{Value::text("a"), Value()};
  const auto answer = unless_texts(null);
  ASSERT_TRUE(answer);
  ASSERT_FALSE(*answer);
  EXPECT_TRUE(is_thrown(answer->error()));
  EXPECT_FALSE(is_thrown(template_error("x")));
}

TEST(Builtins, CanBeCalledWithoutATemplate) {
  Heap heap;
  const ManualClock clock(1'000);
  std::vector<ScriptError> appended;
  std::vector<std::string> logs;
  CallContext context{heap, clock, "", appended, logs};
  const auto* now = find_builtin(builtins_table(), "time", "nowEpochMilliSeconds");
  ASSERT_NE(now, nullptr);
  const auto answer = now->call(context, {});
  ASSERT_TRUE(answer && *answer);
  EXPECT_EQ((*answer)->as_whole(), 1'000);
  const Value wrong = Value::integer(1);
  EXPECT_FALSE(now->call(context, {&wrong, 1})->has_value());
}

}  // namespace
}  // namespace syncline::script
