#include "engine/read_operation.h"

#include <algorithm>

#include "graphql/execution/collect_fields.h"
#include "graphql/language/parser.h"
#include "graphql/validation/validate.h"

namespace syncline::engine {
namespace {

using Document = std::shared_ptr<const graphql::Document>;

std::expected<Document, Refusal> read_document(DocumentCache& cache, const Request& request) {
  const auto& schema = request.api->schema;
  if (auto known = cache.find(schema, request.query)) return known;
  auto parsed = graphql::parse(request.query);
  if (!parsed) return std::unexpected(refuse_syntax(parsed.error()));
  const auto violations = graphql::validate(*schema, *parsed);
  if (!violations.empty()) return std::unexpected(refuse_violations(violations));
  auto document = std::make_shared<const graphql::Document>(*std::move(parsed));
  cache.insert(schema, request.query, document);
  return document;
}

// With introspection off, __schema and __type are fields that do not exist (AppSync:
// "introspectionConfig"): for a root field in AppSync's words, elsewhere the execution says so.
std::vector<graphql::Violation> find_introspection(const graphql::Operation& operation) {
  std::vector<graphql::Violation> violations;
  graphql::FieldCollector collector(operation);
  const auto root = collector.root();
  if (!root) return violations;  // the execution will say why
  for (const auto& field : (*root)->fields) {
    const auto& name = field.definition->name;
    if (name != "__schema" && name != "__type") continue;
    violations.push_back({"FieldUndefined",
                          "Field '" + name + "' in type '" + (*root)->type->name + "' is undefined",
                          {std::string(field.key)},
                          {field.nodes.front()->location}});
  }
  return violations;
}

bool introspection_is_off(const catalog::Api& api) {
  const auto* config = find_string(api.settings, "introspectionConfig");
  return config != nullptr && *config == "DISABLED";
}

}  // namespace

std::expected<graphql::Operation, Refusal> read_operation(DocumentCache& cache,
                                                          const Request& request) {
  const auto& api = request.api->definition;
  if (request.api->schema == nullptr) {
    return std::unexpected(
        refuse_request(502, "GraphQLSchemaException", "No schema definition exists."));
  }
  auto document = read_document(cache, request);
  if (!document) return std::unexpected(std::move(document).error());
  auto operation = graphql::prepare(request.api->schema, *std::move(document),
                                    request.operation_name, request.variables);
  if (!operation) return std::unexpected(refuse_operation(operation.error()));
  operation->introspection = !introspection_is_off(api);
  if (!operation->introspection) {
    const auto violations = find_introspection(*operation);
    if (!violations.empty()) return std::unexpected(refuse_violations(violations));
  }
  if (const auto limit = positive_setting(api, "resolverCountLimit")) {
    operation->resolvers_max = std::min(operation->resolvers_max, *limit);
  }
  return *std::move(operation);
}

std::optional<std::size_t> positive_setting(const catalog::Api& api, std::string_view name) {
  const auto* value = find_member(api.settings, name);
  if (value == nullptr || !value->is_number()) return std::nullopt;
  boost::system::error_code error;
  const auto number = value->to_number<std::size_t>(error);
  if (error || number == 0) return std::nullopt;
  return number;
}

}  // namespace syncline::engine
