#include "control/input.h"

#include <gtest/gtest.h>

namespace syncline::control {
namespace {

TEST(Input, NamesARequiredMemberThatIsMissing) {
  const JsonObject members{{"other", nullptr}};
  for (const char* name : {"name", "other"}) {
    const auto text = Input(members).required_text(name);
    ASSERT_FALSE(text);
    EXPECT_EQ(text.error().type, "BadRequestException");
    EXPECT_EQ(text.error().message, std::string("1 validation error detected: Value null at '") +
                                        name +
                                        "' failed to satisfy constraint: Member must not be null");
  }
}

TEST(Input, RefusesAnEmptyRequiredText) {
  const JsonObject members{{"name", ""}};
  EXPECT_FALSE(Input(members).required_text("name"));
}

TEST(Input, RefusesTheWrongType) {
  const JsonObject members{{"a", 1}, {"b", "x"}, {"c", 1.5}};
  const Input input(members, "ValidationError");
  EXPECT_EQ(input.required_text("a").error().message, "Expected a string at 'a'");
  EXPECT_EQ(input.required_text("a").error().type, "ValidationError");
  EXPECT_FALSE(input.flag("b"));
  EXPECT_FALSE(input.optional_object("b"));
  EXPECT_FALSE(input.optional_list("b"));
  EXPECT_FALSE(input.texts("b"));
  EXPECT_FALSE(input.optional_integer("b", 0, 9));
  EXPECT_FALSE(input.optional_integer("c", 0, 9));
}

TEST(Input, HoldsANumberToItsBounds) {
  const JsonObject members{{"n", 5}};
  const Input input(members);
  EXPECT_EQ(input.optional_integer("n", 5, 5).value(), 5);
  EXPECT_FALSE(input.optional_integer("n", 6, 9));
  EXPECT_FALSE(input.optional_integer("n", 0, 4));
  EXPECT_EQ(input.optional_integer("absent", 0, 9).value(), std::nullopt);
}

TEST(Input, ListsTheChoicesOfAnEnumeration) {
  const JsonObject members{{"kind", "OTHER"}};
  const auto kind = Input(members).choice_or("kind", {"UNIT", "PIPELINE"}, "UNIT");
  ASSERT_FALSE(kind);
  EXPECT_NE(kind.error().message.find("enum value set: [UNIT, PIPELINE]"), std::string::npos);
  EXPECT_EQ(Input(members).choice_or("absent", {"UNIT"}, "UNIT").value(), "UNIT");
}

TEST(Input, HoldsANameToItsPattern) {
  const JsonObject members{{"good", "_a1"}, {"digit", "1a"}, {"dash", "a-b"}};
  const Input input(members);
  EXPECT_EQ(input.required_name("good").value(), "_a1");
  EXPECT_FALSE(input.required_name("digit"));
  EXPECT_FALSE(input.required_name("dash"));
}

TEST(Input, SaysThatSomethingIsNotOffered) {
  const auto refused = not_offered("The runtime X");
  EXPECT_EQ(refused.error().kind, ErrorKind::unsupported);
  EXPECT_EQ(refused.error().message, "The runtime X is not offered here yet");
}

}  // namespace
}  // namespace syncline::control
