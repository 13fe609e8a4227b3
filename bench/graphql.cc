// What GraphQL itself costs: parsing, validating, executing 1,000 leaf fields and introspection,
// with the answer as text, beside npm's graphql on the same work in the same run; and what hostile
// documents cost to validate.
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <memory>
#include <string>

#include "base/parse_json.h"
#include "bench/measure.h"
#include "graphql/execution/execute.h"
#include "graphql/execution/operation.h"
#include "graphql/language/parser.h"
#include "graphql/type/build_schema.h"
#include "graphql/validation/hostile_fixture.h"
#include "graphql/validation/validate.h"

namespace {

std::size_t allocations = 0;  // by new, so far

}  // namespace

void* operator new(std::size_t size) {
  ++allocations;
  void* block = std::malloc(size);
  if (block == nullptr) std::abort();
  return block;
}
void operator delete(void* block) noexcept { std::free(block); }
void operator delete(void* block, std::size_t) noexcept { std::free(block); }

namespace syncline::graphql {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t items = 250;  // of four leaves each

constexpr std::string_view schema_text = R"(
  interface Node { id: ID! }
  type Item implements Node {
    id: ID!  name: String!  count: Int!  flag: Boolean
    related(first: Int = 3, after: ID): [Item!]
  }
  type User implements Node {
    id: ID!  name: String!
    items(first: Int, kinds: [Kind!], filter: Filter): [Item!]!
  }
  union Found = Item | User
  enum Kind { SMALL LARGE }
  input Filter { name: String  min: Int = 1  kinds: [Kind!]  and: [Filter!] }
  type Query {
    hello: String  items: [Item!]!  node(id: ID!): Node  me: User
    search(text: String!, filter: Filter): [Found!]!
  }
  type Mutation { add(name: String!, count: Int = 1): Item }
)";

constexpr std::string_view document_text = R"(
query Search($text: String!, $filter: Filter, $first: Int = 10, $deep: Boolean!) {
  me {
    ...UserParts
    items(first: $first, kinds: [SMALL, LARGE], filter: { name: "x", and: [{ min: 2 }] }) {
      ...ItemParts
    }
  }
  search(text: $text, filter: $filter) {
    __typename
    ... on Item {
      ...ItemParts
      related(first: 2) @include(if: $deep) { id related { ...ItemParts } }
    }
    ... on User { ...UserParts }
  }
  a: node(id: "1") { id ... on Item { name count } }
  b: node(id: "2") { id ... on User { name items(first: 1) { id } } }
}
fragment ItemParts on Item { id name count flag }
fragment UserParts on User { id name }
)";

constexpr std::string_view introspection_text = R"(
query { __schema {
  queryType { name } mutationType { name } subscriptionType { name }
  types { ...FullType }
  directives { name description locations args { ...InputValue } } } }
fragment FullType on __Type {
  kind name description
  fields(includeDeprecated: true) {
    name description args { ...InputValue } type { ...TypeRef } isDeprecated deprecationReason
  }
  inputFields { ...InputValue } interfaces { ...TypeRef }
  enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason }
  possibleTypes { ...TypeRef } }
fragment InputValue on __InputValue { name description type { ...TypeRef } defaultValue }
fragment TypeRef on __Type {
  kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } }
}
)";

Json root_value() {
  JsonArray list;
  for (std::size_t i = 0; i < items; ++i) {
    list.push_back(JsonObject{{"id", std::to_string(i)},
                              {"name", "item " + std::to_string(i)},
                              {"count", i},
                              {"flag", i % 2 == 0}});
  }
  return JsonObject{{"items", std::move(list)}};
}

double since(Clock::time_point began) {
  return std::chrono::duration<double, std::nano>(Clock::now() - began).count();
}

// The median of many short rounds: others on the machine do not stand in most of them.
template <class Run>
double nanoseconds(Run run) {
  for (const auto began = Clock::now(); since(began) < 100e6;) run();  // warm
  std::vector<double> times;
  for (int round = 0; round < 301; ++round) {
    std::size_t turns = 0;
    const auto began = Clock::now();
    do {
      run();
      ++turns;
    } while (since(began) < 2e6);
    times.push_back(since(began) / static_cast<double>(turns));
  }
  return bench::median(std::move(times));
}

std::shared_ptr<const Document> document_of(std::string_view text) {
  return std::make_shared<const Document>(parse(text).value());
}

std::size_t answer(const Operation& operation, const FieldResolver& resolver,
                   const ExecuteHooks& hooks = {}) {
  auto response = execute_to_text(operation, resolver, hooks);
  auto* ready = std::get_if<TextResponse>(&response);
  CHECK(ready != nullptr && ready->errors.empty());
  return ready->data.size();
}

// npm's figures, or null when there is no node or no npm package (`make test` installs them).
Json ask_peer(const Json& root) {
  std::array<char, 32> name = {"/tmp/syncline-bench-XXXXXX"};
  const int file = ::mkstemp(name.data());
  CHECK(file >= 0);
  ::close(file);
  std::ofstream(name.data()) << to_json(JsonObject{{"schema", schema_text},
                                                   {"document", document_text},
                                                   {"leaves", "{ items { id name count flag } }"},
                                                   {"introspection", introspection_text},
                                                   {"root", root}});
  std::string said;
  const auto command = std::string(SYNCLINE_PEER) + " " + name.data();
  if (FILE* pipe = ::popen(command.c_str(), "r")) {
    std::array<char, 512> part{};
    while (std::fgets(part.data(), part.size(), pipe) != nullptr) said += part.data();
    ::pclose(pipe);
  }
  ::unlink(name.data());
  return parse_json(said).value_or(nullptr);
}

