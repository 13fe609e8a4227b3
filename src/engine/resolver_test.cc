#include "engine/resolver.h"

#include <gtest/gtest.h>

#include <functional>

#include "engine/engine_fixture.h"

namespace syncline::engine {
namespace {

constexpr auto give = "$util.toJson($ctx.result)";

// A unit resolver of Query.x on NONE.
std::string unit(const std::string& request, const std::string& response,
                 const std::string& query = "{ x { a } }") {
  ApiText text("type X { a: String b: Int x: X } type Query { x(t: String): X s: String }");
  text.unit("Query.x", "none", request, response);
  House house(text);
  return house.body(query);
}

std::string error_of(const std::string& type, const std::string& message,
                     const std::string& data = "null", const std::string& info = "null") {
  return R"({"data":{"x":null},"errors":[{"path":["x"],"data":)" + data + R"(,"errorType":)" +
         type + R"(,"errorInfo":)" + info +
         R"(,"locations":[{"line":1,"column":3,"sourceName":null}],"message":")" + message +
         R"("}]})";
}

constexpr auto null_2017 = R"({"version":"2017-02-28"})";
constexpr auto null_2018 = R"({"version":"2018-05-29"})";

TEST(UnitResolver, SkipsTheResponseOfANullResultIn2017) {
  EXPECT_EQ(unit(null_2017, R"({"a":"response ran"})"), R"({"data":{"x":null}})");
}

TEST(UnitResolver, RunsTheResponseOfANullResultIn2018) {
  EXPECT_EQ(unit(null_2018, R"({"a":"response ran"})"), R"({"data":{"x":{"a":"response ran"}}})");
}

TEST(UnitResolver, TakesTheValueThatTheRequestReturns) {
  EXPECT_EQ(unit(R"(#return({"a":"early"}))", R"({"a":"response ran"})"),
            R"({"data":{"x":{"a":"early"}}})");
}

TEST(UnitResolver, WantsAVersion) {
  EXPECT_EQ(unit("{}", give),
            error_of(R"("MappingTemplate")", "Value for field '$[version]' not found."));
}

TEST(UnitResolver, RefusesAnUnknownVersion) {
  const auto body = unit(R"({"version":"2019-01-01"})", give);
  EXPECT_NE(body.find(R"(Unsupported template version \"2019-01-01\")"), std::string::npos);
}

TEST(UnitResolver, RefusesARequestThatIsNoObject) {
  const auto body = unit("[1]", give);
  EXPECT_NE(body.find(R"("errorType":"MappingTemplate")"), std::string::npos);
  EXPECT_NE(body.find("Unable to convert [1] to class "), std::string::npos);
}

TEST(UnitResolver, RefusesARequestThatIsNoJson) {
  const auto body = unit(R"({"version": $nothing})", give);
  EXPECT_NE(body.find(R"("errorType":"MappingTemplate")"), std::string::npos);
  EXPECT_NE(body.find("Unable to convert"), std::string::npos);
}

TEST(UnitResolver, WantsARequestTemplate) {
  EXPECT_EQ(unit("", give),
            error_of(R"("MappingTemplate")", "Template transformation yielded an empty response."));
}

TEST(UnitResolver, WantsAResponseTemplate) {
  EXPECT_EQ(unit(null_2018, ""),
            error_of(R"("MappingTemplate")", "Template transformation yielded an empty response."));
}

TEST(UnitResolver, TellsATemplateThatDoesNotCompile) {
  const auto body = unit("#if(", give);
  EXPECT_NE(body.find(R"("errorType":"MappingTemplate")"), std::string::npos);
}

TEST(UnitResolver, RaisesWhatTheScriptRaises) {
  EXPECT_EQ(unit(R"($util.error("no", "MyType"))", give), error_of(R"("MyType")", "no"));
  EXPECT_EQ(unit(null_2018, R"($util.error("no"))"), error_of("null", "no"));
}

TEST(UnitResolver, FiltersTheDataOfAnErrorButNotItsInfo) {
  EXPECT_EQ(unit(null_2018, R"($util.error("no", "T", {"a":"1","b":2,"z":3}, {"z":3}))",
                 "{ x { a x { a } } }"),
            error_of(R"("T")", "no", R"({"a":"1","x":null})", R"({"z":3})"));
}

TEST(UnitResolver, KeepsTheValueBesideAppendedErrors) {
  const auto body = unit(null_2018, R"($util.appendError("hm", "T"){"a":"still"})");
  EXPECT_TRUE(body.starts_with(R"({"data":{"x":{"a":"still"}},"errors":[{"path":["x"])")) << body;
  EXPECT_NE(body.find(R"("errorType":"T")"), std::string::npos);
}

TEST(UnitResolver, SaysWhoMayNotAccessTheField) {
  EXPECT_EQ(unit("$util.unauthorized()", give),
            error_of(R"("Unauthorized")", "Not Authorized to access x on type Query"));
}

