// Leaves that are written at once, without a place: whatever their objects look like, wherever a
// limit is met and whatever stands where they should be, the text says what the values say.
#include "graphql/execution/plain_leaf.h"

#include <gtest/gtest.h>

#include "base/parse_json.h"
#include "graphql/execution/try_out.h"

namespace syncline::graphql {
namespace {

constexpr std::string_view sdl = R"(
  type Query { all: [Item]  some: [Item!]  items: [Item!]!  hello(to: String): String  tag: String }
  type Item implements Named {
    id: ID  name: String  count: Int  size: Float  flag: Boolean  kind: Kind
    must: String!  texts: [String]  day: AWSDate  raw: AWSJSON  greet(to: String): String
  }
  interface Named { name: String }
  enum Kind { SMALL LARGE }
)";

const HasResolver nobody = [](const NamedType&, const FieldType&) { return false; };

std::string told(const std::vector<FieldError>& errors) {
  std::string out;
  for (const auto& error : errors) {
    out += error.message + " " + to_json(error.type);
    for (const auto& step : error.path) {
      const auto* key = std::get_if<std::string>(&step);
      out += "/" + (key != nullptr ? *key : std::to_string(std::get<std::int64_t>(step)));
    }
    out += '\n';
  }
  return out;
}

// The text, once it is sure that the values and their errors are the same.
std::string shown(const Operation& operation, const Json& root,
                  const HasResolver* has_resolver = &nobody) {
  const FieldResolver resolver = [](const FieldCall&) { return std::nullopt; };
  const ExecuteHooks hooks{.has_resolver = has_resolver, .root = &root};
  const auto values = std::get<Response>(execute(operation, resolver, hooks));
  const auto text = std::get<TextResponse>(execute_to_text(operation, resolver, hooks));
  EXPECT_EQ(text.data, to_json(values.data));
  EXPECT_EQ(told(text.errors), told(values.errors));
  return text.data;
}

Json json(std::string_view text) { return parse_json(text).value(); }

TEST(PlainLeaf, IsFoundByItsType) {
  const auto schema = schema_of(sdl);
  const auto of = [&](std::string_view field) {
    return plain_leaf_of(schema->type("Item")->field(field)->type);
  };
  EXPECT_EQ(of("id"), PlainLeaf::text);
  EXPECT_EQ(of("must"), PlainLeaf::text);
  EXPECT_EQ(of("count"), PlainLeaf::integer);
  EXPECT_EQ(of("size"), PlainLeaf::number);
  EXPECT_EQ(of("flag"), PlainLeaf::flag);
  EXPECT_EQ(of("kind"), PlainLeaf::checked_text);
  EXPECT_EQ(of("day"), PlainLeaf::checked_text);
  EXPECT_EQ(of("raw"), PlainLeaf::none);
  EXPECT_EQ(of("texts"), PlainLeaf::none);
  EXPECT_EQ(plain_leaf_of(schema->query->field("items")->type), PlainLeaf::none);
}

TEST(PlainLeaf, IsFoundInObjectsThatAreNotAlike) {
  const auto operation = operation_of(sdl, "{ all { id name count n: name __typename } }");
  const Json root = json(R"({"all":[
    {"id":"1","name":"a","count":1}, {"id":"2","name":"b","count":2},
    {"count":3,"name":"c","id":"3"}, {}, null, {"id":"4"}, {"x":0,"id":"5","name":"e"},
    {"name":"f"}, {"id":null,"name":"g","count":7}, {"id":"8","name":"h","count":8}]})");
  EXPECT_EQ(shown(operation, root),
            R"({"all":[{"id":"1","name":"a","count":1,"n":"a","__typename":"Item"},)"
            R"({"id":"2","name":"b","count":2,"n":"b","__typename":"Item"},)"
            R"({"id":"3","name":"c","count":3,"n":"c","__typename":"Item"},)"
            R"({"id":null,"name":null,"count":null,"n":null,"__typename":"Item"},null,)"
            R"({"id":"4","name":null,"count":null,"n":null,"__typename":"Item"},)"
            R"({"id":"5","name":"e","count":null,"n":"e","__typename":"Item"},)"
            R"({"id":null,"name":"f","count":null,"n":"f","__typename":"Item"},)"
            R"({"id":null,"name":"g","count":7,"n":"g","__typename":"Item"},)"
            R"({"id":"8","name":"h","count":8,"n":"h","__typename":"Item"}]})");
}

// Each kind of value for each kind of leaf, behind objects that made the way short.
TEST(PlainLeaf, IsNoneWhenTheValueIsOfAnotherKind) {
  const Json values = json(R"([null, true, 7, -1, 2147483647, 2147483648, -2147483648,
    9223372036854775807, 18446744073709551615, 0.5, 3.0, 1e300, "text", "7", "true", "SMALL", "",
    "2020-01-01", [], [1], {}, {"a":1}])");
  constexpr std::string_view good = R"({"id":"1","name":"n","count":1,"size":1.5,"flag":true,
    "kind":"LARGE","must":"m","texts":["a"],"day":"2020-01-01","raw":{"b":2}})";
  for (const auto* field : {"id", "name", "count", "size", "flag", "kind", "must", "day", "raw"}) {
    for (const auto* list : {"all", "some", "items"}) {
      const auto operation =
          operation_of(sdl, std::string("{ ") + list + " { name " + field + " after: name } tag }");
      for (const Json& value : values.as_array()) {
        Json item = json(good);
        item.as_object()[field] = value;
        const Json root = {{list, {json(good), json(good), item, json(good)}}, {"tag", "end"}};
        SCOPED_TRACE(to_json(item));
        shown(operation, root);
      }
    }
  }
}