struct Row {
  std::string_view name;
  std::function<double()> measure;  // in nanoseconds
  double units;
  const char* unit;
  std::string_view peers_work;
  double goal = 0;  // how many times the peer's speed; 0: none
};

void print(const Row& row, double ours, const Json& peer) {
  std::printf("%-11s %8.0f ns, %6.1f ns a %s", row.name.data(), ours, ours / row.units, row.unit);
  if (const auto* theirs = find_member(peer, row.peers_work)) {
    std::printf("; npm graphql %9.0f ns: %.1f times ours", theirs->to_number<double>(),
                theirs->to_number<double>() / ours);
    if (row.goal > 0) std::printf(" (goal %.0f)", row.goal);
  }
  std::printf("\n");
}

// The shape that takes longest to validate; each of them when `tell` is set. False when that is
// longer than it may be.
bool print_hostile(bool tell) {
  constexpr double goal = 100;
  const auto schema = build_schema(hostile::schema()).value();
  std::string_view worst_name;
  double worst = 0;
  for (const auto& shape : hostile::shapes()) {
    const auto text = hostile::largest(shape);
    const auto document = document_of(text);
    std::vector<double> times;
    for (int round = 0; round < 5; ++round) {
      const auto began = Clock::now();
      const auto violations = validate(*schema, *document);
      times.push_back(since(began));
      if (tell && round == 0) std::printf("%4zu violations, ", violations.size());
    }
    const auto time = bench::median(std::move(times)) / 1e6;
    if (tell) {
      std::printf("%6zu bytes, %8.2f ms: %s\n", text.size(), time, shape.name.data());
    }
    if (time > worst) worst_name = shape.name;
    worst = std::max(worst, time);
  }
  std::printf("validate hostile 100 KB: worst %.1f ms (%s) (goal < %.0f ms)\n", worst,
              worst_name.data(), goal);
  return worst < goal;
}

// The root value is read where it stands, as npm reads its own.
double time_reading(const Operation& leaves, const Json& root) {
  const FieldResolver resolver = [](const FieldCall&) { return std::nullopt; };
  const HasResolver nobody = [](const NamedType&, const FieldType&) { return false; };
  const ExecuteHooks hooks{.has_resolver = &nobody, .root = &root};
  return nanoseconds([&] { CHECK(answer(leaves, resolver, hooks) > 10'000); });
}

// A resolver hands its value over, a copy made beforehand, which the execution also has to free:
// npm leaves that to its collector.
double time_owning(const Operation& leaves, const Json& root) {
  Json copy;
  const FieldResolver resolver = [&](const FieldCall&) { return Resolved{std::move(copy), {}}; };
  const HasResolver is_root = [](const NamedType& parent, const FieldType&) {
    return parent.name == "Query";
  };
  const ExecuteHooks hooks{.has_resolver = &is_root};
  std::vector<double> times;
  for (int round = 0; round < 3'000; ++round) {
    copy = root.at("items");
    const auto began = Clock::now();
    CHECK(answer(leaves, resolver, hooks) > 10'000);
    times.push_back(since(began));
  }
  return bench::median(std::move(times));
}

// Ours was prepared before (its operation chosen, its variables coerced), as the engine does with a
// document that it knows; npm's execute does that each time.
std::size_t allocations_of(const Operation& operation, const FieldResolver& resolver) {
  const std::size_t before = allocations;
  answer(operation, resolver);
  return allocations - before;
}

int run(std::string_view only) {
  const auto schema = build_schema(schema_text).value();
  const auto root = root_value();
  const auto document = document_of(document_text);
  CHECK(validate(*schema, *document).empty());
  const auto operation_of = [&](std::string_view text) {
    auto operation = prepare(schema, document_of(text), "", nullptr).value();
    operation.turn_max = std::chrono::hours(1);  // when others have the processor, too
    return operation;
  };
  const auto leaves = operation_of("{ items { id name count flag } }");
  const auto introspection = operation_of(introspection_text);
  const auto hello = operation_of("{ hello }");
  const FieldResolver none = [](const FieldCall&) { return std::nullopt; };
  const FieldResolver greet = [](const FieldCall&) { return Resolved{"world", {}}; };

  const auto bytes = static_cast<double>(document_text.size());
  const auto all_leaves = static_cast<double>(items * 4);
  const std::vector<Row> rows = {
      {"parse", [] { return nanoseconds([] { CHECK(parse(document_text).has_value()); }); }, bytes,
       "byte", "parse", 10},
      {"validate",
       [&] { return nanoseconds([&] { CHECK(validate(*schema, *document).empty()); }); }, bytes,
       "byte", "validate"},
      {"execute", [&] { return time_reading(leaves, root); }, all_leaves, "leaf", "execute", 20},
      {"and-free", [&] { return time_owning(leaves, root); }, all_leaves, "leaf", "execute"},
      {"introspect",
       [&] { return nanoseconds([&] { CHECK(answer(introspection, none) > 10'000); }); }, 1,
       "answer", "introspect"},
      {"hello", [&] { return nanoseconds([&] { CHECK(answer(hello, greet) == 17); }); }, 1,
       "answer", "hello"},
  };
  const Json peer = only.empty() ? ask_peer(root) : Json();
  for (const Row& row : rows) {
    if (only.empty() || only == row.name) print(row, row.measure(), peer);
  }
  const bool fast = (!only.empty() && only != "hostile") || print_hostile(!only.empty());
  std::printf("hello       %8zu allocations an answer\n", allocations_of(hello, greet));
  return fast ? 0 : 1;
}

}  // namespace
}  // namespace syncline::graphql

// With the name of a row: that one alone, and without its peer, for a profiler; with "hostile",
// each hostile document.
int main(int count, char** arguments) {
  return syncline::graphql::run(count > 1 ? arguments[1] : "");
}
