#include "engine/read_operation.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/complexity.h"
#include "graphql/execution/collect_fields.h"
#include "graphql/language/parser.h"
#include "graphql/validation/validate.h"

namespace syncline::engine {
namespace {

using Document = std::shared_ptr<const ReadDocument>;
using graphql::Violation;
using graphql::Wording;

// A guard's refusal, in the form of a violation: what it is about is the document.
Refusal refuse_flood(std::string rule, std::string message, Wording wording) {
  if (wording == Wording::reference) message += '.';
  return refuse_violations({Violation{std::move(rule), std::move(message), {}, {}}}, wording);
}

bool exceeds(std::size_t count, std::size_t limit) { return limit != 0 && count > limit; }

std::optional<Refusal> find_flood(const DocumentTraits& traits, const Options& options) {
  if (exceeds(traits.aliases, options.aliases_max)) {
    return refuse_flood("MaxAliasesReached",
                        fmt::format("The document has more than {} aliases", options.aliases_max),
                        options.wording);
  }
  if (exceeds(traits.root_aliases, options.root_aliases_max)) {
    return refuse_flood("MaxRootAliasesReached",
                        fmt::format("The operation has more than {} aliases of root fields",
                                    options.root_aliases_max),
                        options.wording);
  }
  if (exceeds(traits.directives, options.directives_max)) {
    return refuse_flood("MaxDirectivesReached",
                        fmt::format("The document has more than {} directives at one place",
                                    options.directives_max),
                        options.wording);
  }
  return std::nullopt;
}

// Before it is validated: a flood is not worth that.
std::expected<Document, Refusal> read_document(DocumentCache& cache, const Request& request,
                                               const Options& options) {
  const auto& schema = request.api->schema;
  if (auto known = cache.find(schema, request.query)) {
    // An API's limits may have changed since.
    if (auto flood = find_flood(known->traits, options)) return std::unexpected(*std::move(flood));
    return known;
  }
  auto parsed = graphql::parse(request.query);
  if (!parsed) return std::unexpected(refuse_syntax(parsed.error()));
  const auto traits = inspect(*parsed);
  if (auto flood = find_flood(traits, options)) return std::unexpected(*std::move(flood));
  const auto violations = graphql::validate(*schema, *parsed, options.wording);
  if (!violations.empty()) return std::unexpected(refuse_violations(violations, options.wording));
  auto document = std::make_shared<const ReadDocument>(*std::move(parsed), traits);
  cache.insert(schema, request.query, document);
  return document;
}

std::optional<Refusal> find_excess(const graphql::Operation& operation, const Options& options) {
  if (options.complexity_max == 0) return std::nullopt;
  const auto cost = complexity(operation, options.complexity_list_factor);
  if (!cost) return refuse_flood(cost.error().type, cost.error().message, options.wording);
  if (*cost <= options.complexity_max) return std::nullopt;
  return refuse_flood("MaxComplexityReached",
                      fmt::format("The operation has a complexity of {}, which is more than {}",
                                  *cost, options.complexity_max),
                      options.wording);
}

// With introspection off, __schema and __type are fields that do not exist (AppSync:
// "introspectionConfig"): for a root field in AppSync's words, elsewhere the execution says so.
std::vector<Violation> find_introspection(const graphql::Operation& operation, Wording wording) {
  std::vector<Violation> violations;
  graphql::FieldCollector collector(operation);
  const auto root = collector.root();
  if (!root) return violations;  // the execution will say why
  for (const auto& field : (*root)->fields) {
    const auto& name = field.definition->name;
    if (name != "__schema" && name != "__type") continue;
    const auto& type = (*root)->type->name;
    auto message = wording == Wording::reference
                       ? fmt::format(R"(Cannot query field "{}" on type "{}".)", name, type)
                       : fmt::format("Field '{}' in type '{}' is undefined", name, type);
    violations.push_back({"FieldUndefined",
                          std::move(message),
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

std::expected<ReadOperation, Refusal> read_operation(DocumentCache& cache, const Request& request,
                                                     const Options& server) {
  const auto& api = request.api->definition;
  if (request.api->schema == nullptr) {
    return std::unexpected(
        refuse_request(502, "GraphQLSchemaException", "No schema definition exists."));
  }
  auto options = options_of(api, server);
  if (!options) {
    return std::unexpected(refuse_request(502, options.error().type, options.error().message));
  }
  auto read = read_document(cache, request, *options);
  if (!read) return std::unexpected(std::move(read).error());
  // The document as a part of what was read: it lives as long.
  std::shared_ptr<const graphql::Document> document(*read, &(*read)->document);
  auto operation = graphql::prepare(request.api->schema, std::move(document),
                                    request.operation_name, request.variables);
  if (!operation) return std::unexpected(refuse_operation(operation.error()));
  operation->introspection = !introspection_is_off(api);
  if (!operation->introspection) {
    const auto violations = find_introspection(*operation, options->wording);
    if (!violations.empty())
      return std::unexpected(refuse_violations(violations, options->wording));
  }
  if (const auto limit = positive_setting(api, "resolverCountLimit")) {
    operation->resolvers_max = std::min(operation->resolvers_max, *limit);
  }
  if (auto excess = find_excess(*operation, *options)) return std::unexpected(*std::move(excess));
  const bool fixed = (*read)->traits.introspection_only && operation->definition->variables.empty();
  return std::expected<ReadOperation, Refusal>(std::in_place, *std::move(operation), *options,
                                               fixed);
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