TEST(UnitResolver, SaysThatTheDataSourceIsMissing) {
  ApiText text("type Query { x: String }");
  text.unit("Query.x", "nowhere", null_2018, give);
  EXPECT_NE(House(text).body("{ x }").find("No data source found named nowhere."),
            std::string::npos);
}

TEST(UnitResolver, NamesADataSourceThatIsNotSupported) {
  ApiText text("type Query { x: String }");
  text.api.data_sources["web"] = {.name = "web", .type = "HTTP"};
  text.unit("Query.x", "web", null_2018, give);
  EXPECT_NE(House(text).body("{ x }").find("Data sources of type HTTP are not supported."),
            std::string::npos);
}

// The context, shown by a resolver that gives it back.
std::string context_of(const std::string& expression, const std::string& query,
                       const std::function<void(House& house)>& prepare = nullptr,
                       Json variables = nullptr) {
  ApiText text(R"(type X { a: String y(n: Int): String list: [X] }
                  type Query { x(n: Int, m: Int = 5): X })");
  text.unit("Query.x", "none", R"({"version":"2018-05-29","payload":{"a":"parent"}})", give);
  text.unit("X.y", "none", R"({"version":"2018-05-29"})",
            "#set($t = $util.toJson(" + expression + "))$util.toJson($t)");
  text.api.environment["STAGE"] = "dev";
  House house(text);
  if (prepare) prepare(house);
  const auto body = *parse_json(house.body(query, std::move(variables)));
  return std::string(body.at("data").at("x").at("y").as_string());
}

TEST(Context, HasTheArguments) {
  EXPECT_EQ(context_of("$ctx.args", "{ x { y(n: 3) } }"), R"({"n":3})");
  EXPECT_EQ(context_of("$ctx.args", "{ x { y } }"), "{}");
}

TEST(Context, HasTheSource) {
  EXPECT_EQ(context_of("$ctx.source", "{ x { y } }"), R"({"a":"parent"})");
}

TEST(Context, HasTheHeadersInLowerCaseWithoutCookies) {
  const auto prepare = [](House& house) {
    house.request.headers =
        JsonObject{{"X-Thing", "1"}, {"Cookie", "secret"}, {"many", JsonArray{"a", "b"}}};
  };
  EXPECT_EQ(context_of("$ctx.request", "{ x { y } }", prepare),
            R"({"headers":{"x-thing":"1","many":["a","b"]},"domainName":null})");
}

TEST(Context, HasTheHeadersMadeWhenAScriptLooksAtThem) {
  int made = 0;
  const auto prepare = [&](House& house) {
    house.request.headers = script::Shared::made_by([&made] {
      ++made;
      return std::make_shared<const Json>(JsonObject{{"a", "1"}});
    });
  };
  context_of("$ctx.args", "{ x { y } }", prepare);
  EXPECT_EQ(made, 0);
  EXPECT_EQ(context_of("$ctx.request.headers.a", "{ x { y } }", prepare), R"("1")");
  EXPECT_EQ(made, 1);
}

TEST(Context, HasTheIdentity) {
  EXPECT_EQ(context_of("$ctx.identity", "{ x { y } }"), "null");
  EXPECT_EQ(context_of("$util.authType()", "{ x { y } }"), R"("API Key Authorization")");
}

TEST(Context, HasInfoOfTheField) {
  EXPECT_EQ(context_of("$ctx.info.fieldName", "{ x { y } }"), R"("y")");
  EXPECT_EQ(context_of("$ctx.info.parentTypeName", "{ x { y } }"), R"("X")");
  EXPECT_EQ(context_of("$ctx.info.variables", "query Q($n: Int) { x { y(n: $n) } }", nullptr,
                       JsonObject{{"n", 7}}),
            R"({"n":7})");
}

TEST(Context, HasTheVariablesInTheirPlaceInInfo) {
  const auto info =
      context_of("$ctx.info", "query Q($n: Int) { x { y(n: $n) } }", nullptr, JsonObject{{"n", 7}});
  EXPECT_EQ(info, R"({"fieldName":"y","parentTypeName":"X","variables":{"n":7}})");
  EXPECT_EQ(context_of("$ctx.info.variables", "{ x { y } }"), "{}");
}

TEST(Context, KeepsChangedArgumentsForTheNextScript) {
  ApiText text("type Query { x(a: Int, b: Int): String }");
  text.unit("Query.x", "none",
            R"($util.qr($ctx.args.put("a", 2)){"version":"2018-05-29","payload":null})",
            "$util.toJson($util.toJson($ctx.args))");
  House house(text);
  EXPECT_EQ(house.body("{ x(a: 1, b: 5) }"), R"({"data":{"x":"{\"a\":2,\"b\":5}"}})");
}

