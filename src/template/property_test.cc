#include "template/property.h"

#include <gtest/gtest.h>

#include <array>

#include "template/read.h"

namespace syncline::cloudformation {
namespace {

constexpr std::array<std::string_view, 2> colours{"red", "green"};
constexpr std::array<Property, 2> inner{{
    {.name = "Id", .wire = "id", .required = true},
    {.name = "Size", .shape = Shape::integer, .wire = "size"},
}};
constexpr std::array<Property, 11> rules{{
    {.name = "Name", .wire = "name", .required = true},
    {.name = "Count", .shape = Shape::integer, .wire = "count"},
    {.name = "Flag", .shape = Shape::boolean, .wire = "flag"},
    {.name = "Any", .shape = Shape::json, .wire = "any"},
    {.name = "Words", .shape = Shape::texts},
    {.name = "Map", .shape = Shape::text_map},
    {.name = "One", .shape = Shape::object, .wire = "one", .members = inner},
    {.name = "Many", .shape = Shape::objects, .wire = "many", .members = inner},
    {.name = "Colour", .values = colours},
    {.name = "Old", .standing = Standing::ignored},
    {.name = "Later", .standing = Standing::not_offered},
}};

Result<JsonObject> check(std::string_view text, std::vector<Note>& notes) {
  const auto node = read_text(text);
  EXPECT_TRUE(node);
  return check_properties(*node, rules, "A::B::C", 7, notes);
}

std::string accepted(std::string_view text) {
  std::vector<Note> notes;
  const auto checked = check(text, notes);
  EXPECT_TRUE(checked) << checked.error().message;
  return checked ? to_json(*checked) : "";
}

std::string refusal(std::string_view text) {
  std::vector<Note> notes;
  const auto checked = check(text, notes);
  EXPECT_FALSE(checked) << text;
  if (checked) return "";
  return to_json(checked.error().detail.at("line")) + ": " + checked.error().message;
}

TEST(Property, TakesEachShape) {
  EXPECT_EQ(accepted("{Name: n, Count: 5, Flag: true, Any: {a: [1]}, Words: [a, 1], Map: {k: 2}, "
                     "One: {Id: x}, Many: [{Id: y, Size: 3}], Colour: red}"),
            R"({"Name":"n","Count":5,"Flag":true,"Any":{"a":[1]},"Words":["a","1"],)"
            R"("Map":{"k":"2"},"One":{"Id":"x"},"Many":[{"Id":"y","Size":3}],"Colour":"red"})");
}

TEST(Property, TakesScalarsAsCloudFormationDoes) {
  EXPECT_EQ(accepted("{Name: 5, Count: '7', Flag: 'true'}"),
            R"({"Name":"5","Count":7,"Flag":true})");
}

TEST(Property, NamesAnUnknownPropertyAndItsLine) {
  EXPECT_EQ(refusal("Name: n\nNam: x\n"), "2: A::B::C has no property 'Nam'");
  EXPECT_EQ(refusal("Name: n\nOne:\n  Id: a\n  Idd: b\n"), "4: A::B::C has no property 'One.Idd'");
}

TEST(Property, NamesAMissingPropertyAndTheLineOfItsOwner) {
  EXPECT_EQ(refusal("{}"), "7: A::B::C needs the property 'Name'");
  EXPECT_EQ(refusal("Name: n\nMany:\n  - Size: 1\n"), "3: A::B::C needs the property 'Many.Id'");
}

TEST(Property, NamesAWrongShapeAndItsLine) {
  EXPECT_EQ(refusal("Name: [a]"), "1: A::B::C: 'Name' must be a string");
  EXPECT_EQ(refusal("Name: n\nCount: x"), "2: A::B::C: 'Count' must be a whole number");
  EXPECT_EQ(refusal("Name: n\nCount: 1.5"), "2: A::B::C: 'Count' must be a whole number");
  EXPECT_EQ(refusal("Name: n\nFlag: maybe"), "2: A::B::C: 'Flag' must be true or false");
  EXPECT_EQ(refusal("Name: n\nWords: x"), "2: A::B::C: 'Words' must be a list");
  EXPECT_EQ(refusal("Name: n\nWords: [{}]"), "2: A::B::C: 'Words' must be a list of strings");
  EXPECT_EQ(refusal("Name: n\nMap: x"), "2: A::B::C: 'Map' must be a map");
  EXPECT_EQ(refusal("Name: n\nMap: {a: []}"), "2: A::B::C: 'Map' must be a map of strings");
  EXPECT_EQ(refusal("Name: n\nOne: x"), "2: A::B::C: 'One' must be a map");
  EXPECT_EQ(refusal("Name: n\nMany: {}"), "2: A::B::C: 'Many' must be a list");
  EXPECT_EQ(refusal("Name: n\nMany:\n - x"), "3: A::B::C: 'Many' must be a list of maps");
}

TEST(Property, NamesAValueThatIsNotOffered) {
  EXPECT_EQ(refusal("Name: n\nColour: blue"),
            "2: A::B::C: 'Colour' is 'blue', which is not offered here yet "
            "(it may be: red, green)");
}

TEST(Property, NamesAPropertyThatIsNotOffered) {
  EXPECT_EQ(refusal("Name: n\nLater: x"),
            "2: A::B::C: the property 'Later' is not offered here yet");
}

TEST(Property, NotesAPropertyWithoutEffect) {
  std::vector<Note> notes;
  EXPECT_TRUE(check("Name: n\nOld: x", notes));
  ASSERT_EQ(notes.size(), 1U);
  EXPECT_EQ(notes[0].line, 2);
  EXPECT_NE(notes[0].text.find("'Old'"), std::string::npos);
}

TEST(Property, WhatIsNotKnownYetFitsEverywhereAndIsNull) {
  Node properties{.kind = Node::Kind::map};
  for (const char* name : {"Name", "Count", "Flag", "Words", "One", "Many", "Colour"}) {
    properties.members.push_back({name, 1, unknown_scalar(1)});
  }
  std::vector<Note> notes;
  const auto checked = check_properties(properties, rules, "A::B::C", 1, notes);
  ASSERT_TRUE(checked) << checked.error().message;
  EXPECT_TRUE(checked->at("Count").is_null());
}

TEST(Property, TheWireHasItsOwnNames) {
  std::vector<Note> notes;
  const auto checked =
      check("{Name: n, One: {Id: x}, Many: [{Id: y, Size: 3}], Words: [a]}", notes);
  ASSERT_TRUE(checked);
  EXPECT_EQ(to_json(to_wire(*checked, rules)),
            R"({"name":"n","one":{"id":"x"},"many":[{"id":"y","size":3}]})");
}

}  // namespace
}  // namespace syncline::cloudformation
