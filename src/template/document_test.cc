#include "template/document.h"

#include <gtest/gtest.h>

#include "base/limits.h"

namespace syncline::cloudformation {
namespace {

std::string fault_of(const std::string& text) {
  const auto document = parse_template(text);
  EXPECT_FALSE(document) << text;
  if (document) return "";
  EXPECT_EQ(document.error().type, "TemplateError");
  return to_json(document.error().detail.at("line")) + ": " + document.error().message;
}

TEST(Document, TakesTheSectionsApart) {
  const auto document = parse_template(R"(
AWSTemplateFormatVersion: 2010-09-09
Description: words
Metadata: {x: y}
Parameters: {P: {Type: String}}
Mappings: {M: {a: {b: c}}}
Conditions: {C: !Equals [a, b]}
Resources:
  First: {Type: A::B::C, DependsOn: Second, Condition: C, DeletionPolicy: Retain}
  Second: {Type: A::B::D, DependsOn: [First], Metadata: {z: 1}, Properties: {p: 1}}
Outputs:
  Out: {Value: x, Description: d, Export: {Name: e}, Condition: C}
)");
  ASSERT_TRUE(document) << document.error().message;
  ASSERT_EQ(document->resources.size(), 2U);
  const Resource& first = document->resources[0];
  EXPECT_EQ(first.type, "A::B::C");
  EXPECT_EQ(first.line, 9);
  EXPECT_EQ(first.depends_on, std::vector<std::string>{"Second"});
  EXPECT_EQ(first.condition, "C");
  EXPECT_TRUE(first.retained);
  EXPECT_FALSE(document->resources[1].retained);
  ASSERT_EQ(document->outputs.size(), 1U);
  EXPECT_EQ(document->outputs[0].condition, "C");
}

TEST(Document, TellsAFaultWithItsLine) {
  const std::string rest = "Resources:\n  A: {Type: T}\n";
  EXPECT_EQ(fault_of("Resource: {}\n"), "1: A template has no section 'Resource'");
  EXPECT_EQ(fault_of("AWSTemplateFormatVersion: '2011'\n" + rest),
            "1: AWSTemplateFormatVersion must be 2010-09-09");
  EXPECT_EQ(fault_of("Resources:\n  A: {Typ: T}\n"), "2: A resource has no attribute 'Typ'");
  EXPECT_EQ(fault_of("Resources:\n  A: {Properties: {}}\n"), "2: The resource A has no 'Type'");
  EXPECT_EQ(fault_of("Resources:\n  A-B: {Type: T}\n"),
            "2: The name 'A-B' may have letters and digits only");
  EXPECT_EQ(fault_of("Resources:\n  A: text\n"), "2: A resource must be a map with a 'Type'");
  EXPECT_EQ(fault_of("Resources:\n  A: {Type: T, Properties: [1]}\n"),
            "2: The section 'Properties' must be a map");
  EXPECT_EQ(fault_of("Resources:\n  A: {Type: T, DependsOn: {}}\n"),
            "2: 'DependsOn' must be a name or a list");
  EXPECT_EQ(fault_of(rest + "Outputs:\n  O: {Description: d}\n"), "4: The output O has no 'Value'");
  EXPECT_EQ(fault_of(rest + "Outputs:\n  O: {Value: v, Valu: w}\n"),
            "4: An output has no attribute 'Valu'");
  EXPECT_EQ(fault_of("Parameters: []\n" + rest), "1: The section 'Parameters' must be a map");
}

TEST(Document, NeedsAResource) {
  EXPECT_EQ(fault_of("Description: x\n"), "1: At least one Resources member must be defined.");
  EXPECT_EQ(fault_of("Resources:\n"), "1: At least one Resources member must be defined.");
  EXPECT_EQ(fault_of(""), "1: A template must be a map of sections");
  EXPECT_EQ(fault_of("[]"), "1: A template must be a map of sections");
}

TEST(Document, NamesSectionsThatAreNotOffered) {
  const std::string rest = "Resources:\n  A: {Type: T}\n";
  EXPECT_EQ(fault_of("Transform: AWS::Serverless-2016-10-31\n" + rest),
            "1: The transform AWS::Serverless-2016-10-31 is not offered here yet");
  EXPECT_EQ(fault_of("Transform: [A, B]\n" + rest), "1: The transform A is not offered here yet");
  EXPECT_EQ(fault_of("Rules: {}\n" + rest), "1: The section Rules is not offered here yet");
  EXPECT_EQ(fault_of("Resources:\n  A: {Type: T, UpdatePolicy: {}}\n"),
            "2: UpdatePolicy is not offered here yet");
  EXPECT_EQ(fault_of("Resources:\n  A: {Type: T, DeletionPolicy: Snapshot}\n"),
            "2: DeletionPolicy: Snapshot is not offered here yet");
}

TEST(Document, HoldsTheNumberOfResourcesToItsLimit) {
  std::string text = "Resources:\n";
  for (std::size_t i = 0; i < limits::cloudformation_resources_max; ++i) {
    text += "  R" + std::to_string(i) + ": {Type: T}\n";
  }
  EXPECT_TRUE(parse_template(text));
  EXPECT_EQ(fault_of(text + "  Last: {Type: T}\n"), "1: A template has at most 500 resources");
}

}  // namespace
}  // namespace syncline::cloudformation
