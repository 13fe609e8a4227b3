// Any document against a schema with all kinds of types: parsed, validated, and then executed
// whether it is valid or not, with ready values and with tasks, in one turn of the loop and in
// many, into values and into text; and rendered as an event. The first line of the input, when it
// begins with '#', is taken for the operation's name.
#include <chrono>
#include <cstdint>
#include <iterator>
#include <string_view>

#include "base/json.h"
#include "base/loop.h"
#include "graphql/execution/execute.h"
#include "graphql/execution/operation.h"
#include "graphql/execution/selection.h"
#include "graphql/language/parser.h"
#include "graphql/type/build_schema.h"
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
    grid: [[Int!]]!
    text(a: String, b: Boolean, c: Float, d: Pick): String
    size: Size
    at: AWSDateTime
  }
  type Mutation { add(input: Filter!): Query! fail: Int! }
  type Subscription { added(id: ID): Query other: Thing }
  interface Node { id: ID! self: Query! }
  type Leaf implements Node { id: ID! self: Query! old: Int @deprecated }
  union Thing = Query | Leaf
  enum Size { SMALL BIG }
  input Filter { words: [String!]! = ["x"] size: Size inner: Filter max: Int! }
  input Pick @oneOf { a: Int b: Filter }
)";

const std::shared_ptr<const Schema>& schema() {
  static const std::shared_ptr<const Schema> built = build_schema(sdl).value();
  return built;
}

// Mostly an object's; also an interface's, a union's, and that of no type at all.
std::string_view type_name(int depth) {
  constexpr std::string_view names[] = {"Query", "Leaf", "Query", "Node", "Thing", "Nothing"};
  return names[static_cast<std::size_t>(depth) % std::size(names)];
}

Json data(int depth) {
  JsonObject object{{"__typename", type_name(depth)},
                    {"id", depth},
                    {"text", "t"},
                    {"size", depth % 3 == 0 ? "BIG" : "NONE"},
                    {"at", "1970-01-01T00:00Z"},
                    {"grid", JsonArray{JsonArray{1, nullptr}, JsonArray{2}}}};
  if (depth < 5) {
    for (const char* name : {"self", "node", "thing"}) object[name] = data(depth + 1);
    object["things"] = JsonArray{data(depth + 1), depth == 2 ? Json("x") : data(depth + 1)};
  }
  return object;
}

const Json& root() {
  static const Json value = data(0);
  return value;
}

std::optional<FieldValue> answer(const FieldCall& call, bool later) {
  if (!call.source.is_null() && !later) return std::nullopt;
  const Json& parent = call.source.is_null() ? root() : call.source;
  const Json* member = find_member(parent, call.field.name);
  Resolved resolved{member == nullptr ? Json(nullptr) : *member, {}};
  if (call.field.name == "thing") {
    FieldError& error = resolved.errors.emplace_back();
    error.message = selection_set_graphql(call);
    error.data = filter_by_selection(resolved.value, call);
    error.info = selection_set_list(call);
  }
  if (!later) return resolved;
  return [](Resolved ready) -> Task<Resolved> { co_return ready; }(std::move(resolved));
}

template <class Answer>
Answer finish(std::variant<Answer, Task<Answer>> begun) {
  if (auto* ready = std::get_if<Answer>(&begun)) return std::move(*ready);
  Loop loop(0);
  Answer answer;
  const auto task = [&]() -> Task<void> {
    answer = co_await std::get<Task<Answer>>(std::move(begun));
  };
  loop.spawn(task());
  loop.context().run();
  return answer;
}

void run(const Operation& operation, bool later) {
  const FieldResolver resolver = [later](const FieldCall& call) { return answer(call, later); };
  const auto values = finish(execute(operation, resolver));
  const auto text = finish(execute_to_text(operation, resolver));
  // At the limits it counts who came first, which only without Tasks is the same.
  const bool at_once = !later && operation.turn_max > std::chrono::steady_clock::duration::zero();
  if (at_once) CHECK(text.data == to_json(values.data));
  if (at_once) CHECK(text.errors.size() == values.errors.size());
}

void try_document(std::string_view text) {
  std::string_view name;
  if (text.starts_with('#')) name = text.substr(1, text.find('\n') - 1);
  Result<Document> parsed = parse(text);
  if (!parsed) return;
  const auto document = std::make_shared<const Document>(std::move(*parsed));
  for (const Violation& violation : validate(*schema(), *document)) appsync_message(violation);
  const Json variables = {{"a", 1}, {"b", "text"}, {"c", true}, {"d", nullptr}, {"e", "BIG"}};
  Result<Operation> operation = prepare(schema(), document, name, variables);
  if (!operation) return;
  // Small enough for many runs a second.
  operation->fields_max = 5'000;
  operation->resolvers_max = 300;
  operation->text_bytes_max = 200'000;
  operation->errors_max = 50;
  operation->turn_max = std::chrono::hours(1);
  run(*operation, false);
  run(*operation, true);
  operation->turn_max = std::chrono::steady_clock::duration::zero();
  operation->introspection = false;
  run(*operation, false);
  run(*operation, true);
  render_event(*operation, root());
}

}  // namespace
}  // namespace syncline::graphql

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  syncline::graphql::try_document({reinterpret_cast<const char*>(bytes), size});
  return 0;
}
