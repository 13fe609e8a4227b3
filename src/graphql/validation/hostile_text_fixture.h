// What the documents of hostile_fixture.h are written with.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "graphql/language/parser.h"

namespace syncline::graphql::hostile {

inline constexpr std::size_t document_bytes_max = 100'000;

// A hundred objects behind one interface, arguments of all kinds.
inline std::string schema() {
  std::string sdl = R"(
    interface Node { id(a: Int): ID self: Query node: Node }
    input In { a: Int b: [In] c: In d: One } input One @oneOf { a: Int b: In }
    type Subscription { self: Query f(a: Int): Int }
    type Mutation { self: Query }
    type Query implements Node {
      id(a: Int): ID self: Query node: Node list: [Node] f(a: Int, b: Int, in: In, ins: [[In]]): Int
    )";
  for (int i = 0; i < 1'000; ++i) sdl += " g" + std::to_string(i) + "(x: Int): Int";
  sdl += " }\n";
  for (int i = 0; i < 100; ++i) {
    sdl += "type T" + std::to_string(i) +
           " implements Node { id(a: Int): ID self: Query node: Node own: Int }\n";
  }
  return sdl;
}

// What `each` makes of the numbers below n.
inline std::string all(std::size_t n, const std::function<std::string(const std::string&)>& each) {
  std::string text;
  for (std::size_t i = 0; i < n; ++i) text += each(std::to_string(i)) + " ";
  return text;
}
inline std::string next_of(const std::string& i) { return std::to_string(std::stoul(i) + 1); }
inline std::string times(std::size_t n, const std::string& text) {
  return all(n, [&](const std::string&) { return text; });
}
inline std::string fragment(const std::string& name, const std::string& body) {
  return "fragment " + name + " on Query { " + body + " } ";
}
// n fragments, of which each spreads all that follow it.
inline std::string ladder(std::size_t n, const std::string& last, const std::string& on = "Query") {
  std::string text;
  for (std::size_t i = 0; i < n; ++i) {
    text += "fragment L" + std::to_string(i) + " on " + on + " { ";
    for (std::size_t j = i + 1; j < n; ++j) text += "...L" + std::to_string(j) + " ";
    text += last + " } ";
  }
  return text;
}
// n fragments, of which each spreads the next.
inline std::string chain(std::size_t n, const std::string& last, const std::string& on = "Query") {
  return all(n, [&](const std::string& i) {
    const std::string body = std::stoul(i) + 1 < n ? "...C" + next_of(i) : last;
    return "fragment C" + i + " on " + on + " { " + body + " }";
  });
}

// Grows with n.
struct Shape {
  std::string_view name;
  std::string (*document)(std::size_t n);
};

using Shapes = std::vector<Shape>;

// The shape at the largest n that the parser takes, or a little below.
inline std::string largest(const Shape& shape) {
  const auto fits = [&](std::size_t n) {
    const auto text = shape.document(n);
    return text.size() <= document_bytes_max && parse(text).has_value();
  };
  std::size_t low = 1;
  std::size_t high = 2;
  while (fits(high)) high *= 2;
  low = high / 2;
  while (high - low > 1 + low / 16) {
    const auto middle = (low + high) / 2;
    (fits(middle) ? low : high) = middle;
  }
  return shape.document(low);
}

}  // namespace syncline::graphql::hostile
