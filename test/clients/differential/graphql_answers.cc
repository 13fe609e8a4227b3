// What our GraphQL rooms say of a document, for a comparison with another implementation
// (graphql_differential.test.mjs): one JSON object a line in, one out.
//   in   {"schemas": {name: SDL}} first, then {"schema", "document", "variables", "root"}
//   out  {"fault": "syntax" | "validation" | "request" | "subscription", …} or {"data", "errors"};
//        of a fault of validation {"violations": [{message, locations: [[line, column]]}]}
//   in   {"sdl": SDL}
//   out  {"fault": "none" | "syntax" | "schema", "messages"}
#include <algorithm>
#include <iostream>
#include <map>
#include <string>

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

// The answer as values; as text it must be the same.
Response run(const Operation& operation, const FieldResolver& resolver) {
  const auto text = std::get<TextResponse>(execute_to_text(operation, resolver));
  auto begun = execute(operation, resolver);
  auto& response = std::get<Response>(begun);
  CHECK(text.data == to_json(response.data) && text.errors.size() == response.errors.size());
  return std::move(response);
}

Json invalid(const std::vector<Violation>& violations) {
  JsonArray all;
  for (const auto& violation : violations) {
    all.push_back(
        JsonObject{{"message", violation.message}, {"locations", shown(violation.locations)}});
  }
  return JsonObject{{"fault", "validation"}, {"violations", std::move(all)}};
}

constexpr SchemaOptions options{Dialect::specification};

Json judge(std::string_view sdl) {
  const auto built = build_schema(sdl, options);
  if (built) return JsonObject{{"fault", "none"}};
  JsonArray messages;
  for (const auto& fault : built.error().detail.as_array()) messages.push_back(fault.at("message"));
  const bool syntax = messages.front().as_string().starts_with("Syntax Error");
  return JsonObject{{"fault", syntax ? "syntax" : "schema"}, {"messages", std::move(messages)}};
}

Json answer(const Schemas& schemas, const Json& asked) {
  auto document = parse(*find_string(asked, "document"));
  if (!document) {
    return JsonObject{{"fault", "syntax"}, {"locations", document.error().detail}};
  }
  const auto& schema = schemas.at(std::string(*find_string(asked, "schema")));
  const auto violations = validate(*schema, *document, Wording::reference);
  if (!violations.empty()) return invalid(violations);
  auto operation = prepare(schema, std::make_shared<const Document>(*std::move(document)), "",
                           *find_member(asked, "variables"));
  if (!operation) {
    return JsonObject{{"fault", "request"}, {"message", operation.error().message}};
  }
  operation->turn_max = std::chrono::hours(1);  // so that all is ready at once
  if (operation->definition->operation == OperationType::subscription) {
    return JsonObject{{"fault", "subscription"}};
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
        schemas[std::string(text.key())] = build_schema(text.value().get_string(), options).value();
      }
      continue;
    }
    if (const auto* sdl = find_string(asked, "sdl")) {
      std::cout << to_json(judge(*sdl)) << '\n';
      continue;
    }
    std::cout << to_json(answer(schemas, asked)) << '\n';
  }
  return 0;
}

}  // namespace
}  // namespace syncline::graphql

int main() { return syncline::graphql::run_all(); }
