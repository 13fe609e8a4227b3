#include "template/read.h"

#include <gtest/gtest.h>

#include "base/limits.h"

namespace syncline::cloudformation {
namespace {

Json read(std::string_view text) {
  const auto node = read_text(text);
  EXPECT_TRUE(node) << node.error().message;
  return node ? json_of(*node) : Json();
}

// "line: message" of the fault.
std::string fault_of(std::string_view text) {
  const auto node = read_text(text);
  EXPECT_FALSE(node) << to_json(node ? json_of(*node) : Json());
  if (node) return "";
  return to_json(node.error().detail.at("line")) + ": " + node.error().message;
}

TEST(Read, TurnsShortTagsIntoTheLongForm) {
  EXPECT_EQ(to_json(read("a: !Ref b")), R"({"a":{"Ref":"b"}})");
  EXPECT_EQ(to_json(read("a: !GetAtt b.c")), R"({"a":{"Fn::GetAtt":"b.c"}})");
  EXPECT_EQ(to_json(read("a: !Condition b")), R"({"a":{"Condition":"b"}})");
  EXPECT_EQ(to_json(read("a: !Join ['-', [x, !Ref y]]")),
            R"({"a":{"Fn::Join":["-",["x",{"Ref":"y"}]]}})");
  EXPECT_EQ(to_json(read("a: !Sub\n  - '${x}'\n  - x: !Select [0, [p]]\n")),
            R"({"a":{"Fn::Sub":["${x}",{"x":{"Fn::Select":[0,["p"]]}}]}})");
}

TEST(Read, KeepsLines) {
  const auto node = read_text("a: 1\nb:\n  - x\n  - !Ref y\nc: |\n  one\n  two\n");
  ASSERT_TRUE(node);
  EXPECT_EQ(node->members[1].line, 2);
  EXPECT_EQ(node->members[1].value.items[1].line, 4);
  EXPECT_EQ(node->members[2].line, 5);
  EXPECT_EQ(node->members[2].value.text, "one\ntwo\n");
}

TEST(Read, TellsPlainScalarsFromQuotedOnes) {
  EXPECT_EQ(to_json(read("[1, '1', true, 'true', null, 'null', 1.5, 2012-10-17, nan]")),
            R"([1,"1",true,"true",null,"null",1.5,"2012-10-17","nan"])");
}

TEST(Read, TakesJsonWithTabsAndEscapes) {
  EXPECT_EQ(to_json(read("{\n\t\"a\":1,\n\t\"b\" : \"x\\ty\\/\\u00e9\\\\u0041\\\"\",\n"
                         "\t\"c\":[\"d\",\ttrue,-1.5e3],\"e\":{\"f\":{}}\n}")),
            "{\"a\":1,\"b\":\"x\\ty/é\\\\u0041\\\"\",\"c\":[\"d\",true,-1500.0],\"e\":{\"f\":{}}}");
}

TEST(Read, JoinsTheSurrogatesOfJson) {
  EXPECT_EQ(to_json(read(R"({"a":"\ud83d\ude00!"})")), "{\"a\":\"😀!\"}");
  EXPECT_EQ(to_json(read(R"({"a":"\\ud83d"})")), R"({"a":"\\ud83d"})");
}

TEST(Read, ASurrogateAloneIsAFault) { fault_of(R"({"a":"\ud83d"})"); }

TEST(Read, RefusesAKeyThatStandsTwice) {
  EXPECT_EQ(fault_of("a: 1\nb: 2\na: 3\n"), "3: The key 'a' stands here twice");
}

TEST(Read, RefusesAliases) {
  EXPECT_EQ(fault_of("a: &x 1\nb: *x\n"),
            "2: YAML aliases are not allowed in CloudFormation templates");
}

TEST(Read, RefusesASecondDocument) {
  EXPECT_TRUE(fault_of("a: 1\n---\nb: 2\n")
                  .ends_with("A template is one document, and here begins another"));
}

TEST(Read, ComesToAnEndAtACommaOutsideOfBrackets) {
  EXPECT_TRUE(fault_of(",\"").ends_with("here begins another"));
  EXPECT_TRUE(fault_of("---\n,").ends_with("here begins another"));
}

TEST(Read, ABracketThatClosesNothingIsAFault) {
  EXPECT_TRUE(fault_of("a: 1\n]\n").starts_with("2: "));
}

TEST(Read, RefusesKeysThatAreNotWords) {
  EXPECT_EQ(fault_of("? [a]\n: b\n"), "1: A key must be a word");
}

TEST(Read, TellsTheLineOfASyntaxFault) {
  EXPECT_TRUE(fault_of("a: 1\nb: c: d\n").starts_with("2: "));
  EXPECT_TRUE(fault_of("{\"a\": 1,\n \"b\" }x").starts_with("2: "));
  EXPECT_TRUE(fault_of("a:\n\t- b\n").starts_with("2: "));
}

TEST(Read, RefusesWhatIsNotUtf8) {
  EXPECT_EQ(fault_of("a: \xff"), "1: The template is not UTF-8 text");
}

TEST(Read, HoldsTheDepthToItsLimit) {
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
  };
  EXPECT_TRUE(read_text(nested(limits::json_depth_max)));
  EXPECT_EQ(fault_of(nested(limits::json_depth_max + 1)), "1: The template is too deep");
  fault_of(std::string(100'000, '['));
}

TEST(Read, HoldsTheSizeToItsLimit) {
  std::string text(limits::cloudformation_template_bytes_max, ' ');
  EXPECT_TRUE(read_text(text));
  text += ' ';
  EXPECT_TRUE(fault_of(text).find("larger") != std::string::npos);
}

}  // namespace
}  // namespace syncline::cloudformation
