// GraphQL text: whatever parses must print to text that parses to the same tree and prints the
// same; and whatever builds as a schema, in either dialect, must print to text that builds again.
#include <cstdint>
#include <string_view>

#include "graphql/language/parser.h"
#include "graphql/language/printer.h"
#include "graphql/language/tree_text.h"
#include "graphql/type/build_schema.h"
#include "graphql/type/print_schema.h"

namespace {

namespace graphql = syncline::graphql;

void print_and_parse_again(std::string_view text) {
  const auto first = graphql::parse(text);
  if (!first) return;
  const auto printed = graphql::print(*first);
  const auto second = graphql::parse(printed);
  CHECK(second.has_value());
  CHECK(graphql::tree_text(*second, false) == graphql::tree_text(*first, false));
  CHECK(graphql::print(*second) == printed);
}

void build_and_build_again(std::string_view text, graphql::Dialect dialect) {
  const auto first = graphql::build_schema(text, {dialect});
  if (!first) return;
  const auto printed = graphql::print_schema(**first);
  const auto second = graphql::build_schema(printed, {dialect});
  CHECK(second.has_value());
  CHECK(graphql::print_schema(**second) == printed);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  print_and_parse_again(text);
  build_and_build_again(text, graphql::Dialect::appsync);
  build_and_build_again(text, graphql::Dialect::specification);
  return 0;
}
