// GraphQL text: whatever parses must print to text that parses to what prints the same; and
// whatever builds as a schema must print to text that builds again.
#include <cstdint>
#include <string_view>

#include "graphql/language/parser.h"
#include "graphql/language/printer.h"
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
  CHECK(graphql::print(*second) == printed);
}

void build_and_build_again(std::string_view text) {
  const auto first = graphql::build_schema(text);
  if (!first) return;
  const auto printed = graphql::print_schema(**first);
  const auto second = graphql::build_schema(printed);
  CHECK(second.has_value());
  CHECK(graphql::print_schema(**second) == printed);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  print_and_parse_again(text);
  build_and_build_again(text);
  return 0;
}
