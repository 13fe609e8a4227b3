#include <gtest/gtest.h>

#include "template/read.h"
#include "template/scope.h"

namespace syncline::cloudformation {
namespace {

class EvaluatorTest : public testing::Test {
 protected:
  EvaluatorTest() {
    scope_.values = {{"Name", scalar("n", 1)}, {"AWS::Region", scalar("us-east-1", 1)}};
    scope_.values["List"] = node("[a, b, c]");
    scope_.mappings = node("M: {us-east-1: {key: found, list: [1, 2]}}");
    scope_.conditions = {{"Yes", true}, {"No", false}};
    scope_.resources["Table"] = find_resource_type("AWS::DynamoDB::Table");
    scope_.resources["Role"] = find_resource_type("AWS::IAM::Role");
    scope_.made["Role"] = {.id = "role-name", .attributes = {{"Arn", "role-arn"}}};
  }

  static Node node(std::string_view text) {
    auto read = read_text(text);
    EXPECT_TRUE(read) << read.error().message;
    return read ? *std::move(read) : Node();
  }

  std::string value(std::string_view text) {
    const auto found = evaluate(node(text), scope_, needs_);
    EXPECT_TRUE(found) << found.error().message;
    return found ? to_json(json_of(*found)) : "";
  }

  std::string refusal(std::string_view text) {
    const auto found = evaluate(node(text), scope_, needs_);
    EXPECT_FALSE(found) << text;
    return found ? "" : found.error().message;
  }

  bool is_known(std::string_view text) {
    const auto found = evaluate(node(text), scope_, needs_);
    EXPECT_TRUE(found);
    return found && found->known;
  }

