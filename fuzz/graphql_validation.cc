// Any document against a schema with all kinds of types: it is validated, each violation can be
// said, what is said stays small, and the same document gives the same again.
#include <cstdint>
#include <string_view>

#include "base/limits.h"

#include "graphql/language/parser.h"
#include "graphql/type/build_schema.h"
#include "graphql/validation/context.h"
#include "graphql/validation/validate.h"

namespace syncline::graphql {
namespace {

constexpr std::string_view sdl = R"(
  type Query implements Node {
    id: ID!
    self: Query!
    node(id: ID = "1", filter: Filter, sizes: [Size!] = [BIG]): Node
    thing: Thing
    things(first: Int! = 2, after: AWSJSON): [Thing!]
    text(a: String, b: Boolean, c: Float, d: Pick): String
    size: Size
  }
  type Subscription { added(id: ID): Query other: Thing }
  interface Node { id: ID! self: Query! }
  type Leaf implements Node { id: ID! self: Query! size: String }
  union Thing = Query | Leaf
  enum Size { SMALL BIG }
  input Filter { words: [String!]! = ["x"] size: Size inner: Filter max: Int! pick: Pick }
  input Pick @oneOf { a: Int b: Filter }
)";

std::vector<std::string> said(const Document& document) {
  static const std::shared_ptr<const Schema> schema = build_schema(sdl).value();
  std::vector<std::string> messages;
  std::size_t bytes = 0;
  for (const Violation& violation : validate(*schema, document)) {
    messages.push_back(appsync_message(violation));
    bytes += violation.message.size();
  }
  CHECK(messages.size() <= limits::graphql_violations_max);
  CHECK(bytes <= Context::report_bytes_max + 1024);
  return messages;
}

}  // namespace
}  // namespace syncline::graphql

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace graphql = syncline::graphql;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto document = graphql::parse(text);
  if (document) CHECK(graphql::said(*document) == graphql::said(*document));
  return 0;
}
