#include "control/appsync/schema.h"

#include <utility>

#include "base/limits.h"
#include "graphql/type/build_schema.h"

namespace syncline::control {
namespace {

std::string place_of(std::string_view line, std::string_view column) {
  return " (line " + std::string(line) + ", column " + std::string(column) + ")";
}

std::string place_of(const Json& fault) {
  const Json* locations = find_member(fault, "locations");
  if (locations == nullptr || !locations->is_array() || locations->get_array().empty()) return "";
  const Json& first = locations->get_array().front();
  const Json* line = find_member(first, "line");
  const Json* column = find_member(first, "column");
  if (line == nullptr || column == nullptr) return "";
  return place_of(to_json(*line), to_json(*column));
}

// Every fault of the schema with its place, in one line.
std::string details_of(const Error& error) {
  if (!error.detail.is_array() || error.detail.get_array().empty()) return error.message;
  std::string details;
  for (const Json& fault : error.detail.get_array()) {
    const auto* message = find_string(fault, "message");
    if (message == nullptr) continue;
    if (!details.empty()) details += "; ";
    details.append(std::string_view(*message)).append(place_of(fault));
  }
  return details.empty() ? error.message : details;
}

}  // namespace

Result<void> check_schema(std::string_view sdl) {
  if (sdl.size() > limits::graphql_schema_bytes_max) {
    return fail(
        ErrorKind::invalid, "BadRequestException",
        "The schema is larger than " + std::to_string(limits::graphql_schema_bytes_max) + " bytes");
  }
  const auto built = graphql::build_schema(sdl);
  if (built) return {};
  return fail(ErrorKind::invalid, "BadRequestException", details_of(built.error()),
              built.error().detail);
}

std::string created_details(const graphql::Schema& schema) {
  std::string details = "Successfully created schema.";
  std::string_view separator = " ";
  for (const auto& [message, at] : schema.warnings) {
    details.append(std::exchange(separator, "; ")).append(message);
    details += place_of(std::to_string(at.line), std::to_string(at.column));
  }
  return details;
}

Result<void> check_field(const graphql::Schema* schema, std::string_view type,
                         std::string_view field) {
  const graphql::NamedType* found = schema != nullptr ? schema->type(type) : nullptr;
  if (found == nullptr) {
    return fail(ErrorKind::not_found, "NotFoundException",
                "Type " + std::string(type) + " not found");
  }
  if (found->field(field) == nullptr) {
    return fail(ErrorKind::not_found, "NotFoundException",
                "No field named " + std::string(field) + " found on type " + std::string(type));
  }
  return {};
}

}  // namespace syncline::control
