// Documents that try to make validation slow, for its test and its benchmark: the shapes that are
// known to be quadratic or exponential when rules are written as the specification tells them.
#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>

#include "base/limits.h"
#include "graphql/validation/hostile_operations_fixture.h"
#include "graphql/validation/hostile_text_fixture.h"

namespace syncline::graphql::hostile {

inline Shapes field_shapes() {
  using S = const std::string&;
  return {
      {"one field", [](std::size_t n) { return "{ " + times(n, "id") + "}"; }},
      {"one field with selections",
       [](std::size_t n) { return "{ " + times(n, "self { id }") + "}"; }},
      {"many aliases of one field",
       [](std::size_t n) {
         return "{ " + all(n, [](S i) { return "x" + i + ": self { id }"; }) + "}";
       }},
      {"one field, each time other arguments",
       [](std::size_t n) { return "{ " + all(n, [](S i) { return "f(a: " + i + ")"; }) + "}"; }},
      {"one field, each time other selections",
       [](std::size_t n) {
         return "{ " + all(n, [](S i) { return "self { x" + i + ": id }"; }) + "}";
       }},
      {"introspection that goes round",
       [](std::size_t n) {
         return "{ __schema { types { " + times(n, "fields { type { fields { name } } }") + "} } }";
       }},
      {"fields that do not exist, deep below",
       [](std::size_t n) { return "{ ...C0 } " + chain(n, times(200, "nothing")); }}};
}

inline Shapes fragment_shapes() {
  using S = const std::string&;
  return {{"fields below fields, twice at each level",
           [](std::size_t n) {
             return "{ ...F0 } " +
                    all(n,
                        [](S i) {
                          const auto next = " { ...F" + next_of(i) + " } ";
                          return fragment("F" + i, "self" + next + "x: self" + next);
                        }) +
                    fragment("F" + std::to_string(n), "x: id x: f");
           }},
          {"fragments that spread the next twice",
           [](std::size_t n) {
             return "{ ...F0 } " +
                    all(n,
                        [](S i) {
                          return fragment("F" + i, "...F" + next_of(i) + " ...F" + next_of(i));
                        }) +
                    fragment("F" + std::to_string(n), "id");
           }},
          {"fragments that all spread all",
           [](std::size_t n) {
             const auto spreads = all(n, [](S i) { return "...F" + i; });
             return "{ ...F0 } " + all(n, [&](S i) { return fragment("F" + i, spreads); });
           }},
          {"fragments that all spread all below a field",
           [](std::size_t n) {
             const auto spreads = all(n, [](S i) { return "...F" + i; });
             return "{ ...F0 } " + all(n, [&](S i) {
                      return fragment("F" + i, "x" + i + ": self { " + spreads + "}");
                    });
           }},
          {"fragments that spread all that follow",
           [](std::size_t n) { return "{ ...L0 } " + ladder(n, "self { id }"); }},
          {"a long cycle that ends in many",
           [](std::size_t n) { return "{ ...C0 } " + chain(n, times(n, "...C0")); }}};
}

// What is merged in many places.
inline Shapes scope_shapes() {
  using S = const std::string&;
  return {{"fields at the deepest level, many times",
           [](std::size_t n) {
             std::string open;
             std::string close;
             for (std::size_t i = 3; i < limits::graphql_depth_max; ++i) {
               open += "self { ";
               close += "} ";
             }
             return "{ " + times(n, open + "id " + close) + "}";
           }},
          {"every subset of chains",
           [](std::size_t n) {
             return "{ ...S0 } " + all(n, [n](S i) {
                      const std::string next = std::stoul(i) + 1 < n ? next_of(i) : "";
                      const auto again = next.empty() ? "id" : "...S" + next;
                      const auto on = next.empty() ? "id" : "...F" + next;
                      return fragment("S" + i,
                                      "self { " + again + " ...F0 } x: self { " + again + " }") +
                             fragment("F" + i, "self { " + on + " } x: self { " + on + " }");
                    });
           }},
          {"conflicts that many scopes share",
           [](std::size_t n) {
             return "{ " + all(n, [](S i) { return "x" + i + ": self { z" + i + ": id ...F }"; }) +
                    "} " + fragment("F", all(n, [](S i) { return "f(a: " + i + ")"; }));
           }},
          {"fields that many scopes share",
           [](std::size_t n) {
             return "{ " + all(n, [](S i) { return "x" + i + ": self { z" + i + ": id ...F }"; }) +
                    "} " + fragment("F", all(n, [](S i) { return "y" + i + ": id"; }));
           }},
          {"objects that never meet",
           [](std::size_t n) {
             return "{ node { " +
                    all(n,
                        [](S i) {
                          return "... on T" + std::to_string(std::stoul(i) % 100) +
                                 " { node { id } }";
                        }) +
                    "} }";
           }},
          {"interfaces within interfaces", [](std::size_t n) {
             return "{ node { " + times(n, "... on Node { ... on T99 { own } }") + "} }";
           }}};
}

inline Shapes shapes() {
  Shapes all_shapes;
  for (const auto part :
       {field_shapes, fragment_shapes, scope_shapes, operation_shapes, value_shapes}) {
    std::ranges::copy(part(), std::back_inserter(all_shapes));
  }
  return all_shapes;
}

}  // namespace syncline::graphql::hostile
