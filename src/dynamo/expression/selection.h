// The part of an item that a list of paths selects: a projection expression, or the attributes that
// an update touched.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "dynamo/expression/node.h"

namespace syncline::dynamo {

class Selection {
 public:
  // The paths must be resolved and disjoint.
  explicit Selection(const std::vector<Path>& paths);

  // Elements of a list come in the order of their indexes, without gaps.
  [[nodiscard]] Item apply(const Item& item) const;
  // The top-level attributes that it selects from.
  [[nodiscard]] std::vector<std::string> attributes() const;

 private:
  struct Branch {
    bool whole = false;
    std::map<std::string, Branch, std::less<>> members;
    std::map<std::size_t, Branch> elements;
  };

  static std::optional<Value> pick(const Branch& branch, const Value& value);
  static Map pick_members(const Branch& branch, const Map& map);

  Branch root_;
};

}  // namespace syncline::dynamo
