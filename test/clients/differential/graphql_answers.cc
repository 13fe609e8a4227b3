// What our GraphQL rooms say of a document, for a comparison with another implementation
// (graphql_differential.test.mjs): one JSON object a line in, one out.
//   in   {"schemas": {name: SDL}} first, then {"schema", "document", "variables", "root"}
//   out  {"fault": "syntax" | "validation" | "request", "locations"} or {"data", "errors"}
#include <algorithm>
#include <iostream>
#include <map>
#include <string>

#include "base/loop.h"
#include "base/parse_json.h"
#include "graphql/execution/execute.h"
#include "graphql/execution/operation.h"
#include "graphql/language/parser.h"
#include "graphql/type/build_schema.h"
#include "graphql/validation/validate.h"

namespace syncline::graphql {
namespace {

using Schemas = std::map<std::string, std::shared_ptr<const Schema>, std::less<>>;

Json shown(const std::vector<Location>& locations) {
  JsonArray out;
  for (const auto& location : locations) out.push_back(JsonArray{location.line, location.column});
  return out;
}

Json shown(const Path& path) {
  JsonArray out;
  for (const auto& step : path) {
    std::visit([&](const auto& value) { out.emplace_back(value); }, step);
  }
  return out;
}

Json shown(const Response& response) {
  JsonArray errors;
  for (const auto& error : response.errors) {
    errors.push_back(
        JsonObject{{"path", shown(error.path)}, {"locations", shown(error.locations)}});
  }
  return JsonObject{{"data", response.data}, {"errors", std::move(errors)}};
}

Response run(const Operation& operation, const FieldResolver& resolver) {
  auto begun = execute(operation, resolver);
  if (auto* ready = std::get_if<Response>(&begun)) return std::move(*ready);
  Loop loop(0);
  Response response;
  const auto wait = [&]() -> Task<void> {
    response = co_await std::get<Task<Response>>(std::move(begun));
  };
  loop.spawn(wait());
  loop.context().run();
  return response;
}

Json invalid(const std::vector<Violation>& violations) {
  JsonArray rules;
  JsonArray places;
  for (const auto& violation : violations) {
    rules.push_back(Json(violation.rule));
    places.push_back(shown(violation.locations));
  }
  return JsonObject{{"fault", "validation"}, {"rules", rules}, {"locations", places}};
}

Json answer(const Schemas& schemas, const Json& asked) {
  auto document = parse(*find_string(asked, "document"));
  if (!document) {
    return JsonObject{{"fault", "syntax"}, {"locations", document.error().detail}};
  }
  const auto& schema = schemas.at(std::string(*find_string(asked, "schema")));
  const auto violations = validate(*schema, *document);
  if (!violations.empty()) return invalid(violations);
  const auto operation = prepare(schema, std::make_shared<const Document>(*std::move(document)), "",
                                 *find_member(asked, "variables"));
  if (!operation) {
    return JsonObject{{"fault", "request"}, {"message", operation.error().message}};
  }
  const Json& root = *find_member(asked, "root");
  return shown(run(*operation, [&](const FieldCall& call) -> std::optional<FieldValue> {
    if (!call.source.is_null()) return std::nullopt;
    const auto* member = find_member(root, call.field.name);
    return Resolved{member == nullptr ? Json(nullptr) : *member, {}};
  }));
}

int run_all() {
  Schemas schemas;
  for (std::string line; std::getline(std::cin, line);) {
    const auto asked = parse_json(line).value();
    if (const auto* texts = find_member(asked, "schemas")) {
      for (const auto& text : texts->get_object()) {
        schemas[std::string(text.key())] = build_schema(text.value().get_string()).value();
      }
      continue;
    }
    std::cout << to_json(answer(schemas, asked)) << '\n';
  }
  return 0;
}

}  // namespace
}  // namespace syncline::graphql

int main() { return syncline::graphql::run_all(); }
