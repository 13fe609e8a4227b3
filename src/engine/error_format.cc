#include "engine/error_format.h"

#include <fmt/format.h>

namespace syncline::engine {
namespace {

Json format_location(std::int64_t line, std::int64_t column) {
  return JsonObject{{"line", line}, {"column", column}, {"sourceName", nullptr}};
}

Json format_locations(const std::vector<graphql::Location>& locations) {
  if (locations.empty()) return nullptr;
  JsonArray formatted;
  for (const auto& place : locations)
    formatted.push_back(format_location(place.line, place.column));
  return formatted;
}

Json format_path(const graphql::Path& path) {
  if (path.empty()) return nullptr;
  JsonArray formatted;
  for (const auto& step : path) {
    if (const auto* key = std::get_if<std::string>(&step)) {
      formatted.emplace_back(*key);
    } else {
      formatted.emplace_back(std::get<std::int64_t>(step));
    }
  }
  return formatted;
}

Json request_error(Json locations, std::string_view message) {
  return JsonObject{{"path", nullptr}, {"locations", std::move(locations)}, {"message", message}};
}

std::int64_t integer(const Json& value, std::string_view member) {
  const auto* found = find_member(value, member);
  return found != nullptr && found->is_int64()    ? found->get_int64()
         : found != nullptr && found->is_uint64() ? static_cast<std::int64_t>(found->get_uint64())
                                                  : 0;
}

// graphql::prepare says {message, locations:[{line, column}] or null} of each variable.
Json format_variable_fault(const Json& fault) {
  const auto* message = find_string(fault, "message");
  const auto* locations = find_member(fault, "locations");
  Json formatted;
  if (locations != nullptr && locations->is_array()) {
    auto& array = formatted.emplace_array();
    for (const auto& place : locations->get_array()) {
      array.push_back(format_location(integer(place, "line"), integer(place, "column")));
    }
  }
  return request_error(std::move(formatted), message == nullptr ? "" : std::string_view(*message));
}

JsonArray format_errors(const std::vector<graphql::FieldError>& errors) {
  JsonArray formatted;
  for (const auto& error : errors) formatted.push_back(format_error(error));
  return formatted;
}

void append_errors(std::string& out, const JsonArray& errors) {
  out += "\"errors\":[";
  for (std::size_t i = 0; i < errors.size(); ++i) {
    if (i != 0) out += ',';
    append_json(out, errors[i]);
  }
  out += ']';
}

std::string write(std::string_view data, const std::vector<graphql::FieldError>& errors) {
  std::string out = "{\"data\":";
  out.reserve(out.size() + data.size() + 1);
  out += data;
  if (!errors.empty()) {
    out += ',';
    append_errors(out, format_errors(errors));
  }
  out += '}';
  return out;
}

}  // namespace

Json format_error(const graphql::FieldError& error) {
  auto path = format_path(error.path);
  auto locations = format_locations(error.locations);
  if (!error.resolver && error.type.is_null()) {
    return JsonObject{
        {"path", std::move(path)}, {"locations", std::move(locations)}, {"message", error.message}};
  }
  return JsonObject{{"path", std::move(path)},           {"data", error.data},
                    {"errorType", error.type},           {"errorInfo", error.info},
                    {"locations", std::move(locations)}, {"message", error.message}};
}

Refusal refuse_request(int status, std::string_view type, std::string_view message) {
  return {
      status, std::string(type), {JsonObject{{"errorType", type}, {"message", message}}}, false};
}

Refusal refuse_syntax(const Error& error) {
  // GraphQL over HTTP asks for 200 here; what AppSync says is not established.
  return refuse_request(
      200, "MalformedHttpRequestException",
      fmt::format("Unable to parse GraphQL query. {} (line {}, column {})", error.message,
                  integer(error.detail, "line"), integer(error.detail, "column")));
}

Refusal refuse_violations(const std::vector<graphql::Violation>& violations,
                          graphql::Wording wording) {
  Refusal refusal{.null_data = true};
  for (const auto& violation : violations) {
    const auto message = wording == graphql::Wording::reference
                             ? violation.message
                             : graphql::appsync_message(violation);
    refusal.errors.push_back(request_error(format_locations(violation.locations), message));
  }
  return refusal;
}

Refusal refuse_operation(const Error& error) {
  if (error.type != "VariableError" || !error.detail.is_array()) {
    return refuse_request(400, "BadRequestException", error.message);
  }
  Refusal refusal{.null_data = true};
  for (const auto& fault : error.detail.get_array()) {
    refusal.errors.push_back(format_variable_fault(fault));
  }
  return refusal;
}

JsonArray realtime_errors(const JsonArray& errors) {
  JsonArray short_errors;
  for (const auto& error : errors) {
    JsonObject short_error;
    for (const std::string_view member : {"errorType", "message"}) {
      const auto* found = find_member(error, member);
      if (found != nullptr && !found->is_null()) short_error.emplace(member, *found);
    }
    short_errors.push_back(std::move(short_error));
  }
  return short_errors;
}

std::string write_response(const graphql::Response& response) {
  return write(to_json(response.data), response.errors);
}

Reply to_reply(const graphql::TextResponse& response, bool graphql_response) {
  if (!response.executed) {
    const Refusal refusal{.errors = format_errors(response.errors), .null_data = true};
    return to_reply(refusal, graphql_response);
  }
  const auto outcome = response.errors.empty() ? Outcome::complete : Outcome::partial;
  return {200, "", write(response.data, response.errors), outcome};
}

Reply to_reply(const Refusal& refusal, bool graphql_response) {
  std::string body = refusal.null_data && !graphql_response ? "{\"data\":null," : "{";
  append_errors(body, refusal.errors);
  body += '}';
  const int status = refusal.status == 200 && graphql_response ? 400 : refusal.status;
  return {status, refusal.error_type, std::move(body), Outcome::refused};
}

}  // namespace syncline::engine
