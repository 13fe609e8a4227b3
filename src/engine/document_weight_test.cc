#include "engine/document_weight.h"

#include <gtest/gtest.h>

#include <string>

#include "graphql/language/parser.h"

namespace syncline::engine {
namespace {

std::size_t tokens_of(std::string_view text) { return weigh(*graphql::parse(text)).tokens; }

TEST(DocumentWeight, GrowsWithEachToken) {
  EXPECT_LT(tokens_of("{ a }"), tokens_of("{ a b }"));
  EXPECT_LT(tokens_of("{ a }"), tokens_of("{ b: a }"));
  EXPECT_LT(tokens_of("{ a(x: 1) }"), tokens_of("{ a(x: [1, 2]) }"));
  EXPECT_LT(tokens_of("{ a(x: {}) }"), tokens_of("{ a(x: {b: $c}) }"));
  EXPECT_LT(tokens_of("query Q { a }"), tokens_of("query Q($x: [Int!] = 3) { a }"));
  EXPECT_LT(tokens_of("{ a }"), tokens_of("{ a @skip(if: true) }"));
  EXPECT_LT(tokens_of("{ a }"), tokens_of("{ ... on Q { a } }"));
  EXPECT_LT(tokens_of("{ a }"), tokens_of("{ a ...F } fragment F on Q { a }"));
}

TEST(DocumentWeight, CountsLongTexts) {
  const auto bytes_of = [](std::size_t size) {
    return weigh(*graphql::parse("{ a(x: \"" + std::string(size, 'x') + "\") }")).bytes;
  };
  EXPECT_GE(bytes_of(10'000), bytes_of(1) + 10'000);
}

TEST(DocumentWeight, CountsTheNodesThemselves) {
  std::string text = "{";
  for (int i = 0; i < 1'000; ++i) text += " a";
  const auto weight = weigh(*graphql::parse(text + " }"));
  EXPECT_GE(weight.bytes, 1'000 * sizeof(graphql::Selection));
  EXPECT_LT(weight.bytes, 4'000 * sizeof(graphql::Selection));
}

}  // namespace
}  // namespace syncline::engine
