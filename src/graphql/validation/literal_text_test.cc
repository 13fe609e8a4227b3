#include "graphql/validation/literal_text.h"

#include <gtest/gtest.h>

#include "graphql/language/parser.h"

namespace syncline::graphql {
namespace {

TEST(LiteralText, PrintsLeavesAsGraphqlJavaDoes) {
  EXPECT_EQ(literal_text(parse_value("10").value().value), "IntValue{value=10}");
  EXPECT_EQ(literal_text(parse_value("1.5").value().value), "FloatValue{value=1.5}");
  EXPECT_EQ(literal_text(parse_value("\"x\"").value().value), "StringValue{value='x'}");
  EXPECT_EQ(literal_text(parse_value("true").value().value), "BooleanValue{value=true}");
  EXPECT_EQ(literal_text(parse_value("RED").value().value), "EnumValue{name='RED'}");
  EXPECT_EQ(literal_text(parse_value("null").value().value), "NullValue{}");
}

TEST(LiteralText, PrintsNestedValues) {
  EXPECT_EQ(literal_text(parse_value("{name: \"up\", n: [1, $v]}").value().value),
            "ObjectValue{objectFields=[ObjectField{name='name', value=StringValue{value='up'}}, "
            "ObjectField{name='n', value=ArrayValue{values=[IntValue{value=1}, "
            "VariableReference{name='v'}]}}]}");
}

}  // namespace
}  // namespace syncline::graphql
