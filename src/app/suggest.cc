#include "app/suggest.h"

#include <algorithm>

namespace syncline::app {
namespace {

using graphql::NamedType;
using graphql::Type;
using graphql::TypeKind;

constexpr int sample_depth_max = 16;  // of required input objects; a schema has no circle of them

std::string sample(const Type& type, int depth);

std::string sample_scalar(std::string_view name) {
  if (name == "Int" || name == "AWSTimestamp") return "1";
  if (name == "Float") return "1.5";
  if (name == "Boolean") return "true";
  if (name == "ID") return "\"1\"";
  if (name == "AWSDate") return "\"2026-01-01\"";
  if (name == "AWSTime") return "\"12:00:00\"";
  if (name == "AWSDateTime") return "\"2026-01-01T12:00:00Z\"";
  if (name == "AWSEmail") return "\"somebody@example.com\"";
  if (name == "AWSJSON") return "\"{}\"";
  if (name == "AWSURL") return "\"https://example.com\"";
  if (name == "AWSPhone") return "\"+1 555 764 4377\"";
  if (name == "AWSIPAddress") return "\"127.0.0.1\"";
  return "\"hello\"";
}

std::string sample_fields(const std::vector<graphql::InputField>& fields, int depth) {
  std::string out;
  for (const auto& field : fields) {
    if (!field.type.non_null || field.default_value) continue;
    out += (out.empty() ? "" : ", ") + field.name + ": " + sample(field.type, depth);
  }
  return out;
}

// One field of @oneOf, which asks for exactly one; the first whose value is quickly said.
std::string sample_choice(const std::vector<graphql::InputField>& fields, int depth) {
  const auto leaf = std::ranges::find_if(
      fields, [](const auto& field) { return field.type.innermost().is_leaf(); });
  const auto& field = leaf != fields.end() ? *leaf : fields.front();
  return field.name + ": " + sample(field.type, depth);
}

std::string sample(const Type& type, int depth) {
  if (type.is_list()) return "[]";
  const NamedType& named = *type.named;
  if (named.kind == TypeKind::enum_) return named.values.front().name;
  if (named.kind != TypeKind::input_object) return sample_scalar(named.name);
  if (depth == 0) return "{}";
  const auto& fields = named.input_fields;
  return "{" +
         (named.one_of ? sample_choice(fields, depth - 1) : sample_fields(fields, depth - 1)) + "}";
}

std::string leaves(const NamedType& type) {
  std::string out;
  for (const auto& field : type.fields) {
    const bool needs_arguments = !sample_fields(field.arguments, 0).empty();
    if (field.type.innermost().is_leaf() && !needs_arguments) out += " " + field.name;
  }
  return out.empty() ? " __typename" : out;
}

}  // namespace

std::string suggest(const graphql::Schema& schema, graphql::OperationType operation) {
  const auto* root = schema.root(operation);
  if (root == nullptr || root->fields.empty()) return "";
  const auto& field = root->fields.front();
  const auto arguments = sample_fields(field.arguments, sample_depth_max);
  std::string out;
  if (operation == graphql::OperationType::mutation) out += "mutation ";
  if (operation == graphql::OperationType::subscription) out += "subscription ";
  out += "{ " + field.name;
  if (!arguments.empty()) out += "(" + arguments + ")";
  const auto& type = field.type.innermost();
  if (!type.is_leaf()) out += " {" + leaves(type) + " }";
  return out + " }";
}

}  // namespace syncline::app
