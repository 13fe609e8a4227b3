// Hostile documents, further: of many operations, and of many values.
#pragma once

#include <cstddef>
#include <string>

#include "graphql/validation/hostile_text_fixture.h"

namespace syncline::graphql::hostile {

inline Shapes operation_shapes() {
  using S = const std::string&;
  return {{"500 operations over a chain of fragments",
           [](std::size_t n) {
             return all(500, [](S i) { return "query Q" + i + " { ...C0 }"; }) + chain(n, "id");
           }},
          {"500 operations over all that follow",
           [](std::size_t n) {
             return all(500, [](S i) { return "query Q" + i + " { ...L0 }"; }) + ladder(n, "id");
           }},
          {"500 operations with a variable over all that follow",
           [](std::size_t n) {
             return all(500, [](S i) { return "query Q" + i + "($v: Int) { ...L0 }"; }) +
                    ladder(n, "f(a: $v)");
           }},
          {"500 operations with a variable in many arguments",
           [](std::size_t n) {
             return all(500, [](S i) { return "query Q" + i + "($v: Int) { ...F }"; }) +
                    fragment("F", all(n, [](S i) {
                               return "y" + i + ": g" + std::to_string(std::stoul(i) % 1'000) +
                                      "(x: $v)";
                             }));
           }},
          {"operations with variables in one fragment",
           [](std::size_t n) {
             const auto variables = all(n, [](S i) { return "$v" + i + ": Int"; });
             return all(n, [&](S i) { return "query Q" + i + "(" + variables + ") { ...F }"; }) +
                    fragment("F", all(n, [](S i) { return "x" + i + ": f(a: $v" + i + ")"; }));
           }},
          {"500 subscriptions over all that follow",
           [](std::size_t n) {
             return all(500, [](S i) { return "subscription Q" + i + " { ...L0 }"; }) +
                    ladder(n, "self { id }", "Subscription");
           }},
          {"500 subscriptions over a chain", [](std::size_t n) {
             return all(500, [](S i) { return "subscription Q" + i + " { ...C0 }"; }) +
                    chain(n, "self { id }", "Subscription");
           }}};
}

inline Shapes value_shapes() {
  using S = const std::string&;
  return {
      {"one argument again and again",
       [](std::size_t n) { return "{ f(" + times(n, "a: 1") + ") }"; }},
      {"arguments that do not exist",
       [](std::size_t n) { return "{ f(" + all(n, [](S i) { return "z" + i + ": 1"; }) + ") }"; }},
      {"one directive again and again",
       [](std::size_t n) { return "{ id " + times(n, "@skip(if: true)") + "}"; }},
      {"one input field again and again",
       [](std::size_t n) { return "{ f(in: { " + times(n, "a: 1") + "}) }"; }},
      {"input objects in lists of lists",
       [](std::size_t n) { return "{ f(ins: [[" + times(n, "{ a: 1 d: { a: 1 } }") + "]]) }"; }},
      {"input objects of which one is wrong",
       [](std::size_t n) { return "{ f(ins: [[" + times(n, "{ a: 1 }") + "{ a: \"x\" }]]) }"; }},
      {"a oneOf object with many fields",
       [](std::size_t n) { return "{ f(in: { d: { " + times(n, "a: 1") + "} }) }"; }},
      {"a default of many values",
       [](std::size_t n) {
         return "query ($v: [[In]] = [[" + times(n, "{ a: 1 }") + "]]) { f(ins: $v) }";
       }},
      {"variables that are not used",
       [](std::size_t n) {
         return "query (" + all(n, [](S i) { return "$v" + i + ": Int"; }) + ") { id }";
       }},
      {"names of many bytes", [](std::size_t n) {
         return "{ " + times(100, "self { " + std::string(n, 'n') + " }") + "}";
       }}};
}

}  // namespace syncline::graphql::hostile