  Scope scope_;
  std::set<std::string> needs_;
};

TEST_F(EvaluatorTest, RefGivesParametersPseudoParametersAndResources) {
  EXPECT_EQ(value("[!Ref Name, !Ref 'AWS::Region', !Ref List, !Ref Role]"),
            R"(["n","us-east-1",["a","b","c"],"role-name"])");
  EXPECT_EQ(needs_, std::set<std::string>{"Role"});
}

TEST_F(EvaluatorTest, WhatIsNotMadeYetIsNotKnownYet) {
  EXPECT_FALSE(is_known("!Ref Table"));
  EXPECT_FALSE(is_known("!GetAtt Table.Arn"));
  EXPECT_FALSE(is_known("!Sub 'x${Table}'"));
  EXPECT_FALSE(is_known("!Join ['', [a, !Ref Table]]"));
  EXPECT_FALSE(is_known("!Select [0, !Split ['-', !Ref Table]]"));
  EXPECT_FALSE(is_known("Fn::Base64: !Ref Table"));
  EXPECT_TRUE(is_known("!Sub 'x${Role}'"));
  EXPECT_EQ(needs_, (std::set<std::string>{"Role", "Table"}));
}

TEST_F(EvaluatorTest, GetAttTakesBothForms) {
  EXPECT_EQ(value("!GetAtt Role.Arn"), R"("role-arn")");
  EXPECT_EQ(value("Fn::GetAtt: [Role, Arn]"), R"("role-arn")");
}

TEST_F(EvaluatorTest, GetAttNamesAnAttributeThatIsNotThere) {
  EXPECT_EQ(refusal("!GetAtt Role.Nam"),
            "Fn::GetAtt: AWS::IAM::Role has no attribute 'Nam' (resource Role)");
  EXPECT_EQ(refusal("!GetAtt Gone.Arn"), "Fn::GetAtt: 'Gone' is not a resource of this template");
  EXPECT_EQ(refusal("!GetAtt Role"), "Fn::GetAtt wants 'Resource.Attribute'");
  EXPECT_EQ(refusal("!GetAtt Role.RoleId"), "Fn::GetAtt: the resource Role has no RoleId");
}

TEST_F(EvaluatorTest, RefNamesWhatIsNotThere) {
  EXPECT_EQ(refusal("!Ref Gone"), "'Gone' is neither a parameter nor a resource of this template");
  EXPECT_EQ(refusal("!Ref [a]"), "Ref wants the name of a parameter or resource");
}

TEST_F(EvaluatorTest, SubPutsValuesIn) {
  EXPECT_EQ(value("!Sub '${Name}-${AWS::Region}-${Role.Arn}-$x-${!Name}'"),
            R"("n-us-east-1-role-arn-$x-${Name}")");
  EXPECT_EQ(value("!Sub ['${own}.${Name}', {own: !Ref Role}]"), R"("role-name.n")");
}

TEST_F(EvaluatorTest, SubRefusesWhatItCannotPutIn) {
  EXPECT_NE(refusal("!Sub '${a b}'").find("${a b}"), std::string::npos);
  EXPECT_NE(refusal("!Sub '${Name'").find("'}'"), std::string::npos);
  EXPECT_NE(refusal("!Sub '${Gone}'").find("'Gone'"), std::string::npos);
  EXPECT_EQ(refusal("!Sub '${List}'"), "Fn::Sub: 'List' is not text");
  EXPECT_EQ(refusal("!Sub [a]"), "Fn::Sub wants a list of 2 items");
  EXPECT_EQ(refusal("!Sub [a, b]"), "Fn::Sub wants a map of variables");
}

TEST_F(EvaluatorTest, JoinSelectAndSplit) {
  EXPECT_EQ(value("!Join [':', [a, !Ref Name, 5]]"), R"("a:n:5")");
  EXPECT_EQ(value("!Join [',', !Ref List]"), R"("a,b,c")");
  EXPECT_EQ(value("!Select [1, !Ref List]"), R"("b")");
  EXPECT_EQ(value("!Select ['2', !Split ['--', 'x--y--']]"), R"("")");
  EXPECT_EQ(value("!Split [',', 'a,b']"), R"(["a","b"])");
}

TEST_F(EvaluatorTest, JoinSelectAndSplitRefuseTheWrongArguments) {
  EXPECT_EQ(refusal("!Join [a]"), "Fn::Join wants a list of 2 items");
  EXPECT_EQ(refusal("!Join [',', text]"), "Fn::Join wants a list here");
  EXPECT_EQ(refusal("!Join [',', [[a]]]"), "Fn::Join wants a list of text");
  EXPECT_EQ(refusal("!Select [3, !Ref List]"), "Fn::Select: there is no item '3' in a list of 3");
  EXPECT_EQ(refusal("!Select [-1, !Ref List]"), "Fn::Select: there is no item '-1' in a list of 3");
  EXPECT_EQ(refusal("!Split ['', abc]"), "Fn::Split wants a delimiter first");
}

TEST_F(EvaluatorTest, FindInMapLooksUp) {
  EXPECT_EQ(value("!FindInMap [M, !Ref 'AWS::Region', key]"), R"("found")");
  EXPECT_EQ(value("!FindInMap [M, us-east-1, list]"), "[1,2]");
  EXPECT_EQ(refusal("!FindInMap [M, eu-west-1, key]"),
            "Fn::FindInMap: the mappings have no 'M.eu-west-1'");
  EXPECT_EQ(refusal("!FindInMap [M, !Ref Table, key]"), "Fn::FindInMap: the mappings have no 'M.'");
}

TEST_F(EvaluatorTest, IfChoosesAndLeavesTheOtherAlone) {
  EXPECT_EQ(value("!If [Yes, a, !Ref Gone]"), R"("a")");
  EXPECT_EQ(value("!If [No, !Ref Gone, b]"), R"("b")");
  EXPECT_EQ(refusal("!If [Maybe, a, b]"), "Fn::If: there is no condition 'Maybe'");
}

TEST_F(EvaluatorTest, NoValueTakesThePropertyOrItemAway) {
  EXPECT_EQ(value("{a: !Ref 'AWS::NoValue', b: [1, !If [No, 2, !Ref 'AWS::NoValue'], 3]}"),
            R"({"b":[1,3]})");
}

TEST_F(EvaluatorTest, Base64Encodes) { EXPECT_EQ(value("Fn::Base64: hi"), R"("aGk=")"); }

TEST_F(EvaluatorTest, WhatTheFunctionsMakeHasALimit) {
  const std::string message = "What the functions make is larger than 8388608 bytes";
  scope_.values["Long"] = scalar(std::string(4'096, 'x'), 1);
  std::string sub;
  std::string items;
  for (int i = 0; i < 3'000; ++i) sub += "${Long}";
  EXPECT_EQ(refusal("!Sub '" + sub + "'"), message);
  for (int i = 0; i < 100; ++i) items += "a, ";
  EXPECT_EQ(refusal("!Join ['" + std::string(100'000, 'x') + "', [" + items + "a]]"), message);
  EXPECT_EQ(refusal("!Split [',', '" + std::string(200'000, ',') + "']"), message);
  scope_.mappings = node("M: {k: {v: [" + std::string(100'000, 'x') + "]}}");
  std::string maps = "[";
  for (int i = 0; i < 100; ++i) maps += "!FindInMap [M, k, v], ";
  EXPECT_EQ(refusal(maps + "a]"), message);
}

TEST_F(EvaluatorTest, NamesAFunctionThatIsNotOffered) {
  EXPECT_EQ(refusal("a: !ImportValue x"), "The function Fn::ImportValue is not offered here yet");
  EXPECT_EQ(refusal("Fn::Transform: {Name: x}"),
            "The function Fn::Transform is not offered here yet");
  EXPECT_EQ(refusal("{Fn::Join: ['', []], b: 1}"), "Fn::Join must stand alone in its map");
}

TEST_F(EvaluatorTest, ConditionsAreWorkedOut) {
  const auto found = evaluate_conditions(node(R"(
    Prod: !Equals [!Ref Name, prod]
    Test: !Not [!Condition Prod]
    Five: !Equals [5, '5']
    Both: !And [!Condition Test, !Condition Five]
    Some: !Or [!Condition Prod, !Equals [!FindInMap [M, us-east-1, key], found]]
    None: {Fn::And: [{Condition: Prod}, {Condition: Test}]}
    )"),
                                         scope_);
  ASSERT_TRUE(found) << found.error().message;
  EXPECT_EQ(*found, (std::map<std::string, bool>{{"Prod", false},
                                                 {"Test", true},
                                                 {"Five", true},
                                                 {"Both", true},
                                                 {"Some", true},
                                                 {"None", false}}));
}

TEST_F(EvaluatorTest, ConditionsKeepTheirRules) {
  const auto refusal = [&](std::string_view text) {
    const auto found = evaluate_conditions(node(text), scope_);
    EXPECT_FALSE(found) << text;
    return found ? "" : found.error().message;
  };
  EXPECT_EQ(refusal("{A: !Not [!Condition B], B: !Not [!Condition A]}"),
            "The condition 'A' refers to itself");
  EXPECT_EQ(refusal("A: !Not [!Condition C]"), "There is no condition 'C'");
  EXPECT_EQ(refusal("A: !Equals [a]"), "Fn::Equals wants a list of 2 items");
  EXPECT_EQ(refusal("A: !And [!Equals [a, a]]"), "Fn::And wants a list of 2 to 10 items");
  EXPECT_EQ(refusal("A: true"), "A condition must be one condition function");
  EXPECT_EQ(refusal("A: !Join ['', []]"), "Fn::Join is not a condition function");
  EXPECT_NE(refusal("A: !Equals [!Ref Role, x]").find("'Role'"), std::string::npos);
}

TEST_F(EvaluatorTest, ConditionsAreAsDeepAsAllTheirFunctionsTogether) {
  std::string text;
  for (int i = 0; i < 4; ++i) {
    text += "C" + std::to_string(i) + ": ";
    for (int level = 0; level < 50; ++level) text += "{Fn::Not: [";
    text += "{Condition: C" + std::to_string(i + 1) + "}";
    for (int level = 0; level < 50; ++level) text += "]}";
    text += "\n";
  }
  text += "C4: !Equals [a, a]\n";
  const auto found = evaluate_conditions(node(text), scope_);
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().message, "The conditions refer to each other too deeply");
}

TEST_F(EvaluatorTest, ALongChainOfConditionsIsRefused) {
  std::string text;
  for (int i = 0; i < 1'000; ++i) {
    text += "C" + std::to_string(i) + ": !Not [!Condition C" + std::to_string(i + 1) + "]\n";
  }
  text += "C1000: !Equals [a, a]\n";
  const auto found = evaluate_conditions(node(text), scope_);
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().message, "The conditions refer to each other too deeply");
}

}  // namespace
}  // namespace syncline::cloudformation
