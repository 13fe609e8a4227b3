// A template's values as a tree that keeps the line of each, for messages.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace syncline::cloudformation {

struct Member;

struct Node {
  enum class Kind : std::uint8_t { null, scalar, list, map };
  Kind kind = Kind::null;
  bool plain = false;   // scalar: written without quotes, so it may be a number or a boolean
  bool known = true;    // scalar; false: it will be known once the resource that gives it is made
  bool absent = false;  // AWS::NoValue: what stands here is taken away
  int line = 0;         // from 1
  std::string text;     // scalar
  std::vector<Node> items;
  std::vector<Member> members;  // in the order of the text

  [[nodiscard]] bool is_scalar() const { return kind == Kind::scalar; }
  [[nodiscard]] bool is_list() const { return kind == Kind::list; }
  [[nodiscard]] bool is_map() const { return kind == Kind::map; }
  [[nodiscard]] const Node* find(std::string_view name) const;  // null when there is none
};

struct Member {
  std::string name;
  int line = 0;
  Node value;
};

Node scalar(std::string text, int line);
Node unknown_scalar(int line);

// Plain scalars that read as a number, a boolean or null become that; the rest stays text.
Json json_of(const Node& node);

// A fault of the template at `line`: type "TemplateError", the line in its detail.
std::unexpected<Error> fault(int line, std::string message, ErrorKind kind = ErrorKind::invalid);

}  // namespace syncline::cloudformation