TEST(PlainLeaf, OfAScalarOfTheSchemasOwnIsAnyValue) {
  constexpr std::string_view own_sdl = "scalar Own type Query { all: [Box] } type Box { own: Own }";
  auto schema = build_schema(own_sdl, {Dialect::specification}).value();
  EXPECT_EQ(plain_leaf_of(schema->type("Box")->field("own")->type), PlainLeaf::own);
  auto operation = prepare(schema, document_of("{ all { own } }"), "", nullptr).value();
  const Json root = json(R"({"all":[{"own":1},{"own":{"a":["b"]}},{"own":"c"},{"own":null},{},
    {"own":0.5}]})");
  EXPECT_EQ(shown(operation, root),
            R"({"all":[{"own":1},{"own":{"a":["b"]}},{"own":"c"},{"own":null},{"own":null},)"
            R"({"own":0.5}]})");
}

TEST(PlainLeaf, MayBeAnItemOfAList) {
  const auto operation = operation_of(sdl, "{ all { texts } }");
  const Json root = json(R"({"all":[{"texts":["a","b"]},{"texts":["c\"",null,7,"d",[]]},
    {"texts":[]},{"texts":null},{"texts":"e"}]})");
  EXPECT_EQ(shown(operation, root),
            R"({"all":[{"texts":["a","b"]},{"texts":["c\"",null,"7","d","[]"]},)"
            R"({"texts":[]},{"texts":null},{"texts":null}]})");
}

TEST(PlainLeaf, KeepsTheLimitsWhereverTheyAreMet) {
  auto operation =
      operation_of(sdl, "{ all { id name count flag size kind __typename texts } tag }");
  const Json root = json(R"({"tag":"end","all":[
    {"id":"1","name":"a","count":1,"flag":true,"size":1,"kind":"SMALL","texts":["x","yy"]},
    {"id":"22","name":"bb","count":2,"flag":false,"size":2.5,"kind":"LARGE","texts":["x"]},
    {"id":"333","name":"cc","count":null,"flag":true,"size":3,"kind":"SMALL","texts":[]}]})");
  const std::string whole = shown(operation, root);
  for (std::size_t fields = 0; fields < 36; ++fields) {
    operation.fields_max = fields;
    SCOPED_TRACE(fields);
    // 2 at the root, 3 items of 8 members, and 3 items of the lists in them.
    EXPECT_EQ(shown(operation, root) == whole, fields >= 32);
  }
  operation.fields_max = limits::graphql_fields_max;
  std::size_t enough = 0;
  for (std::size_t bytes = 400; bytes-- > 0;) {
    operation.text_bytes_max = bytes;
    SCOPED_TRACE(bytes);
    if (shown(operation, root) == whole) enough = bytes;
  }
  // Keys: 6 at the root, 38 an item. Texts: 3, then 1+1+5+4+3, 2+2+5+4+1, 3+2+5+4.
  EXPECT_EQ(enough, 6U + 3 * 38 + 3 + 14 + 14 + 14);
}

TEST(PlainLeaf, IsNoneWhereAResolverAnswersOrArgumentsStand) {
  const auto operation =
      operation_of(sdl, "{ all { name greet(to: 5) texts } hello(to: \"x\") tag }");
  const Json root = json(R"({"hello":"h","tag":"t","all":[{"name":"a","greet":"g"},
    {"name":"b","greet":"g"},{"name":"c","greet":"g"}]})");
  shown(operation, root);
  const HasResolver of_name = [](const NamedType&, const FieldType& field) {
    return field.name == "name";
  };
  int calls = 0;
  const FieldResolver resolver = [&](const FieldCall& call) -> std::optional<FieldValue> {
    EXPECT_EQ(call.field.name, "name");
    return Resolved{Json(std::to_string(++calls)), {}};
  };
  const auto plain = operation_of(sdl, "{ all { name id } }");
  const auto text = std::get<TextResponse>(
      execute_to_text(plain, resolver, {.has_resolver = &of_name, .root = &root}));
  EXPECT_EQ(text.data, R"({"all":[{"name":"1","id":null},{"name":"2","id":null},)"
                       R"({"name":"3","id":null}]})");
}

TEST(RootValue, IsWhatRootFieldsAreReadFrom) {
  const auto operation = operation_of(sdl, "{ tag again: tag hello __typename }");
  EXPECT_EQ(shown(operation, json(R"({"tag":"t","hello":1})")),
            R"({"tag":"t","again":"t","hello":"1","__typename":"Query"})");
  EXPECT_EQ(shown(operation, json("[]")),
            R"({"tag":null,"again":null,"hello":null,"__typename":"Query"})");
  EXPECT_EQ(shown(operation, json("{}"), nullptr),
            R"({"tag":null,"again":null,"hello":null,"__typename":"Query"})");
}

}  // namespace
}  // namespace syncline::graphql
