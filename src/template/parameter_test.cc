#include "template/parameter.h"

#include <gtest/gtest.h>

#include "template/read.h"

namespace syncline::cloudformation {
namespace {

using Given = std::map<std::string, std::string>;

// The values of the section `text`, as JSON; a fault is its message.
Json values(std::string_view text, const Given& given = {}) {
  const auto section = read_text(text);
  EXPECT_TRUE(section);
  const auto found = parameter_values(*section, given);
  if (!found) return Json(found.error().message);
  JsonObject out;
  for (const auto& [name, value] : *found) out[name] = json_of(value);
  return out;
}

std::string refusal(std::string_view text, const Given& given = {}) {
  const Json found = values(text, given);
  EXPECT_TRUE(found.is_string()) << to_json(found);
  return found.is_string() ? std::string(found.get_string()) : "";
}

TEST(Parameter, TakesTheGivenValueOrTheDefault) {
  EXPECT_EQ(to_json(values("{A: {Type: String, Default: x}, B: {Type: String}}", {{"B", "y"}})),
            R"({"A":"x","B":"y"})");
  EXPECT_EQ(to_json(values("A: {Type: String, Default: x}", {{"A", "y"}})), R"({"A":"y"})");
  EXPECT_EQ(to_json(values("A: {Type: String, Default: ''}")), R"({"A":""})");
}

TEST(Parameter, ANumberIsANumberAndAListIsAList) {
  EXPECT_EQ(to_json(values("A: {Type: Number, Default: 5}")), R"({"A":5})");
  EXPECT_EQ(to_json(values("A: {Type: CommaDelimitedList, Default: 'a, b,c'}")),
            R"({"A":["a","b","c"]})");
  EXPECT_EQ(to_json(values("A: {Type: List<Number>, Default: '1,2'}")), R"({"A":[1,2]})");
}

TEST(Parameter, NeedsAValue) {
  EXPECT_EQ(refusal("A: {Type: String}"), "The parameter A has no value and no default");
}

TEST(Parameter, AValueForNoParameterIsAFault) {
  EXPECT_EQ(refusal("A: {Type: String, Default: x}", {{"B", "y"}}),
            "A value is given for the parameter B, which the template does not declare");
}

TEST(Parameter, KeepsItsOwnRules) {
  EXPECT_NE(refusal("A: {Type: Number, Default: x}").find("must be a number"), std::string::npos);
  EXPECT_NE(refusal("A: {Type: Number, Default: 1, MinValue: 2}").find("MinValue"),
            std::string::npos);
  EXPECT_NE(refusal("A: {Type: Number, Default: 3, MaxValue: 2}").find("MaxValue"),
            std::string::npos);
  EXPECT_NE(refusal("A: {Type: String, Default: a, MinLength: 2}").find("MinLength"),
            std::string::npos);
  EXPECT_NE(refusal("A: {Type: String, Default: abc, MaxLength: 2}").find("MaxLength"),
            std::string::npos);
  EXPECT_NE(refusal("A: {Type: String, Default: c, AllowedValues: [a, b]}").find("a, b"),
            std::string::npos);
  EXPECT_NE(refusal("A: {Type: CommaDelimitedList, Default: 'a,c', AllowedValues: [a]}")
                .find("must be one of"),
            std::string::npos);
  EXPECT_NE(refusal("A: {Type: String, Default: a1, AllowedPattern: '[a-z]*'}").find("[a-z]*"),
            std::string::npos);
  EXPECT_EQ(to_json(values("A: {Type: String, Default: ab, AllowedPattern: '[a-z]*', "
                           "MinLength: 2, MaxLength: 2, AllowedValues: [ab]}")),
            R"({"A":"ab"})");
}

TEST(Parameter, SaysTheAuthorsWordsWhenThereAreAny) {
  EXPECT_EQ(refusal("A: {Type: String, Default: B, AllowedPattern: '[a-z]', "
                    "ConstraintDescription: lower case please}"),
            "The value of the parameter A is not allowed: lower case please");
}

TEST(Parameter, ANumberIsFinite) {
  for (const char* word : {"nan", "inf", "-inf", "1e999"}) {
    EXPECT_NE(refusal("A: {Type: Number, MinValue: 1, MaxValue: 2}", {{"A", word}})
                  .find("must be a number"),
              std::string::npos)
        << word;
  }
  EXPECT_EQ(refusal("A: {Type: Number, Default: 1, MaxValue: nan}"), "'MaxValue' must be a number");
}

TEST(Parameter, ALengthCountsCharacters) {
  EXPECT_EQ(to_json(values("A: {Type: String, Default: 'äöü', MaxLength: 3}")), R"({"A":"äöü"})");
  EXPECT_NE(refusal("A: {Type: String, Default: 'äöü', MinLength: 4}").find("MinLength"),
            std::string::npos);
}

TEST(Parameter, NamesWhatIsNotOffered) {
  EXPECT_EQ(refusal("A: {Type: 'AWS::SSM::Parameter::Value<String>', Default: x}"),
            "The parameter type AWS::SSM::Parameter::Value<String> is not offered here yet");
  EXPECT_EQ(refusal("A: {Type: String, Defalt: x}"), "A parameter has no attribute 'Defalt'");
  EXPECT_EQ(refusal("A: {Default: x}"), "The parameter A has no 'Type'");
  EXPECT_EQ(refusal("A: text"), "A parameter must be a map with a 'Type'");
}

TEST(Parameter, RefusesAPatternThatIsNone) {
  EXPECT_EQ(refusal("A: {Type: String, Default: x, AllowedPattern: '['}"),
            "'AllowedPattern' is not a valid pattern");
}

TEST(Parameter, APatternThatNeverEndsIsStopped) {
  EXPECT_EQ(
      refusal("A: {Type: String, AllowedPattern: '(a+)+b'}", {{"A", std::string(4'000, 'a')}}),
      "'AllowedPattern' takes too long");
}

TEST(Parameter, HoldsAValueToItsLimit) {
  const Given longest{{"A", std::string(4'096, 'x')}};
  EXPECT_TRUE(values("A: {Type: String}", longest).is_object());
  EXPECT_NE(refusal("A: {Type: String}", {{"A", std::string(4'097, 'x')}}).find("4096"),
            std::string::npos);
}

}  // namespace
}  // namespace syncline::cloudformation