TEST(Context, LeavesTheArgumentsOfTheNextObjectAlone) {
  ApiText text("type X { y(n: Int): String } type Query { x: [X] }");
  text.unit("Query.x", "none", R"({"version":"2018-05-29","payload":[{},{}]})", give);
  text.unit("X.y", "none",
            R"(#set($more = $ctx.args.n + 1)$util.qr($ctx.args.put("n", $more)))"
            R"({"version":"2018-05-29"})",
            R"("$ctx.args.n")");
  EXPECT_EQ(House(text).body("{ x { y(n: 1) } }"), R"({"data":{"x":[{"y":"2"},{"y":"2"}]}})");
}

TEST(Context, HasTheSelectionOfTheField) {
  ApiText text("type X { a: String x: X } type Query { x: X }");
  text.unit("Query.x", "none", R"({"version":"2018-05-29"})",
            R"(#set($r = {"a": "$ctx.info.selectionSetList $ctx.info.selectionSetGraphQL"}))"
            "$util.toJson($r)");
  House house(text);
  const auto body = *parse_json(house.body("{ x { a x { b: a } } }"));
  const std::string shown(body.at("data").at("x").at("a").as_string());
  EXPECT_TRUE(shown.starts_with("[a, x, x/b] {\n  a\n")) << shown;
}

TEST(Context, HasTheEnvironment) {
  EXPECT_EQ(context_of("$ctx.env", "{ x { y } }"), R"({"STAGE":"dev"})");
}

// One error of each version, from a table that does not exist.
std::string with_missing_table(const std::string& version, const std::string& response) {
  ApiText text("type X { a: String } type Query { x: X }");
  text.unit("Query.x", "table",
            R"({"version":")" + version + R"(","operation":"GetItem","key":{"id":{"S":"1"}}})",
            response);
  House house(text);
  return house.body("{ x { a } }");
}

TEST(SourceError, IsRaisedByItselfIn2017WithTheResponseAsItsData) {
  const auto body = *parse_json(with_missing_table("2017-02-28", R"({"a":"shown","z":1})"));
  EXPECT_TRUE(body.at("data").at("x").is_null());
  ASSERT_EQ(body.at("errors").as_array().size(), 1U);
  const auto& error = body.at("errors").at(0);
  EXPECT_EQ(error.at("errorType"), "DynamoDB:ResourceNotFoundException");
  EXPECT_EQ(to_json(error.at("data")), R"({"a":"shown"})");
}

TEST(SourceError, IsSwallowedIn2018WhenTheResponseIgnoresIt) {
  EXPECT_EQ(with_missing_table("2018-05-29", R"({"a":"shown"})"),
            R"({"data":{"x":{"a":"shown"}}})");
}

TEST(SourceError, IsShownToTheResponseIn2018) {
  const auto body = *parse_json(
      with_missing_table("2018-05-29", "$util.error($ctx.error.message, $ctx.error.type)"));
  EXPECT_EQ(body.at("errors").at(0).at("errorType"), "DynamoDB:ResourceNotFoundException");
}

TEST(SourceError, OfAFailedConditionBringsTheCurrentItemAsItsDataIn2017) {
  ApiText text("type X { id: ID text: String } type Query { q: X } type Mutation { put: X }");
  text.unit("Mutation.put", "table",
            R"vtl({"version":"2017-02-28","operation":"PutItem","key":{"id":{"S":"1"}},
                   "attributeValues":{"text":{"S":"$util.autoId()"}},
                   "condition":{"expression":"attribute_not_exists(id)"}})vtl",
            give);
  House house(text);
  house.create_table();
  const auto first = *parse_json(house.body("mutation { put { text } }"));
  const auto second = *parse_json(house.body("mutation { put { text } }"));
  EXPECT_TRUE(second.at("data").at("put").is_null());
  const auto& error = second.at("errors").at(0);
  EXPECT_EQ(error.at("errorType"), "DynamoDB:ConditionalCheckFailedException");
  EXPECT_EQ(error.at("data"), first.at("data").at("put"));
}

TEST(SourceError, OfTheDocumentEndsTheResolver) {
  ApiText text("type Query { x: String }");
  text.unit("Query.x", "table", R"({"version":"2018-05-29"})", R"("response ran")");
  House house(text);
  EXPECT_EQ(house.body("{ x }"),
            error_of(R"("MappingTemplate")", "Value for field '$[operation]' not found."));
}

TEST(SourceError, DoesNotStopSiblings) {
  ApiText text("type Query { x: String y: String }");
  text.unit("Query.x", "none", R"($util.error("no"))", give);
  text.unit("Query.y", "none", R"({"version":"2018-05-29","payload":"fine"})", give);
  const auto body = *parse_json(House(text).body("{ x y }"));
  EXPECT_EQ(to_json(body.at("data")), R"({"x":null,"y":"fine"})");
  EXPECT_EQ(body.at("errors").as_array().size(), 1U);
}

}  // namespace
}  // namespace syncline::engine
