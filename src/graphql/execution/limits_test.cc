// What short requests may not make the server do (base/limits.h).
#include <gtest/gtest.h>

#include <algorithm>

#include "graphql/execution/try_out.h"

namespace syncline::graphql {
namespace {

constexpr std::string_view sdl = R"(
  type Query { box: Box text(a: String, list: [String]): String numbers: [Int] }
  type Box { id: ID box: Box note(a: String): String }
)";

Resolved failing(std::size_t errors, const Json& data = nullptr) {
  Resolved resolved;
  for (std::size_t i = 0; i < errors; ++i) {
    FieldError& error = resolved.errors.emplace_back();
    error.message = "wrong";
    error.data = data;
    error.resolver = true;
  }
  return resolved;
}

std::string aliases(std::size_t count, std::string_view field) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) {
    text.append(" a").append(std::to_string(i)).append(": ").append(field);
  }
  return text;
}

std::string argument(std::size_t uses, const std::string& field, const Json& variables) {
  const Operation operation =
      operation_of(sdl, "query ($v: String) {" + aliases(uses, field) + " }", variables);
  std::size_t reached = 0;
  const FieldResolver resolver = [&](const FieldCall&) -> std::optional<FieldValue> {
    ++reached;
    return Resolved{};
  };
  const Response response = run(operation, resolver);
  std::string told = std::to_string(reached) + " of " + std::to_string(uses);
  if (!response.errors.empty()) {
    told += ", " + std::string(response.errors.front().type.as_string()) + ": " +
            response.errors.front().message;
  }
  return told;
}

constexpr std::string_view too_much =
    "ArgumentError: Argument 'a' has an invalid value. The arguments of an operation may take "
    "16777216 bytes in all.";

TEST(ArgumentLimits, BoundWhatVariablesTakeInAllTheirUses) {
  const Json variables =
      JsonObject{{"v", std::string(limits::graphql_argument_bytes_max / 4, 'x')}};
  EXPECT_EQ(argument(3, "text(a: $v)", variables), "3 of 3");
  EXPECT_EQ(argument(9, "text(a: $v)", variables), "3 of 9, " + std::string(too_much));
}

TEST(ArgumentLimits, BoundWhatVariablesTakeInOneArgument) {
  const Json variables =
      JsonObject{{"v", std::string(limits::graphql_argument_bytes_max / 4, 'x')}};
  EXPECT_EQ(argument(1, "text(list: [$v, $v, $v])", variables), "1 of 1");
  EXPECT_EQ(argument(1, "text(list: [$v, $v, $v, $v])", variables).substr(0, 8), "0 of 1, ");
}

TEST(ArgumentLimits, BoundWhatALiteralOfAFragmentTakes) {
  const std::string literal(limits::graphql_argument_bytes_max / 50, 'x');
  const Operation operation =
      operation_of(sdl, "{" + aliases(100, "box { ...F }") + " } fragment F on Box { note(a: \"" +
                            literal + "\") }");
  std::size_t reached = 0;
  const FieldResolver resolver = [&](const FieldCall& call) -> std::optional<FieldValue> {
    if (call.field.name == "box") return Resolved{JsonObject{}, {}};
    ++reached;
    return Resolved{};
  };
  EXPECT_EQ(run(operation, resolver).errors.size(), 51u);
  EXPECT_EQ(reached, 49u);
}

TEST(ArgumentLimits, CountConditionsThatAreNoBooleans) {
  const Operation operation = operation_of(
      sdl, "query ($v: String) {" + aliases(20, "box { id @skip(if: $v) }") + " text(a: $v) }",
      JsonObject{{"v", std::string(limits::graphql_argument_bytes_max / 4, 'x')}});
  const FieldResolver resolver = [](const FieldCall&) -> std::optional<FieldValue> {
    return Resolved{JsonObject{}, {}};
  };
  const Response response = run(operation, resolver);
  EXPECT_EQ(response.errors.size(), 21u);
  EXPECT_NE(response.errors.back().message.find("bytes in all"), std::string::npos);
}

TEST(ErrorLimits, BoundTheirNumberAndSaySo) {
  JsonArray numbers;
  for (int i = 0; i < 3'000; ++i) numbers.emplace_back("x");
  const Json root = JsonObject{{"numbers", std::move(numbers)}};
  const Response response = run(operation_of(sdl, "{ numbers }"), from_root(root));
  EXPECT_EQ(response.data.at("numbers").as_array().size(), 3'000u);
  ASSERT_EQ(response.errors.size(), limits::graphql_errors_max + 1);
  EXPECT_EQ(response.errors.back().type, Json("ErrorLimitReached"));
  EXPECT_EQ(response.errors.back().message, "Error limit reached: only the first 1000 are told.");
  EXPECT_TRUE(response.errors.back().path.empty());
}

TEST(ErrorLimits, BoundThoseOfResolvers) {
  const FieldResolver resolver = [](const FieldCall&) -> std::optional<FieldValue> {
    return failing(700);
  };
  const Response response = run(operation_of(sdl, "{ a: text b: text c: text }"), resolver);
  EXPECT_EQ(to_json(response.data), R"({"a":null,"b":null,"c":null})");
  EXPECT_EQ(response.errors.size(), limits::graphql_errors_max + 1);
}

TEST(ErrorLimits, BoundTheirBytes) {
  Operation operation = operation_of(sdl, "{ a: text b: text c: text d: text }");
  operation.text_bytes_max = 1'100;
  const FieldResolver resolver = [](const FieldCall&) -> std::optional<FieldValue> {
    return failing(1, JsonObject{{"data", std::string(400, 'x')}});
  };
  const Response response = run(operation, resolver);
  ASSERT_EQ(response.errors.size(), 3u);
  EXPECT_EQ(response.errors.back().type, Json("ErrorLimitReached"));
}

TEST(ErrorLimits, BoundTheBytesOfTheirPaths) {
  const std::string key(1'000, 'k');
  Operation operation = operation_of(
      sdl, "{ box { " + key + ": box { a: box { id } b: box { id } c: box { id } } } }");
  operation.text_bytes_max = 4'000;
  const FieldResolver resolver = [](const FieldCall& call) -> std::optional<FieldValue> {
    if (call.path.depth == 3) return failing(1);
    return Resolved{JsonObject{}, {}};
  };
  const Response response = run(operation, resolver);
  ASSERT_EQ(response.errors.size(), 3u);
  EXPECT_EQ(response.errors.back().type, Json("ErrorLimitReached"));
}

TEST(ErrorLimits, ShowOnlyTheStartOfALongValue) {
  const Json root = JsonObject{{"numbers", JsonArray{std::string(1'000'000, 'x')}}};
  const Response response =
      run(operation_of("type Query { numbers: [AWSDate] }", "{ numbers }"), from_root(root));
  ASSERT_EQ(response.errors.size(), 1u);
  EXPECT_LT(response.errors[0].message.size(), 1'200u);
  EXPECT_NE(response.errors[0].message.find("…"), std::string::npos);
}

}  // namespace
}  // namespace syncline::graphql
