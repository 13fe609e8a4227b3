// What properties a resource type has, and whether a template's are such (AWS CloudFormation
// template reference; "resource property types").
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "template/node.h"

namespace syncline::cloudformation {

enum class Shape : std::uint8_t {
  text,
  integer,
  boolean,
  json,      // anything, such as a policy document
  texts,     // a list of text
  text_map,  // names of the user's own → text
  object,    // with `members`
  objects,   // a list of such
};

enum class Standing : std::uint8_t {
  offered,
  ignored,      // kept and without effect here: harmless, said in the log
  not_offered,  // a fault that names it
};

struct Property {
  std::string_view name;
  Shape shape = Shape::text;
  std::string_view wire = {};  // its name in the control plane's JSON; empty: the row sends it
  std::span<const Property> members = {};
  std::span<const std::string_view> values = {};  // those that are offered; empty: any
  bool required = false;
  bool replaces = false;            // a change of it makes the resource anew
  std::string_view otherwise = {};  // text: what it is when it is not given
  Standing standing = Standing::offered;
};

// What was noticed that is not a fault.
struct Note {
  int line = 0;
  std::string text;
};

// The evaluated `properties` (a map, or null) as JSON by CloudFormation's names, each in its shape:
// CloudFormation takes "5" for a number and 5 for text. Values that are not known yet are null.
// `owner` is the type's name, and `line` that of the resource, for what is missing.
Result<JsonObject> check_properties(const Node& properties, std::span<const Property> rules,
                                    const std::string& owner, int line, std::vector<Note>& notes);

// The same, by the control plane's names; properties without one are left out.
JsonObject to_wire(const JsonObject& properties, std::span<const Property> rules);

}  // namespace syncline::cloudformation
